"""The organizers' pages in a build: whatever one of them holds, the fair is published."""

from dataclasses import replace

import pytest

from catalog.build.pipeline import build_edition
from catalog.reading.content import RESERVED
from catalog.web.frame import Proof, mark_of, placeholder
from catalog.web.frame import prose_pictures as prose_room
from tests.integration.conftest import files, pages
from tests.unit.frames import frame_data

EDITION = "toy-2026"


def write(toy, lang, name, text):
    folder = toy.content / "editions" / EDITION / "pages" / lang
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.md").write_text(text, encoding="utf-8")


def codes(checked):
    return [(p.code, p.path.rpartition("/")[2]) for p in checked.problems]


def test_pages_that_cannot_be_made_are_set_aside(toy, toy_site):
    # Also those of another frame: its own nobody can write, as they change with what is written.
    words = " ".join(placeholder("title", mark) for mark in ("", mark_of(frame_data("en"))))
    write(toy, "en", "raises", "# Raises\n\n<![x[\n")
    write(toy, "en", "deep", "# Deep\n\n" + "- " * 1000 + "a\n")
    write(toy, "en", "large", "*[A]: " + "b" * 1000 + "\n\n" + "A " * 20_000)
    write(toy, "en", "secret", "---\ntitle: Secret\ndraft: true\n---\n\nsecret words\n")
    write(toy, "en", "maybe", "---\ntitle: Secret\ndraft: maybe\n---\n\nsecret words\n")
    write(toy, "en", "words", f"---\ntitle: {words}\n---\n\n{words}\n")
    write(toy, "en", "halves", '---\ntitle: "a\\0\\eb"\norder: ²\n---\n\n{{ config }}\n')
    write(toy, "en", "template", "---\ntemplate: 404.html\nnavigation: [toc]\n---\n\n# Kept\n")
    write(toy, "en", "404", "# Kept\n")
    write(toy, "en", "templates", "# Kept\n")
    write(toy, "en", "offline", "# Not kept\n")
    checked, built = build_edition(toy)
    assert built
    assert codes(checked) == [
        ("broken-page", "deep.md"),
        ("hidden-character", "halves.md"),
        ("wrong-type", "halves.md"),
        ("broken-page", "large.md"),
        ("wrong-type", "maybe.md"),
        ("reserved-name", "offline.md"),
        ("broken-page", "raises.md"),
        ("unknown-key", "template.md"),
        ("unknown-key", "template.md"),
    ]
    found, before = pages(toy.out), pages(toy_site)
    made = {path.removeprefix(f"{EDITION}/en/") for path in found.keys() - before.keys()}
    names = ("words", "halves", "template", "404", "templates")
    assert {one for one in made if "/" in one and not one.startswith(EDITION)} == {
        f"{name}/index.html" for name in names
    }
    home = found[f"{EDITION}/en/index.html"]
    assert all(f'href="{name}/"' in home for name in names)
    for name in ("raises", "deep", "large", "secret", "maybe"):
        assert f'href="{name}/"' not in home
    assert words in found[f"{EDITION}/en/words/index.html"]
    assert "<title>ab – " in found[f"{EDITION}/en/halves/index.html"]
    assert "{{ config }}" in found[f"{EDITION}/en/halves/index.html"]
    assert "<h1>Kept</h1>" in found[f"{EDITION}/en/template/index.html"].replace(' id="kept"', "")
    assert not any(b"secret words" in data for data in files(toy.out).values())


def test_a_page_that_is_set_aside_takes_its_pictures_along(toy):
    folder = toy.content / "editions" / EDITION / "pages" / "en"
    picture = next(p for p in toy.content.rglob("*") if p.suffix in (".jpg", ".png"))
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "own.jpg").write_bytes(picture.read_bytes())
    write(toy, "en", "visit", "# Visit\n\n![x](own.jpg)\n\n<![x[\n")
    build_edition(toy)
    assert not [path for path in files(toy.out) if "/media/own-" in path]


def test_a_page_at_which_mkdocs_stops_is_set_aside(toy, monkeypatch):
    """The second net: here every page passes for proven."""
    monkeypatch.setattr(prose_room, "prove_pages", lambda pages, *_: [Proof() for _ in pages])
    write(toy, "en", "one", "# One\n\n<![x[\n")
    write(toy, "zh-Hans", "one", "# 一\n")
    write(toy, "en", "two", "# Two\n\n[x](http://[bad)\n")
    checked, built = build_edition(replace(toy, cache=toy.out.parent / "cache"))
    assert built
    assert codes(checked) == [("broken-page", "one.md"), ("broken-page", "two.md")]
    found = pages(toy.out)
    assert "一</h1>" in found[f"{EDITION}/en/one/index.html"]
    assert f"{EDITION}/en/two/index.html" not in found
    strict = replace(toy, cache=toy.out.parent / "other", out=toy.out.parent / "strict")
    assert build_edition(replace(strict, strict=True))[1] is None
    assert not strict.out.exists() or not pages(strict.out)


@pytest.mark.parametrize("lang", ["en", "zh-Hans"])
def test_no_page_may_take_an_address_of_the_catalogue(toy_site, toy_settings, lang):
    top = toy_site / EDITION / lang
    own = toy_settings.content / "editions" / EDITION / "pages" / lang
    written = {file.stem for file in own.glob("*.md")}
    assert {one.name for one in top.iterdir() if one.is_dir()} - written <= RESERVED
