"""The output folder always holds a complete edition, whatever happens to a build."""

import errno
import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from catalog.core.errors import CatalogError
from catalog.output.folder import is_held, open_publication
from catalog.output.journal import recover
from catalog.output.marker import MARKER


def publish(out, files, edition="e1"):
    with open_publication(out) as publication:
        for path, text in files.items():
            publication.put(path, text.encode())
        return publication.commit(edition, set(files))


def tree(top):
    return {
        p.relative_to(top).as_posix(): p.read_text()
        for p in sorted(top.rglob("*"))
        if p.is_file() and p.name != MARKER
    }


def leftovers(out):
    return [p.name for p in out.parent.iterdir() if p.name != out.name and "lock" not in p.name]


def test_a_first_build_makes_the_folder_and_marks_it(tmp_path):
    out = tmp_path / "site"
    assert publish(out, {"e1/a.html": "a", "index.html": "i"}) == (2, 0)
    assert tree(out) == {"e1/a.html": "a", "index.html": "i"}
    assert (out / MARKER).is_file()
    assert leftovers(out) == []


def test_a_second_build_writes_only_what_changed_and_deletes_what_went(tmp_path):
    out = tmp_path / "site"
    publish(out, {"e1/a.html": "a", "e1/b/c.html": "c", "e1/d.html": "d"})
    before = (out / "e1/a.html").stat().st_mtime_ns
    assert publish(out, {"e1/a.html": "a", "e1/d.html": "D"}) == (1, 1)
    assert tree(out) == {"e1/a.html": "a", "e1/d.html": "D"}
    assert not (out / "e1/b").exists()
    assert (out / "e1/a.html").stat().st_mtime_ns == before


def test_a_build_may_only_delete(tmp_path):
    out = tmp_path / "site"
    publish(out, {"e1/a.html": "a", "e1/b/c.html": "c"})
    assert publish(out, {"e1/a.html": "a"}) == (0, 1)
    assert tree(out) == {"e1/a.html": "a"}
    assert leftovers(out) == []


def test_a_file_in_pieces_is_written_only_when_it_changed(tmp_path):
    out = tmp_path / "site"

    def publish_pieces(*pieces):
        with open_publication(out) as publication:
            publication.put_pieces("e1/data/a.json", iter(pieces))
            return publication.commit("e1", {"e1/data/a.json"})

    assert publish_pieces(b"one", b"two") == (1, 0)
    assert publish_pieces(b"onet", b"wo") == (0, 0)
    assert publish_pieces(b"one", b"TWO") == (1, 0)
    assert tree(out) == {"e1/data/a.json": "oneTWO"}
    assert leftovers(out) == []


def test_other_editions_are_never_touched(tmp_path):
    out = tmp_path / "site"
    publish(out, {"e1/a.html": "a"}, "e1")
    publish(out, {"e2/b.html": "b"}, "e2")
    publish(out, {"e2/c.html": "c"}, "e2")
    assert tree(out) == {"e1/a.html": "a", "e2/c.html": "c"}


def test_a_folder_that_is_not_ours_is_refused(tmp_path):
    out = tmp_path / "site"
    out.mkdir()
    (out / "thesis.txt").write_text("years of work")
    with pytest.raises(CatalogError, match="was not made by this program"):
        publish(out, {"e1/a.html": "a"})
    assert tree(out) == {"thesis.txt": "years of work"}
    assert leftovers(out) == []


def test_a_file_in_place_of_the_folder_is_refused(tmp_path):
    out = tmp_path / "site"
    out.write_text("x")
    with pytest.raises(CatalogError, match="is a file"):
        publish(out, {"e1/a.html": "a"})


def test_a_disk_of_its_own_is_refused(tmp_path, monkeypatch):
    out = tmp_path / "site"
    monkeypatch.setattr(Path, "is_mount", lambda self: self == out)
    with pytest.raises(CatalogError, match="disk of its own"):
        publish(out, {"e1/a.html": "a"})


def test_what_a_killed_build_still_writes_stays_out_of_the_next_one(tmp_path):
    """A worker may outlive its build by a page."""
    out = tmp_path / "site"
    publish(out, {"e1/a.html": "old"})
    with open_publication(out) as killed:
        late = killed
    with open_publication(out) as publication:
        publication.put("e1/a.html", b"new")
        late.put("e1/a.html", b"half")
        publication.commit("e1", {"e1/a.html"})
    assert tree(out) == {"e1/a.html": "new"}
    assert leftovers(out) == []


def test_an_empty_folder_is_taken(tmp_path):
    out = tmp_path / "site"
    out.mkdir()
    publish(out, {"e1/a.html": "a"})
    assert tree(out) == {"e1/a.html": "a"}


def test_a_failing_build_leaves_the_former_edition(tmp_path):
    out = tmp_path / "site"
    publish(out, {"e1/a.html": "old"})
    with pytest.raises(RuntimeError), open_publication(out) as publication:
        publication.put("e1/a.html", b"new")
        raise RuntimeError
    assert tree(out) == {"e1/a.html": "old"}
    assert leftovers(out) == []


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES])
def test_a_full_disk_is_told_and_changes_nothing(tmp_path, monkeypatch, number):
    out = tmp_path / "site"
    publish(out, {"e1/a.html": "old"})

    def full(*_, **__):
        raise OSError(number, os.strerror(number))

    with (
        pytest.raises(CatalogError, match="disk is full") as caught,
        open_publication(out) as publication,
    ):
        monkeypatch.setattr("builtins.open", full)
        publication.put("e1/a.html", b"new")
    assert "nothing was published" in caught.value.remedy
    assert tree(out) == {"e1/a.html": "old"}
    assert leftovers(out) == []


def test_a_disk_that_gets_full_after_the_decision_says_that_it_is_decided(tmp_path, monkeypatch):
    out = tmp_path / "site"
    publish(out, {"e1/a.html": "old", "e1/b.html": "old"})

    replace = Path.replace

    def full(self, target):
        if self.name == "b.html":
            raise OSError(errno.ENOSPC, "No space left on device")
        return replace(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", full)
        for text in ("new", "newer"):  # the second time there is still no room
            with pytest.raises(CatalogError) as caught:
                publish(out, {"e1/a.html": text, "e1/b.html": text})
            assert "is decided" in caught.value.remedy
    assert recover(out)
    assert tree(out) == {"e1/a.html": "new", "e1/b.html": "new"}
    assert leftovers(out) == []


def test_a_disk_that_gets_full_after_the_commit_says_that_it_is_published(tmp_path):
    out = tmp_path / "site"
    with pytest.raises(CatalogError) as caught, open_publication(out) as publication:
        publication.put("e1/a.html", b"new")
        publication.commit("e1", {"e1/a.html"})
        raise OSError(errno.ENOSPC, "No space left on device")
    assert "is published" in caught.value.remedy
    assert tree(out) == {"e1/a.html": "new"}


def test_what_was_decided_is_rolled_forward(tmp_path):
    out, staging = tmp_path / "site", tmp_path / ".site.staging"
    publish(out, {"e1/a.html": "old", "e1/gone.html": "x"})
    (staging / "files/e1").mkdir(parents=True)
    (staging / "files/e1/a.html").write_text("new")
    journal = {
        "files": "files",
        "put": ["e1/a.html", "e1/moved-already.html"],
        "delete": ["e1/gone.html"],
    }
    (staging / "journal.json").write_text(json.dumps(journal))
    assert recover(out)
    assert tree(out) == {"e1/a.html": "new"}
    assert leftovers(out) == []


def test_what_was_not_decided_is_rolled_back(tmp_path):
    out, staging = tmp_path / "site", tmp_path / ".site.staging"
    publish(out, {"e1/a.html": "old"})
    (staging / "files/e1").mkdir(parents=True)
    (staging / "files/e1/a.html").write_text("half")
    (staging / "journal.json.part").write_text('{"put": ["e1/a')
    assert not recover(out)
    assert tree(out) == {"e1/a.html": "old"}
    assert leftovers(out) == []


def test_a_page_may_become_a_folder_and_a_folder_a_page(tmp_path):
    out = tmp_path / "site"
    publish(out, {"e1/a": "page", "e1/b/c": "deep"})
    publish(out, {"e1/a/x": "deep", "e1/b": "page"})
    assert tree(out) == {"e1/a/x": "deep", "e1/b": "page"}


def test_a_second_build_at_the_same_time_says_so(tmp_path):
    out = tmp_path / "site"
    publish(out, {"e1/a.html": "a"})
    with open_publication(out):
        code = (
            "import sys; from pathlib import Path;"
            "from catalog.output.folder import open_publication;"
            "from catalog.core.errors import CatalogError\n"
            "try:\n"
            " with open_publication(Path(sys.argv[1]), wait=0.1): print('in')\n"
            "except CatalogError as e: print(e)"
        )
        done = subprocess.run(
            [sys.executable, "-c", code, str(out)], capture_output=True, text=True, check=True
        )
        assert "another build is writing" in done.stdout
    assert not is_held(out)


def test_a_second_build_that_waits_tells_once_and_goes_on(tmp_path):
    out = tmp_path / "site"
    told, go_on = [], threading.Event()

    def first():
        with open_publication(out) as publication:
            held.set()
            assert go_on.wait(60)
            publication.put("e1/a.html", b"first")
            publication.commit("e1", {"e1/a.html"})

    held = threading.Event()
    thread = threading.Thread(target=first)
    thread.start()
    assert held.wait(60)

    def waiting():
        told.append("waiting")
        go_on.set()

    with open_publication(out, waiting=waiting) as publication:
        assert publication.former  # what the first build made
        publication.put("e1/a.html", b"second")
        publication.commit("e1", {"e1/a.html"})
    thread.join()
    assert told == ["waiting"]
    assert tree(out) == {"e1/a.html": "second"}
