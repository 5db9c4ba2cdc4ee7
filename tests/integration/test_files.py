"""A fair full of odd files and paths is published without them, and nothing from outside is."""

import json
import os
import shutil
from dataclasses import replace

import pytest
import yaml

from catalog.booth.build import build_booth
from catalog.booth.choice import Choice
from catalog.build.pipeline import build_edition
from catalog.print.printing import print_catalogue
from tests.integration.conftest import ROOT

SECRET = "Not for anybody outside"
ODD = [
    "x" * 256 + ".png",
    "x" * 5000,
    "字" * 5000,
    "😀" * 5000,
    "data:image/png;base64," + "iVBORw0K" * 600,
    "images/" + "a/" * 2000 + "b.png",
    "a\0b.png",
    "../../../../secret.png",
    "/etc/passwd",
    "images/pipe.png",
    "images/loop.png",
    "images/away.png",
    "images",
    "linked/moon-kite.png",
    "%2e%2e/secret.png",
    "Images/Moon-Kite.PNG",
]
# Files as a Mac, a phone or a messenger names them.
FOUND = [
    "cafe\u0301.png",
    "封面 图.png",
    "a'b\"c&.png",
    "aux.png",
    "100%25.png",
    "😀.png",
    "#1?.png",
]


def write(file, data):
    text = json.dumps(data, default=str, ensure_ascii=False)  # JSON is YAML, and escapes
    file.write_text(text, encoding="utf-8")


def lay_odd_files(content):
    """All that must not be published, beside and in a copy of the toy fair."""
    outside = content.parent / "outside"
    works = content / "companies/lantern/works"
    images, real = works / "images", works / "images/moon-kite.png"
    (outside / "en").mkdir(parents=True)
    (outside / "en/leak.md").write_text(f"# {SECRET}\n")
    (outside / "company.yml").write_text(f"name: {SECRET}\n")
    shutil.copyfile(real, content.parent / "secret.png")
    os.mkfifo(images / "pipe.png")
    (images / "loop.png").symlink_to("loop.png")
    (images / "away.png").symlink_to(content.parent / "secret.png")
    (works / "linked").symlink_to("images")
    (content / "companies/away").symlink_to(outside)
    for name in FOUND:
        shutil.copyfile(real, images / name)
    work = yaml.safe_load((works / "moon-kite.yml").read_text("utf-8"))
    for number, path in enumerate(ODD):
        odd = {"cover": path, "wide": path, "gallery": [{"image": path}]}
        write(works / f"odd-{number}.yml", work | odd)
    composed = [name.replace("e\u0301", "é") for name in FOUND]
    write(works / "found.yml", work | {"gallery": [{"image": f"images/{n}"} for n in composed]})

    edition = content / "editions/toy-2026"
    pages = edition / "pages"
    os.mkfifo(pages / "en/pipe.md")
    os.mkfifo(edition / "stands-pipe.yml")
    (pages / "en/leak.md").symlink_to(outside / "en/leak.md")
    (pages / "fr").symlink_to(outside / "en")
    (pages / "en/folder.md").mkdir()
    (pages / "en/named.md").write_text(
        "# Named\n" + "".join(f"![words](<{p}>)\n\n" for p in ODD if "\0" not in p), "utf-8"
    )
    plan = edition / "halls/attic.svg"
    plan.unlink()
    plan.symlink_to("attic.svg")
    for name in ("families", "services"):
        os.mkfifo(content / name / "pipe.yml")


@pytest.fixture
def odd(toy):
    lay_odd_files(toy.content)
    return toy


def published(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_fair_of_odd_files_is_built_without_them(odd):
    checked, built = build_edition(odd)
    assert built and built.edition == "toy-2026"
    told = {problem.path for problem in checked.problems}
    works = "companies/lantern/works"
    assert told >= {f"{works}/odd-{number}.yml" for number in range(len(ODD))}
    pages = "editions/toy-2026/pages"
    assert told >= {f"{pages}/en/{name}.md" for name in ("pipe", "leak", "folder", "named")}
    assert told >= {"companies/away", f"{pages}/fr", "editions/toy-2026/edition.yml"}
    assert not [
        p for p in checked.problems if p.path.endswith("found.yml") and p.loc[:1] == ("gallery",)
    ]
    for file in published(odd.out):
        assert SECRET.encode() not in file.read_bytes()
    site = odd.out / "toy-2026/en"
    assert not (site / "leak").exists() and (site / "named/index.html").is_file()
    for name in (f"works/lantern/odd-{n}" for n in range(len(ODD)) if "\0" not in ODD[n]):
        assert "<img" in (site / name / "index.html").read_text("utf-8")  # its drawn cover
    found = (site / "works/lantern/found/index.html").read_text("utf-8")
    assert found.count("<figure") >= len(FOUND)


@pytest.mark.large
def test_a_booth_and_a_book_are_made_of_it_too(odd, tmp_path):
    _, made = build_booth(replace(odd, out=tmp_path / "booth"), Choice())
    assert made and made.size.files
    assert print_catalogue(replace(odd, out=ROOT / "site"), ("en",)).files
