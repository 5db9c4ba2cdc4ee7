"""Run by the benchmark inside a copy of the project: one build under cProfile, by CPU time.

python profile_work.py STATS ARGUMENTS-OF-BUILD…
"""

from __future__ import annotations

import cProfile
import sys
import time


def main(stats: str, arguments: list[str]) -> None:
    """Build, and write the profile to a file."""
    profile = cProfile.Profile(time.process_time)
    profile.enable()
    try:
        from catalog.cli.main import cli

        cli.main(["build", *arguments, "--jobs", "1"], standalone_mode=False)
    finally:
        profile.disable()
        profile.dump_stats(stats)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
