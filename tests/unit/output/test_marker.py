"""Each output says of which kind it is, and no command takes another's, or a place in the way."""

import json
import shutil
from pathlib import Path

import pytest

from catalog.core.errors import CatalogError
from catalog.output.folder import open_publication, open_replacement
from catalog.output.marker import (
    _NAMES,
    MARKER,
    kind_of,
    refuse_foreign,
    refuse_place,
    reserved_folders,
    write_marker,
)

FORMER = "Made by Catalog. A build may change and delete files in this folder.\n"
KINDS = sorted(_NAMES)


def tree(top):
    return {
        p.relative_to(top).as_posix(): p.read_bytes()
        for p in sorted(top.rglob("*"))
        if p.is_file() and not p.name.endswith(".lock")
    }


def make(folder, files):
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data.encode() if isinstance(data, str) else data)
    return folder


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("other", KINDS)
def test_only_the_same_kind_is_taken(tmp_path, kind, other):
    write_marker(tmp_path / "out", kind)
    assert kind_of(tmp_path / "out") == kind
    if kind == other:
        refuse_foreign(tmp_path / "out", other)
        return
    with pytest.raises(CatalogError) as caught:
        refuse_foreign(tmp_path / "out", other)
    assert _NAMES[kind][0] in caught.value.message and "--out" in caught.value.remedy
    assert _NAMES[kind][1] in caught.value.chinese[0]


DRAFT = '{\n  "$schema": "http://json-schema.org/draft-07/schema#",\n  "title": "company"\n}\n'


@pytest.mark.parametrize(
    ("files", "kind"),
    [
        ({MARKER: FORMER, "index.html": "", "robots.txt": ""}, "site"),
        ({MARKER: FORMER}, "site"),
        ({MARKER: "", "SHA256SUMS": "", "index.html": ""}, "booth"),
        # A site was built into a booth, or nobody knows.
        ({MARKER: "", "SHA256SUMS": "", "robots.txt": ""}, None),
        ({MARKER: FORMER, "SHA256SUMS": "", "robots.txt": ""}, None),
        ({MARKER: "", "index.html": ""}, None),
        ({MARKER: "something else"}, None),
        ({MARKER: b"\xff" * 9000}, None),
        ({MARKER: "kind: archive\n"}, "archive"),  # of a later version
        ({"report.html": "", "report.json": "[]\n"}, "report"),
        ({"report.html": "", "report.json": "[]\n", "thesis.txt": ""}, None),
        ({"report.html": ""}, None),
        ({"company.json": DRAFT}, "schema"),
        ({"company.json": DRAFT, "package.json": "{}"}, None),
        ({"company.json": "{}"}, None),
        ({"labels.pdf": "%PDF-1.7 /Creator (Typst 0.15)"}, "print"),
        ({"labels.pdf": "%PDF-1.7 /Creator (Writer)"}, None),
        ({"labels.pdf": "%PDF-1.7 Typst", "sub/x.pdf": "%PDF-1.7 Typst"}, None),
        ({"thesis.txt": "years of work"}, None),
    ],
)
def test_what_former_versions_left_is_known_where_it_is_certain(tmp_path, files, kind):
    out = make(tmp_path / "out", files)
    assert kind_of(out) == kind
    for wanted in KINDS:
        if wanted == kind:
            refuse_foreign(out, wanted)
        else:
            with pytest.raises(CatalogError):
                refuse_foreign(out, wanted)
    assert tree(out) == tree(make(tmp_path / "same", files))


def test_a_site_of_a_former_version_is_marked_by_the_next_build(tmp_path):
    out = make(tmp_path / "site", {MARKER: FORMER, "e1/a.html": "a"})
    with open_publication(out) as publication:
        publication.put("e1/a.html", b"a")
        publication.commit("e1", {"e1/a.html"})
    assert (out / MARKER).read_text().startswith("kind: site\n")


# ---- places --------------------------------------------------------------------------------


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project with records, a home beside it, and somebody who stands in a folder below."""
    top = make(
        tmp_path / "project",
        {"content/catalog.yml": "", "theme/x": "", ".git/x": "", "catalog/x": "", "desk/x": ""},
    )
    (tmp_path / "home/me").mkdir(parents=True)
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "home/me")
    monkeypatch.chdir(top / "desk")
    return top


def reserved(project):
    return reserved_folders(project / "content", project, project / ".cache")


@pytest.mark.parametrize(
    "path",
    [
        *("content", "content/site", "content/companies/x", "content/../content"),
        *(".", "..", "../..", "desk", ".cache", ".cache/site", "theme", "theme/overrides/site"),
        *(".git", ".git/hooks/x", "catalog/publish/x", "../home/me", "../home", "/", "//"),
        *("to-content", "to-content/x", "to-nowhere-in-content", "circle", "circle/x"),
        *("booth/inside", "booth/e1/en", "a" * 201, "a" * 300, "汉" * 70),
    ],
)
def test_a_place_in_the_way_is_refused_and_left_alone(project, path):
    write_marker(project / "booth", "booth")
    (project / "to-content").symlink_to("content")
    (project / "to-nowhere-in-content").symlink_to("content/new")
    (project / "circle").symlink_to("circle")
    before = tree(project)
    with pytest.raises(CatalogError) as caught:
        refuse_place(project / path, reserved(project))
    assert "--out" in caught.value.remedy and caught.value.chinese
    assert tree(project) == before


@pytest.mark.parametrize("path", ["site", "a/b/c", "../elsewhere", "../home/me/site", "汉" * 60])
def test_any_other_place_may_be_taken(project, path):
    refuse_place(project / path, reserved(project))


# ---- links ---------------------------------------------------------------------------------


def publish(out, files, edition="e1"):
    with open_publication(out) as publication:
        for path, text in files.items():
            publication.put(path, text.encode())
        return publication.commit(edition, set(files))


@pytest.mark.parametrize("there", ["an empty folder", "nothing", "a site"])
def test_an_output_that_is_a_link_is_the_folder_it_leads_to(tmp_path, there):
    disk, link = tmp_path / "disk/www", tmp_path / "here/site"
    link.parent.mkdir()
    link.symlink_to(disk)
    (disk.parent / "foreign").mkdir(parents=True)
    if there == "an empty folder":
        disk.mkdir()
    elif there == "a site":
        publish(disk, {"e1/a.html": "old", "e1/gone.html": "x"})
    publish(link, {"e1/a.html": "a"})
    publish(link, {"e1/a.html": "b"})
    assert link.is_symlink() and link.readlink() == disk
    assert tree(disk).keys() == {MARKER, "e1/a.html"}
    assert (disk / "e1/a.html").read_text() == "b"
    assert [p.name for p in link.parent.iterdir()] == ["site"]  # no lock, no staging
    assert {p.name for p in disk.parent.iterdir()} == {"www", "foreign", ".www.lock"}


@pytest.mark.parametrize("kind", ["site", "booth"])
def test_an_output_that_leads_to_somebody_elses_folder_is_refused(tmp_path, kind):
    foreign = make(tmp_path / "foreign", {"thesis.txt": "years"})
    (tmp_path / "out").symlink_to(foreign)
    with pytest.raises(CatalogError, match="not made by this program"):
        if kind == "site":
            publish(tmp_path / "out", {"e1/a.html": "a"})
        else:
            with open_replacement(tmp_path / "out", "booth"):
                pass
    assert tree(foreign) == {"thesis.txt": b"years"}


LINKS = ["e1", "e1/en", "e1/en/works", "e1/en/works/deep", "e1/en/works/deep/er"]


@pytest.mark.parametrize("link", LINKS)
@pytest.mark.parametrize("how", ["commit", "amend", "recover", "before"])
def test_a_link_within_an_edition_costs_no_foreign_file(tmp_path, link, how):
    out = tmp_path / "site"
    page = "e1/en/works/deep/er/a.html"
    publish(out, {page: "a", "e1/b.html": "b"})
    foreign = tmp_path / "foreign"
    shutil.move(out / link, foreign)
    make(foreign, {"thesis.txt": "years of work"})
    before = tree(foreign)
    todo = {"files": "files", "put": [page], "delete": [f"{link}/thesis.txt"]}
    if how == "recover":  # somebody put it there after a build was killed
        make(tmp_path / ".site.staging", {"journal.json": json.dumps(todo), f"files/{page}": "new"})
    (out / link).symlink_to(foreign)
    if how == "recover":
        with open_publication(out):
            pass
        assert (out / page).read_text() == "new" and not (out / link).is_symlink()
    else:
        with pytest.raises(CatalogError, match="is a link to"), open_publication(out) as one:
            if how == "before":
                one.refuse_links("e1")
            one.put(page, b"new")
            one.patch({f"{link}/thesis.txt"}) if how == "amend" else one.commit("e1", {page})
    assert tree(foreign) == before


def test_links_of_other_editions_and_to_files_are_nobodys_business(tmp_path):
    out = tmp_path / "site"
    publish(out, {"e1/a.html": "a", "e1/b.html": "b"})
    foreign = make(tmp_path / "foreign", {"thesis.txt": "years"})
    (out / "e0").symlink_to(foreign)
    for name in ("e1/a.html", "e1/b.html", "e1/c.html"):
        (out / name).unlink(missing_ok=True)
        (out / name).symlink_to(foreign / "thesis.txt")
    publish(out, {"e1/a.html": "new"})
    assert tree(foreign) == {"thesis.txt": b"years"}
    assert (out / "e0").is_symlink()
    assert {p.name for p in (out / "e1").iterdir()} == {"a.html"}
    assert (out / "e1/a.html").read_text() == "new"
