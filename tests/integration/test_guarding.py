"""Nothing of what a mistyped guarding field withholds is anywhere in what is published.

Each mistake has a word of its own, which stands in all that its field guards. The same fair is
built twice into one folder: first with everything shown, where each word must be found, then with
the mistakes, where none may be. So the second build is one that follows a change.
"""

from __future__ import annotations

import gzip
import io
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Any, NamedTuple

import pytest
import yaml

from catalog.booth.build import build_booth
from catalog.booth.bundle import write_zip
from catalog.booth.choice import Choice
from catalog.build.pipeline import build_edition
from catalog.core.fingerprint import look_at
from catalog.print.printing import print_catalogue, print_labels
from tests.integration.conftest import ROOT, TOY, files
from tests.unit import mistyped
from tests.unit.mistyped import LEAST, Place

EDITION = "editions/toy-2026"
# How the files of a kind are called; organizers' files are one a fair, and tested as units.
FILES = {
    "Work": "companies/lantern/works/{}.yml",
    "Company": "companies/{}/company.yml",
    "Family": "families/{}.yml",
    "Service": "services/{}.yml",
}
SHOWN = {"draft": "draft: false", "public": "public: true", "access": "access: public"}


class Case(NamedTuple):
    """A mistake, the word that must not be published, and the name of its file."""

    place: Place
    line: str
    word: str
    path: str


UNSEEN = re.compile("[\u200b\ufeff\u00ad]")


def cases(sample: int | None = None) -> Iterator[Case]:
    """All mistakes, or some of each field, other ones of each."""
    number = 0
    for place in mistyped.places():
        if place.root.__name__ not in FILES:
            continue
        # A name with a character that nobody sees is read without it, so it is no mistake.
        found = [m for m in mistyped.mistakes(place) if not UNSEEN.search(m.text)]
        step = len(found) // sample if sample else 1
        for mistake in islice(found, number % step, None, step):
            number += 1
            word = f"qz{number:04}zq"
            yield Case(place, mistake.text, word, FILES[place.root.__name__].format(word))


def least(case: Case) -> dict[str, dict[str, Any]]:
    """What is in the file, with the word in what the field guards and nowhere else."""
    own = {name: dict(fields) for name, fields in LEAST.items()}
    own["Family"] |= {"owner": "lantern"}
    word = case.word
    with_word: dict[str, dict[str, Any]] = {
        "Work": {
            "title": f"T {word}",
            "logline": f"L {word}",
            "synopsis": f"S {word}",
            "aliases": [f"lantern/former-{word}"],
            "cover": {"image": f"images/{word}.png", "credit": word},
            "facts": [{"text": word, "source": f"https://example.com/{word}", "as_of": "2026"}],
        },
        "Company": {
            "name": f"N {word}",
            "about": f"A {word}",
            "website": f"https://example.com/{word}",
            "contacts": [{"name": word, "email": f"{word}@example.com", "public": "true"}],
        },
        "Family": {"name": f"N {word}", "about": f"A {word}"},
        "Service": {
            "name": f"N {word}",
            "about": f"A {word}",
            "url": f"https://example.com/{word}",
        },
        "RightsLine": {"note": f"N {word}", "languages": ["en"]},
        "Screener": {"url": f"https://example.com/{word}"},
        "Image": {"image": f"images/{word}.png", "credit": f"C {word}"},
        "Contact": {"name": f"N {word}", "email": f"{word}@example.com"},
    }
    own[case.place.model.__name__] |= with_word[case.place.model.__name__]
    return own


def path_of(case: Case) -> str:
    """A file's name has the word only where the whole record is guarded."""
    return case.path if not case.place.group else case.path.replace(case.word, case.word[2:-2])


def lay(content: Any, all_cases: list[Case], *, slipped: bool) -> None:
    """The toy fair with a file a case, and with others that refer to those."""
    picture = TOY / "companies/lantern/works/images/moon-kite.png"
    for case in all_cases:
        shown = SHOWN.get(case.place.name, "")
        text = mistyped.written(case.place, case.line if slipped else shown, least(case))
        file = content / path_of(case)
        if case.place.root.__name__ == "Company":
            file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
        if case.place.group[:1] in (("cover",), ("wide",), ("gallery",), ("logo",)) or (
            case.place.id == "work.draft"
        ):
            images = file.parent / "images"
            images.mkdir(exist_ok=True)
            shutil.copy(picture, images / f"{case.word}.png")
    works = [f"lantern/{c.word}" for c in all_cases if c.place.id == "work.draft"]
    companies = [c.word for c in all_cases if c.place.id == "company.draft"]
    write(
        content / "companies/tinwheel/works/refers.yml",
        {
            **LEAST["Work"],
            "relations": [{"type": "based-on", "work": id} for id in works],
            "companies": companies,
        },
    )
    write(
        content / "families/refers.yml",
        {
            "name": "Refers",
            "owner": "tinwheel",
            "timeline": [{"date": "2026", "text": "Then.", "work": id} for id in works],
        },
    )
    events = content / EDITION / "programme.yml"
    known = yaml.load(events.read_text(encoding="utf-8"), yaml.BaseLoader)
    event = {**LEAST["Event"], "title": "Refers", "works": works, "hosts": companies}
    withheld = {**LEAST["Event"], "title": "qzeventzq", **({"Draft": "on"} if slipped else {})}
    write(events, [*known, event, withheld])
    stands = content / EDITION / "stands.yml"
    known = yaml.load(stands.read_text(encoding="utf-8"), yaml.BaseLoader)
    known[0] |= {"works": ["lantern/moon-kite", *works], "companies": ["lantern", *companies]}
    write(stands, known)
    edition = content / EDITION / "edition.yml"
    data = yaml.load(edition.read_text(encoding="utf-8"), yaml.BaseLoader)
    write(edition, {**data, "featured": works})
    page = content / EDITION / "pages/en/soon.md"
    head = "---\ndratf: true\n---\n" if slipped else ""
    page.write_text(f"{head}# Soon\n\nqzpagezq\n", encoding="utf-8")


def write(file: Any, data: Any) -> None:
    file.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")


def found_in(out: dict[str, bytes], words: set[str]) -> set[str]:
    """The words that stand in files or in their names."""
    found = set()
    for name, data in out.items():
        data = gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data
        text = f"{name}\n{data.decode('utf-8', 'replace')}"
        if "qz" in text:
            found |= {word for word in words if word in text}
    return found


@pytest.fixture
def fair(toy_settings, tmp_path):
    content = tmp_path / "content"
    return replace(toy_settings, content=content, out=tmp_path / "site")


def build(fair, all_cases: list[Case], *, slipped: bool) -> dict[str, bytes]:
    shutil.rmtree(fair.content, ignore_errors=True)
    shutil.copytree(TOY, fair.content)
    lay(fair.content, all_cases, slipped=slipped)
    sources = look_at(fair.content, [ROOT / "theme", ROOT / "mkdocs.yml"], ("toy",))
    _checked, built = build_edition(replace(fair, sources=sources))
    assert built
    return files(fair.out)


def words_of(all_cases: list[Case]) -> set[str]:
    return {case.word for case in all_cases} | {"qzeventzq", "qzpagezq"}


def test_some_mistakes_of_each_field_publish_nothing(fair):
    some = list(cases(sample=2))
    words = words_of(some)
    assert found_in(build(fair, some, slipped=False), words) == words
    assert found_in(build(fair, some, slipped=True), words) == set()


@pytest.mark.large
def test_no_mistake_publishes_anything(fair):
    every = list(cases())
    words = words_of(every)
    fair = replace(fair, languages=("en",))
    assert found_in(build(fair, every, slipped=False), words) == words
    assert found_in(build(fair, every, slipped=True), words) == set()


@pytest.mark.large
def test_booths_and_printed_things_have_none_of_it(fair, tmp_path):
    pypdf = pytest.importorskip("pypdf")
    some = list(cases(sample=4))
    words = words_of(some)
    fair = replace(fair, languages=("en",))

    def everywhere(*, slipped: bool) -> dict[str, set[str]]:
        build(fair, some, slipped=slipped)
        booth = tmp_path / f"booth-{slipped}"
        build_booth(replace(fair, out=booth), Choice(), budget=10_000)
        write_zip(booth, tmp_path / "booth.zip", "booth")
        shutil.unpack_archive(tmp_path / "booth.zip", tmp_path / f"zip-{slipped}")
        found = {
            "booth": found_in(files(booth), words),
            "zip": found_in(files(tmp_path / f"zip-{slipped}"), words),
        }
        rendered = {
            **print_catalogue(fair, ("en",), short=False).files,
            **print_labels(fair, ("en",)).files,
        }
        for name, data in rendered.items():
            pages = pypdf.PdfReader(io.BytesIO(data)).pages
            text = "".join("".join(page.extract_text().split()) for page in pages)
            found[name] = found_in({name: text.encode()}, words)
        return found

    shown = everywhere(slipped=False)
    drafts = [c for c in some if not c.place.group and c.place.name == "draft"]
    works = {c.word for c in drafts if c.place.id == "work.draft"}
    companies = {c.word for c in drafts if c.place.id == "company.draft"}
    for name, found in shown.items():  # what each must show for the test to mean anything
        few = {"labels.pdf": works, "signs.pdf": set(), "toy-2026-en.pdf": works | companies}
        assert found >= few.get(name, {c.word for c in drafts}), name
    assert everywhere(slipped=True) == {name: set() for name in shown}
