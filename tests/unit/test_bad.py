"""Each folder of ``tests/fixtures/bad/`` is one way to go wrong, with what is told about it.

A folder is named after a code, or ``code--variant``. Its files lie over those of ``_base``, a
small content folder without any problem; ``prepare.py`` makes what cannot lie in a folder.
``expected.txt`` and ``expected.zh.txt`` are the exact output of ``check``.

To write them anew:  pytest tests/unit/test_bad.py --regenerate   (then read the diff)
"""

import datetime as dt
import runpy
import shutil
import string
from pathlib import Path

import pytest

from catalog.build.checking import check_content
from catalog.build.settings import Settings
from catalog.cli.reporting import format_summary, format_text
from catalog.core.messages import MESSAGES, WORDS
from catalog.core.problems import EFFECTS

ROOT = Path(__file__).parents[2]
BAD = ROOT / "tests" / "fixtures" / "bad"
# For reasons of the parser that nobody has met yet; and root may read everything.
UNSEEN = {("yaml-syntax", ""), ("image-unreadable", "permission")}
TODAY = dt.date(2026, 11, 1)
FOLDERS = sorted(f.name for f in BAD.iterdir() if f.is_dir() and f.name != "_base")
EXPECTED = {"en": "expected.txt", "zh-Hans": "expected.zh.txt"}


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


def lay(folder: str, content: Path) -> None:
    """Base, overlay, and what is prepared."""
    shutil.copytree(BAD / "_base", content)
    ignored = shutil.ignore_patterns("prepare.py", "__pycache__", *EXPECTED.values())
    shutil.copytree(BAD / folder, content, ignore=ignored, dirs_exist_ok=True)
    prepare = BAD / folder / "prepare.py"
    if prepare.is_file():
        runpy.run_path(str(prepare))["prepare"](content)


def check(content: Path, cache: Path):
    settings = Settings(
        content=content, out=content.parent / "site", project=ROOT, cache=cache, today=TODAY
    )
    return check_content(settings)


def test_base_has_no_problem(tmp_path, cache):
    content = tmp_path / "content"
    shutil.copytree(BAD / "_base", content)
    assert check(content, cache).problems == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_told_exactly(folder, tmp_path, cache, regenerate):
    content = tmp_path / "content"
    lay(folder, content)
    problems = check(content, cache).problems
    for language, name in EXPECTED.items():
        text = format_text(problems, content, language)
        text += f"\n\n{format_summary(problems, language)}\n"
        assert str(tmp_path) not in text
        if regenerate:
            (BAD / folder / name).write_text(text, encoding="utf-8")
        assert text == (BAD / folder / name).read_text(encoding="utf-8")
    assert folder.partition("--")[0] in {p.code for p in problems}
    assert all(p.line and p.column for p in problems)


def test_every_rule_has_a_folder_and_every_folder_a_rule():
    assert {f.partition("--")[0] for f in FOLDERS} == set(MESSAGES)


def test_messages_are_complete_in_both_languages():
    for code, message in MESSAGES.items():
        assert message.effect in EFFECTS, code
        assert (message.severity == "warning") == (message.effect == "none") or code == (
            "full-width-quotes"
        )
        for english, chinese in (message.sentence, *message.helps.values()):
            assert english and chinese, code
            assert placeholders(english) == placeholders(chinese), code
            assert english[-1] not in ".!" and chinese[-1] not in "。！", code
    assert all(all(said) for said in WORDS.values())


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_remedy_is_used_by_a_folder(regenerate):
    """A remedy that no folder shows has never been read by anybody."""
    if regenerate:
        pytest.skip("the folders are being written")
    shown = "\n".join((BAD / f / EXPECTED["en"]).read_text(encoding="utf-8") for f in FOLDERS)
    for code, message in MESSAGES.items():
        for hint, (english, _) in message.helps.items():
            pieces = [p for p, *_ in string.Formatter().parse(english) if p.strip()]
            if (code, hint) not in UNSEEN:
                assert max(pieces, key=len, default="").strip() in shown, (code, hint)
