"""Search for very large editions: Pagefind's index, read from a server piece by piece.

The finder's own search sends all texts to the browser, which is best up to many thousand works.
From ``search.pagefind_from`` of ``catalog.yml`` on, the text search asks Pagefind instead; facets
stay the finder's, and what Pagefind finds is known there by its number. So the *fragments* that
Pagefind would load to show a result (a file a work and language) are not published: the finder
has titles and covers already. What is published is the index, the script and the WebAssembly.

Pagefind cuts Chinese and Japanese into words by a dictionary, and the browser cuts what is typed
by another one. Names are therefore indexed twice: as they are, and folded with each character by
itself, which is how ``finder-pagefind.js`` asks for them.

Each language is indexed by itself. Of the same records Pagefind makes the same bytes, except for
filters (which we do not ask for) and the order of several languages (which are put together here).
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from importlib import metadata, util
from pathlib import Path
from typing import IO, Any

from catalog.core.cache import Seal, pass_over, read_cached, scratch_folder, write_cached
from catalog.core.errors import CatalogError
from catalog.core.formats import compact_json
from catalog.edition.localise import Localiser
from catalog.edition.resolve import Catalog
from catalog.models.edition import Stand, stand_code
from catalog.models.texts import Text
from catalog.web.search.finder.chinese import fold, has_han, spell_pinyin

_DISTRIBUTIONS = ("pagefind", "pagefind-bin-extended")
_ENTRY = "pagefind-entry.json"
_KEPT = ("pagefind.js", "pagefind-worker.js", _ENTRY)
_KEPT_KINDS = (".pf_meta", ".pf_index", ".pagefind")
_IDS = "ids"
_FORM = "pagefind-1"  # how ids are kept
_SIGNATURE = b"pagefind_dcd"

Ids = dict[str, dict[str, str]]
"""Language → ``works`` and ``companies`` → Pagefind's id of each in the catalogue's order, with a
blank between two; "-" for one that is not in the index.
"""


@dataclass(frozen=True)
class Index:
    """What Pagefind made of an edition.

    Attributes:
        folders: one a language; what is the same in all of them lies in each.
        ids: which result is which record.
    """

    folders: tuple[Path, ...]
    ids: Ids

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Name below ``/<edition>/pagefind/`` and bytes of every file, one after the other."""
        entries = [json.loads((folder / _ENTRY).read_bytes()) for folder in self.folders]
        languages = {tag: own for entry in entries for tag, own in entry["languages"].items()}
        yield _ENTRY, _json({**entries[0], "languages": languages})
        seen = {_ENTRY, _IDS}
        for folder in self.folders:
            for file in sorted(folder.rglob("*")):
                name = file.relative_to(folder).as_posix()
                if name not in seen and file.is_file():
                    seen.add(name)
                    yield name, file.read_bytes()


def is_due(catalog: Catalog) -> bool:
    """Whether the edition is so large that Pagefind shall search it."""
    return len(catalog.works) >= catalog.site.search.pagefind_from


def is_installed() -> bool:
    """Whether the extra is there. Pagefind is not imported to find out."""
    return all(util.find_spec(name.replace("-", "_")) for name in _DISTRIBUTIONS)


def missing_note(catalog: Catalog) -> str:
    """What to tell an organizer whose edition is large and who has not installed the extra."""
    return (
        f"search beyond {catalog.site.search.pagefind_from} works needs the extra [pagefind] "
        "(pip install 'trade-fair-catalog[pagefind]'); until then every browser reads all texts"
    )


def make_index(catalog: Catalog, localisers: Mapping[str, Localiser], cache: Path) -> Index:
    """Index works and companies in every language of ``localisers``.

    Pagefind keeps all in memory, 95 KB a work and language: so languages follow one another, and
    each is kept in the cache for itself.

    Raises:
        CatalogError: Pagefind does not start or breaks off.
    """
    top = cache / "pagefind"
    top.mkdir(parents=True, exist_ok=True)
    made = {tag: _index_language(catalog, one, tag, top) for tag, one in localisers.items()}
    folders = tuple(folder for folder, _ids in made.values())
    for other in top.iterdir():  # of former texts
        if other not in folders:
            shutil.rmtree(other, ignore_errors=True)
    return Index(folders, {tag: ids for tag, (_folder, ids) in made.items()})


def _index_language(
    catalog: Catalog, localiser: Localiser, tag: str, top: Path
) -> tuple[Path, dict[str, str]]:
    records = list(make_records(catalog, localiser, tag))
    kept = top / f"{tag}-{_digest(records)}"
    known = _read_language(kept)
    if known is not None:
        return kept, known
    made = _run(records)
    files = {name: data for name, data in made.items() if _is_kept(name)}
    fragments = {name: data for name, data in made.items() if name.endswith(".pf_fragment")}
    ids = _read_ids(fragments, catalog)
    with scratch_folder(top.parent / "scratch") as scratch:
        out = scratch / "out"
        for name, data in files.items():
            (out / name).parent.mkdir(parents=True, exist_ok=True)
            (out / name).write_bytes(data)
        seals = {name: Seal.of(out / name) for name in files}
        write_cached(out / _IDS, _FORM, _json({"ids": ids, "seals": seals}))
        shutil.rmtree(kept, ignore_errors=True)
        out.rename(kept)
    return kept, ids


def _read_language(kept: Path) -> dict[str, str] | None:
    """The ids of a language's index, if all its files are as they were made."""
    data = read_cached(kept / _IDS, _FORM)
    if data is None:
        return None
    told = json.loads(data)
    for name, seal in told["seals"].items():
        if not Seal(*seal).holds(kept / name):
            pass_over(kept / name)
            return None
    ids: dict[str, str] = told["ids"]
    return ids


# ---- records ----------------------------------------------------------------------------


def make_records(catalog: Catalog, localiser: Localiser, tag: str) -> Iterator[dict[str, Any]]:
    """Pagefind's custom records of one language: names in all languages, texts in its own."""
    names = {id: _names(c.name, c.legal_name) for id, c in catalog.companies.items()}
    shown = {id: _shown(c.name, localiser) for id, c in catalog.companies.items()}
    for number, (id, company) in enumerate(catalog.companies.items()):
        about = _plain(_shown(company.about, localiser))
        content = [names[id], _stands(catalog.stands_of(id)), about]
        yield _record(tag, f"companies/{number}", content, {"title": shown[id]})
    for number, work in enumerate(catalog.works.values()):
        makers = [id for id in dict.fromkeys((work.company, *work.companies)) if id in names]
        content = [
            _names(work.title, work.alt_titles, *(p.name for p in work.people)),
            *(names[id] for id in makers),
            _stands(catalog.stands_showing(work.id)),
            _shown(work.logline, localiser),
            _plain(_shown(work.synopsis, localiser)),
        ]
        meta = {"title": _shown(work.title, localiser), "company": shown.get(work.company, "")}
        yield _record(tag, f"works/{number}", content, meta)


def _record(
    tag: str,
    place: str,
    content: Iterable[str],
    meta: dict[str, str],
) -> dict[str, Any]:
    return {
        "type": "AddRecord",
        "index_id": 0,
        "url": f"{tag}/{place}",
        "content": "\n".join(part for part in content if part),
        "language": tag.lower(),  # as Pagefind's script reads it from the page
        "meta": meta,
        # No filters and no order: facets are the finder's, and Pagefind writes filters in another
        # order each time.
        "filters": {},
        "sort": {},
    }


def _shown(text: Text | None, localiser: Localiser) -> str:
    shown = localiser.text(text)
    return shown.value if shown else ""


def _names(*texts: Text | None) -> str:
    """Names in all languages: as they are, folded, and the pinyin of Chinese ones."""
    forms: dict[str, None] = {}
    for text in texts:
        for tag, name in (text or {}).items():
            forms[name] = None
            folded = apart(fold(name))
            if folded != name.lower():
                forms[folded] = None
            if tag.startswith("zh") and has_han(name):
                for spelling in spell_pinyin(name):
                    syllables = spelling.split()
                    forms["".join(syllables)] = None
                    forms["".join(s[0] for s in syllables)] = None
    return "\n".join(forms)


def apart(folded: str) -> str:
    """Chinese and Japanese characters one by one: ``庆余年 2`` → ``庆 余 年 2``."""
    return " ".join(_CHARACTER.sub(r" \g<0> ", folded).split())


_CHARACTER = re.compile(
    "[\u3005-\u3007\u3041-\u309f\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)


def _stands(stands: Iterable[Stand]) -> str:
    """``b12 3b12``: a stand's number, and with its hall, as one types them."""
    codes = [code for s in stands for code in (s.number, stand_code(s.number, s.hall))]
    return " ".join(dict.fromkeys(fold(code).replace(" ", "") for code in codes))


def _plain(markdown: str) -> str:
    """Without the addresses of links: nobody searches for those."""
    return _TARGET.sub("]", markdown)


_TARGET = re.compile(r"\]\([^)\s]*\)")


# ---- Pagefind ---------------------------------------------------------------------------


def _run(records: list[dict[str, Any]]) -> dict[str, bytes]:
    """Have Pagefind index the records; name and bytes of every file it makes.

    Speaks to its service itself, as the package's own client does; that client rests 0.1 s after
    each answer, which for 20,000 records is half an hour. The files are asked for, not written by
    it: its answer that they are written may come before they are.
    """
    from pagefind.service import get_executable

    program = get_executable()
    if program is None:
        raise CatalogError("Pagefind's program is missing", "install the extra [pagefind] again")
    asked = [
        {"type": "NewIndex", "config": {}},
        *records,
        {"type": "GetFiles", "index_id": 0},
    ]
    with (
        subprocess.Popen(
            [program, "--service"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as service,
        ThreadPoolExecutor(1) as pool,
    ):
        assert service.stdin and service.stdout
        try:
            answer = pool.submit(_hear, service.stdout)
            answer.add_done_callback(lambda _: service.kill())  # also ends a blocked writer
            with suppress(BrokenPipeError):  # what it said until then tells more
                for number, request in enumerate(asked, 1):
                    message = {"message_id": number, "payload": request}
                    service.stdin.write(base64.b64encode(_json(message)) + b",")
                service.stdin.flush()
            files = answer.result()
        finally:
            service.kill()
            with suppress(BrokenPipeError):
                service.stdin.close()
    return {file["path"]: base64.b64decode(file["content"]) for file in files}


def _hear(stream: IO[bytes]) -> list[dict[str, str]]:
    """Read answers, which end with commas, up to the one that has the files."""
    pieces: list[bytes] = []
    while piece := stream.read1(1 << 20):  # type: ignore[attr-defined]
        *ends, rest = piece.split(b",")
        for end in ends:
            payload = json.loads(base64.b64decode(b"".join([*pieces, end])))["payload"]
            pieces.clear()
            if payload["type"] == "Error":
                raise CatalogError(f"Pagefind: {payload['message']}")
            if payload["type"] == "GetFiles":
                files: list[dict[str, str]] = payload["files"]
                return files
        pieces.append(rest)
    raise CatalogError("Pagefind broke off", "build again, or raise search.pagefind_from")


def _read_ids(fragments: Mapping[str, bytes], catalog: Catalog) -> dict[str, str]:
    """Which record each fragment is of; its name is the id that a search gives."""
    ids = {"works": ["-"] * len(catalog.works), "companies": ["-"] * len(catalog.companies)}
    for name, data in fragments.items():
        fragment = json.loads(gzip.decompress(data).removeprefix(_SIGNATURE))
        _tag, kind, number = fragment["url"].split("/")
        ids[kind][int(number)] = Path(name).stem.rpartition("_")[2]
    return {kind: " ".join(own) for kind, own in ids.items()}


def _is_kept(name: str) -> bool:
    """Whether to publish a file: not fragments and widgets, which nothing of ours loads."""
    return name in _KEPT or name.endswith(_KEPT_KINDS)


def _json(value: Any) -> bytes:
    return compact_json(value).encode()


def _digest(records: list[dict[str, Any]]) -> str:
    state = hashlib.sha256(Path(__file__).read_bytes())
    state.update(repr([metadata.version(name) for name in _DISTRIBUTIONS]).encode())
    for record in records:
        state.update(_json(record))
    return state.hexdigest()
