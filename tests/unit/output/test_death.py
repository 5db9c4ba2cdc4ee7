"""Death at every step: what a reader finds, and what the next command makes of it.

A child does the work and dies, as by a power cut, before its n-th change of a name: a rename, a
deletion, a folder made, a file opened for writing. So each state is seen that a kill can leave.
"""

import os
import shutil
import sys
from pathlib import Path

import pytest

from catalog.output.folder import open_publication, open_replacement, settle_output
from catalog.output.journal import is_decided, recover
from catalog.output.marker import MARKER, kind_of

DIED = 77
_CHANGES = {"os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.link"}


def die_before(step):
    """End this process before its ``step``-th change, without any clearing up."""
    left = step

    def watch(event, args):
        nonlocal left
        writes = event == "open" and isinstance(args[1], str) and args[1][:1] in "wxa"
        if event in _CHANGES or writes:
            if left == 0:
                os._exit(DIED)
            left -= 1

    sys.addaudithook(watch)


def dies(work, step):
    """Whether it died at that step; False where it came to its end before."""
    child = os.fork()
    if child == 0:
        try:
            die_before(step)
            work()
            os._exit(0)
        except BaseException:
            import traceback

            traceback.print_exc()
            os._exit(1)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert status in (0, DIED)
    return status == DIED


def tree(top):
    if not top.exists():
        return None
    return {
        p.relative_to(top).as_posix(): p.read_text()
        for p in sorted(top.rglob("*"))
        if p.is_file() and p.name != MARKER
    }


def leftovers(out):
    return [p.name for p in out.parent.iterdir() if p.name not in (out.name, f".{out.name}.lock")]


OLD = {"e1/a.html": "old", "e1/b/c.html": "old", "e1/gone/d.html": "old", "index.html": "old"}
NEW = {"e1/a.html": "new", "e1/b": "new", "e1/new/deep/e.html": "new", "index.html": "new"}


def publish(out, files):
    with open_publication(out) as publication:
        for path, text in files.items():
            publication.put(path, text.encode())
        publication.commit("e1", {path for path in files if "/" in path})


def replace(out, files):
    with open_replacement(out, "booth") as folder:
        for path, text in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text)


def again(work, out, tmp_path):
    """Each death of a piece of work, in a state of its own: (number, output folder)."""
    step = 0
    while True:
        here = tmp_path / f"at-{step}"
        shutil.copytree(tmp_path / "start", here)
        if not dies(lambda here=here: work(here / out.name, NEW), step):
            return
        yield step, here / out.name
        step += 1


@pytest.mark.parametrize("former", [True, False])
@pytest.mark.parametrize("work", [publish, replace])
def test_death_at_every_step(tmp_path, work, former):
    out = tmp_path / "start/out"
    out.parent.mkdir()
    if former:
        work(out, OLD)
    before, seen = tree(out), set()
    kind = "site" if work is publish else "booth"
    for step, place in again(work, out, tmp_path):
        now, decided = tree(place), is_decided(place)
        if not decided:  # nothing has happened, or all
            assert now in (before, NEW), step
        elif work is publish and former:  # each file is whole: the former, the new one, or gone
            assert now is not None
            assert all(text in (OLD.get(path), NEW.get(path)) for path, text in now.items()), step
        else:  # as a whole: at most it is not there, between two renames
            assert now in (before, NEW, None), step
        seen.add((decided, "old" if now == before else "new" if now == NEW else "between"))
        recover(place)  # as `build`, `serve` and `booth` do before anything else
        assert tree(place) == (NEW if decided else now), step
        assert leftovers(place) == [], step
        work(place, NEW)  # the next one needs no clean
        assert (tree(place), kind_of(place), leftovers(place)) == (NEW, kind, []), step
    assert {(False, "old"), (True, "old"), (True, "new")} <= seen
    if former:
        assert (True, "between") in seen


@pytest.mark.parametrize("work", [publish, replace])
def test_death_while_recovering(tmp_path, work):
    out = tmp_path / "start/out"
    out.parent.mkdir()
    work(out, OLD)
    # The first of them has everything still to do.
    decided = next(place for _, place in again(work, out, tmp_path) if is_decided(place))
    shutil.copytree(decided.parent, tmp_path / "decided")
    for step in range(100):
        copy = tmp_path / f"copy-{step}/out"
        shutil.copytree(tmp_path / "decided", copy.parent)
        ended = not dies(lambda copy=copy: recover(copy), step)
        settle_output(copy)  # as `booth verify` does
        assert (tree(copy), leftovers(copy)) == (NEW, []), step
        if ended:
            break
    assert ended and step > 3


def test_a_replacement_that_fails_leaves_the_former_folder(tmp_path):
    out = tmp_path / "booth"
    replace(out, OLD)
    with pytest.raises(RuntimeError), open_replacement(out, "booth") as folder:
        folder.mkdir()
        (folder / "half").write_text("half")
        raise RuntimeError
    assert tree(out) == OLD and leftovers(out) == []


def test_a_folder_that_cannot_be_moved_stays(tmp_path, monkeypatch):
    from catalog.core.errors import CatalogError

    out = tmp_path / "booth"
    replace(out, OLD)
    rename = Path.rename
    for stuck in (out.name, None):  # the former one, or the new one

        def refuse(self, target, stuck=stuck):
            if self.name == stuck or (
                stuck is None and not self.name.startswith(("former", out.name))
            ):
                raise PermissionError(13, "in use")
            return rename(self, target)

        with monkeypatch.context() as patch:
            patch.setattr(Path, "rename", refuse)
            with pytest.raises(CatalogError, match="cannot be replaced"):
                replace(out, NEW)
        assert tree(out) == OLD and leftovers(out) == []


def test_what_was_put_there_meanwhile_stays(tmp_path):
    from catalog.core.errors import CatalogError

    out = tmp_path / "site"
    with pytest.raises(CatalogError, match="was put into"), open_publication(out) as publication:
        publication.put("e1/a.html", b"a")
        out.mkdir()
        (out / "thesis.txt").write_text("years")
        publication.commit("e1", {"e1/a.html"})
    assert tree(out) == {"thesis.txt": "years"}
    with pytest.raises(CatalogError, match="not made by this program"):
        publish(out, {"e1/a.html": "a"})
    (out / "thesis.txt").rename(tmp_path / "thesis.txt")
    recover(out)
    assert tree(out) == {"e1/a.html": "a"}
