"""Problems as people and machines read them: text, JSON, GitHub annotations, SARIF, a web page.

Whatever comes out of a submission is made harmless first: a terminal obeys escape sequences,
and characters that turn the direction of text can make a line look like another one.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape
from itertools import groupby
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote

from rich.cells import cell_len

from catalog.core.formats import is_harmful, shown, visible
from catalog.core.messages import MESSAGES
from catalog.core.problems import Effect, Problem, Severity
from catalog.reading.yaml import (
    MAX_BYTES,
    Refused,
    decode_leniently,
    read_file,
    record_file,
    split_lines,
)

_WIDTH = 100  # cells of an excerpt
# They speak of a file's name or size, not of its first line.
_OF_THE_FILE = frozenset(
    (
        "bad-name",
        "misplaced-file",
        "misplaced-page",
        "unknown-file",
        "no-company-file",
        "file-too-large",
        "unreadable-file",
        "empty-file",
        "exhibitor-without-stand",
    )
)

# What becomes of the thing until it is mended.
_EFFECTS: dict[Effect, tuple[str, str]] = {
    "build": ("until then nothing can be built", "改正之前无法生成网站"),
    "withheld": ("until then what it guards is not published", "改正之前，相关内容不公开"),
    "record": ("until then this record is not published", "改正之前，这条记录不发布"),
    "field": ("until then this field is left out", "改正之前，这个字段不显示"),
    "entry": ("until then this entry is left out", "改正之前，这一项不显示"),
    "none": ("", ""),
}
# The same of what a guarding field takes out.
_WITHHELD = {
    "contact": ("until then this contact is not shown", "改正之前，这位联系人不公开"),
    "line": ("until then this line of the rights is not shown", "改正之前，这一行权利不公开"),
    "rights": (
        "until then no rights of this work are shown: this line may close what another opens",
        "改正之前，这部作品的权利都不公开：这一行可能限制其他行",
    ),
    "picture": ("until then this picture is not shown", "改正之前，这张图片不公开"),
    "screener": (
        "until then the screener's address is not published",
        "改正之前，样片（screener）的网址不公开",
    ),
    "entry": _EFFECTS["entry"],
    "page": ("until then this page is not published", "改正之前，这个页面不发布"),
    # A whole record, by what the file holds.
    "work": ("until then this work is not published", "改正之前，这部作品不发布"),
    "family": ("until then this family is not published", "改正之前，这个 IP 家族不发布"),
    "service": ("until then this service is not published", "改正之前，这项服务不发布"),
    "edition": ("until then this edition is not published", "改正之前，这一届不发布"),
}
# The same of a whole file, by what it should hold: what it takes along.
_FILE_EFFECTS = {
    "company": (
        "until then this company is not published, nor any of its works",
        "改正之前，这家公司及其全部作品都不发布",
    ),
    "stands": (
        "until then no stand of the fair is shown, and no work says where it can be seen",
        "改正之前，全部展位都不显示，作品页也不显示展位",
    ),
    "programme": (
        "until then no event of the fair is shown",
        "改正之前，全部活动都不显示",
    ),
    "vocabulary": (
        "until then none of its terms is known, and records that use them have errors, too",
        "改正之前，其中的词条都不可用，用到它们的记录也会报错",
    ),
}
# The same of single rules: the remedy says it, or more is to be said.
_RULE_EFFECTS = {
    "text-too-long": ("", ""),
    "bad-plan": (
        "until then the hall is shown without its plan",
        "改正之前，该展馆只有展位列表，没有平面图",
    ),
}
_SEVERITIES: dict[Severity, tuple[str, str]] = {
    "error": ("error", "错误"),
    "warning": ("warning", "警告"),
}


def effect_of(found: Problem, language: str = "en") -> str:
    """What becomes of the thing until it is mended, in words; "" where the help says it."""
    said = _EFFECTS[found.effect]
    if found.takes_record and (file := record_file(found.path)):
        own = _WITHHELD.get(file.kind) if found.effect == "withheld" else None
        said = _FILE_EFFECTS.get(file.kind) or own or _EFFECTS["record"]
    elif found.effect == "withheld":
        said = _WITHHELD.get(found.params["withheld"], said)
    if found.effect in ("record", "entry", "withheld") and found.path.endswith(".md"):
        said = ("until then this page is not published", "改正之前，这个页面不发布")
    if found.code == "unreadable-file" and found.hint == "folder":
        said = ("until then nothing in it is published", "改正之前，其中的内容都不发布")
    if found.effect == "field" and found.loc[:1] == ("halls",) and found.loc[2:] == ("id",):
        said = (
            "until then this hall is left out, and its stands with it",
            "改正之前，这个展馆及其展位都不显示",
        )
    return _RULE_EFFECTS.get(found.code, said)[language.startswith("zh")]


# ---- excerpts -------------------------------------------------------------------------


class Excerpts:
    """The lines that problems speak of; each file is read once."""

    def __init__(self, content: Path) -> None:
        self._content = content
        self._files: dict[str, list[str]] = {}

    def line(self, found: Problem) -> str | None:
        """The line, as it is written; None where the file itself or an absence is meant."""
        if found.line == found.column == 1 and (not found.loc or found.code == "missing-field"):
            first = str(found.loc[-1]) if found.loc else ""
            if found.code in _OF_THE_FILE or first:
                return self._if_begins(found, first)
        return self._line(found)

    def _if_begins(self, found: Problem, key: str) -> str | None:
        line = self._line(found)
        return line if key and line and line.startswith(f"{key}:") else None

    def _line(self, found: Problem) -> str | None:
        if found.path not in self._files:
            self._files[found.path] = self._read(found.path)
        lines = self._files[found.path]
        return lines[found.line - 1] if 0 < found.line <= len(lines) else None

    def _read(self, path: str) -> list[str]:
        try:
            data = read_file(self._content, path, MAX_BYTES)
        except Refused:
            return []
        return split_lines(decode_leniently(data[:MAX_BYTES]))


def excerpt(line: str, column: int, width: int = _WIDTH) -> tuple[str, int]:
    """A line fit to be shown, and the cell (from 0) under which the caret belongs.

    Long lines are cut on both sides of the place. ``column`` counts characters from 1.
    """
    at = min(max(column - 1, 0), len(line))
    # Cells are at least none and at most eight a character, so this is enough to fill the width.
    start, end = max(0, at - width), min(len(line), at + width)
    before = [shown(c) for c in line[start:at]]
    after = [shown(c) for c in line[at:end]]
    lead = ""
    room = width * 2 // 3
    while before and cell_len("".join(before)) > room:
        before = before[max(1, len(before) // 8) :]
        lead = "… "
    if start:
        lead = "… "
    head = lead + "".join(before)
    tail, cells, cut = "", cell_len(head), end < len(line)
    for sign in after:
        if cells + cell_len(sign) > width:
            cut = True
            break
        tail += sign
        cells += cell_len(sign)
    return (head + tail + (" …" if cut else "")).rstrip(), cell_len(head)


# ---- text -----------------------------------------------------------------------------


def format_text(
    problems: Iterable[Problem], content: Path, language: str = "en", *, color: bool = False
) -> str:
    """Problems for somebody at a terminal, grouped by file; ends without a line feed."""
    excerpts = Excerpts(content)
    chinese = language.startswith("zh")
    paint = _painted if color else _plain
    blocks = []
    for path, group in groupby(_sorted(problems), key=lambda p: p.path):
        lines = [paint("bold", visible(path))]
        for found in group:
            lines += _problem_lines(found, excerpts.line(found), language, chinese, paint)
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def _problem_lines(
    found: Problem,
    line: str | None,
    language: str,
    chinese: bool,
    paint: Callable[[str, str], str],
) -> Iterator[str]:
    word = _SEVERITIES[found.severity][chinese]
    colon = "：" if chinese else ": "
    place = f"{found.line}:{found.column} " if found.line else ""
    message = visible(found.message(language))
    code = paint("dim", f"[{found.code}]")
    yield f"  {place}{paint(found.severity, word + colon)}{message} {code}"
    if line is not None and line.strip():
        shown, cell = excerpt(line, found.column)
        gutter = f"{found.line:>5} "
        yield paint("dim", f"{gutter}| ") + shown
        if found.column:
            blank = " " * len(gutter)
            yield paint("dim", f"{blank}| ") + " " * cell + paint(found.severity, "^")
    for label, text in (
        (("help", "办法")[chinese], found.help(language)),
        (("note", "说明")[chinese], effect_of(found, language)),
    ):
        if text:
            yield f"      {paint('label', label + colon)}{visible(text)}"


_COLORS = {"bold": "1", "dim": "2", "error": "1;31", "warning": "1;33", "label": "36"}


def _painted(style: str, text: str) -> str:
    return f"\x1b[{_COLORS[style]}m{text}\x1b[0m"


def _plain(_style: str, text: str) -> str:
    return text


def format_summary(
    problems: Iterable[Problem], language: str = "en", files: int | None = None
) -> str:
    """``3 errors, 1 warning in 2 files``; ``files`` is how many were read."""
    found = list(problems)
    count = Counter(p.severity for p in found)
    touched = len({p.path for p in found})
    if language.startswith("zh"):
        if not found:
            return f"已检查 {files} 个文件，没有问题" if files is not None else "没有问题"
        counts = "、".join(
            f"{count[s]} 个{word}" for s, (_, word) in _SEVERITIES.items() if count[s]
        )
        return f"{touched} 个文件中有 {counts}"
    if not found:
        return f"no problems in {_count(files, 'file')}" if files is not None else "no problems"
    counts = ", ".join(_count(count[s], s) for s in _SEVERITIES if count[s])
    return f"{counts} in {_count(touched, 'file')}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _sorted(problems: Iterable[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda p: (p.path, p.line, p.column, p.code))


# ---- for machines ---------------------------------------------------------------------


def format_json(problems: Iterable[Problem], language: str = "en") -> str:
    """One array; see RECORDS for an object's fields."""
    return _dump([p.as_json(language) for p in _sorted(problems)])


def _dump(data: Any) -> str:
    """JSON that a person can read and a terminal can show."""
    text = json.dumps(data, ensure_ascii=False, indent=2)
    return "".join(c if c == "\n" or not is_harmful(c) else _json_escape(c) for c in text)


def _json_escape(char: str) -> str:
    code = char.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{code[i : i + 4]}" for i in range(0, len(code), 4))


def format_github(problems: Iterable[Problem], content: Path, language: str = "en") -> str:
    """Workflow commands that GitHub shows as annotations; each ends with a line feed."""
    base = _base(content)
    out = []
    for found in _sorted(problems):
        where = {"file": f"{base}{found.path}"}
        if found.line:
            where |= {"line": str(found.line), "col": str(max(found.column, 1))}
        where["title"] = found.code
        properties = ",".join(f"{k}={_property(visible(v))}" for k, v in where.items())
        texts = (found.message(language), found.help(language), effect_of(found, language))
        message = "\n".join(visible(text) for text in texts if text)
        out.append(f"::{found.severity} {properties}::{_data(message)}\n")
    return "".join(out)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _base(content: Path) -> str:
    """The content folder as a prefix, from here where it lies below here."""
    absolute = content.resolve()
    here = Path.cwd().resolve()
    shown = absolute.relative_to(here) if absolute.is_relative_to(here) else content
    prefix = PurePosixPath(shown).as_posix()
    return "" if prefix == "." else f"{prefix}/"


def format_sarif(problems: Iterable[Problem], content: Path, language: str = "en") -> str:
    """SARIF 2.1.0, which code hosts and editors import."""
    found = _sorted(problems)
    base = _base(content)
    codes = sorted({p.code for p in found})
    run = {
        "tool": {"driver": {"name": "catalog", "rules": [_sarif_rule(c, language) for c in codes]}},
        "columnKind": "unicodeCodePoints",
        "results": [_sarif_result(p, base, codes, language) for p in found],
    }
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    return _dump({"$schema": schema, "version": "2.1.0", "runs": [run]})


def _sarif_rule(code: str, language: str) -> dict[str, Any]:
    message = MESSAGES[code]
    return {
        "id": code,
        "shortDescription": {"text": re.sub(r"\{\w+\}", "…", message.text(language))},
        "defaultConfiguration": {"level": message.severity},
    }


def _sarif_result(found: Problem, base: str, codes: Sequence[str], language: str) -> dict[str, Any]:
    texts = (found.message(language), found.help(language))
    place: dict[str, Any] = {"artifactLocation": {"uri": quote(f"{base}{found.path}", safe="/")}}
    if found.line:
        place["region"] = {"startLine": found.line, "startColumn": max(found.column, 1)}
    return {
        "ruleId": found.code,
        "ruleIndex": codes.index(found.code),
        "level": found.severity,
        "message": {"text": "\n".join(text for text in texts if text)},
        "locations": [{"physicalLocation": place}],
        "properties": {"effect": found.effect, "field": found.field},
    }


def report_json(problems: Iterable[Problem]) -> str:
    """``report.json``: as ``check --format json`` in English, with the Chinese beside it."""
    data = []
    for found in _sorted(problems):
        chinese = {"message_zh": found.message("zh-Hans"), "help_zh": found.help("zh-Hans")}
        data.append(found.as_json("en") | chinese)
    return _dump(data) + "\n"


# ---- the organizers' page -------------------------------------------------------------

_GROUPS = {
    "companies": ("Company", "公司"),
    "families": ("Families", "IP 家族"),
    "services": ("Services", "服务"),
    "editions": ("Edition", "届次"),
    "vocabularies": ("Vocabularies", "词表"),
    "": ("The site", "网站"),
}
_TEXTS = {
    "title": ("What is wrong with the submissions", "提交内容检查报告"),
    "none": ("Nothing. All records are published.", "没有问题，全部记录均已发布。"),
    "private": (
        "This page quotes submissions, also what is not public. Do not publish it.",
        "本页引用提交内容，其中可能含有不公开的信息，请勿公开。",
    ),
    "contents": ("By submission", "按提交方"),
    "line": ("line", "行"),
    "help": ("What to do", "办法"),
}
_STYLE = """
:root{color-scheme:light dark}
body{font:16px/1.6 system-ui,"Noto Sans","Noto Sans CJK SC",sans-serif;max-width:60rem;
margin:0 auto;padding:1.5rem;overflow-wrap:break-word}
h1{font-size:1.5rem;line-height:1.3;margin:.5rem 0}
h2{font-size:1.2rem;margin:2.5rem 0 .5rem;border-bottom:1px solid #8886;padding-bottom:.25rem}
h3{font:600 .9rem/1.5 ui-monospace,monospace;margin:1.25rem 0 .5rem}
pre{font:.85rem/1.5 ui-monospace,"Noto Sans Mono CJK SC",monospace;overflow-x:auto;margin:.4rem 0;
padding:.4rem .6rem;background:#8881;border-radius:4px}
mark{background:#f5c542;color:#000}
ul{padding-inline-start:1.25rem}
article{border-inline-start:4px solid #b3261e;padding:.1rem 0 .1rem .8rem;margin:0 0 1.1rem}
article.warning{border-color:#a66b00}
p{margin:.3rem 0}
b.error{color:#b3261e}b.warning{color:#8a5a00}
small,code{font-size:.85rem;opacity:.75}
label{cursor:pointer;padding:.2rem .6rem;border:1px solid #8886;border-radius:4px}
input{position:absolute;opacity:0}
#en:checked~label[for=en],#zh:checked~label[for=zh]{background:#8883;font-weight:600}
input:focus-visible+label{outline:2px solid;outline-offset:2px}
#en:checked~main [lang=zh-Hans],#zh:checked~main [lang=en]{display:none}
@media (prefers-color-scheme:dark){b.error{color:#ff8a80}b.warning{color:#ffc766}}
"""


def report_html(problems: Iterable[Problem], content: Path) -> str:
    """A page of its own for the organizers, English and Chinese; loads nothing, runs nothing."""
    found = _sorted(problems)
    excerpts = Excerpts(content)
    groups: dict[tuple[str, str], list[Problem]] = {}
    for one in found:
        groups.setdefault(_submission(one.path), []).append(one)
    # Who must mend something comes first.
    order = sorted(groups, key=lambda g: (all(p.severity == "warning" for p in groups[g]), g))
    main = [
        f"<h1>{_both(*_TEXTS['title'])}</h1>",
        f"<p>{_both(format_summary(found), format_summary(found, 'zh-Hans'))}</p>",
        f"<p><small>{_both(*_TEXTS['private'])}</small></p>",
    ]
    if not found:
        main.append(f"<p>{_both(*_TEXTS['none'])}</p>")
    if len(order) > 1:
        items = "".join(
            f'<li><a href="#s{number}">{_name(*group)}</a> {_counts(groups[group])}</li>'
            for number, group in enumerate(order)
        )
        main.append(f"<nav><h2>{_both(*_TEXTS['contents'])}</h2><ul>{items}</ul></nav>")
    for number, group in enumerate(order):
        main.append(f'<section id="s{number}"><h2>{_name(*group)}</h2>')
        for path, of_file in groupby(groups[group], key=lambda p: p.path):
            main.append(f"<h3>{escape(visible(path))}</h3>")
            main += [_article(one, excerpts.line(one)) for one in of_file]
        main.append("</section>")
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta name="robots" content="noindex">'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{' / '.join(_TEXTS['title'])}</title><style>{_STYLE}</style></head><body>\n"
        '<input type="radio" name="language" id="en" checked><label for="en">English</label>\n'
        '<input type="radio" name="language" id="zh"><label for="zh" lang="zh-Hans">中文</label>\n'
        "<main>\n" + "\n".join(main) + "\n</main></body></html>\n"
    )


def _submission(path: str) -> tuple[str, str]:
    """The group a file belongs to, and whose it is."""
    top, *rest = PurePosixPath(path).parts
    if top in ("companies", "editions") and len(rest) > 1:
        return top, rest[0]
    return (top, "") if top in _GROUPS and rest else ("", "")


def _name(group: str, id: str) -> str:
    return _both(*_GROUPS[group]) + (f" {escape(visible(id))}" if id else "")


def _counts(problems: Sequence[Problem]) -> str:
    english, chinese = format_summary(problems), format_summary(problems, "zh-Hans")
    return f"<small>{_both(english, chinese)}</small>"


def _both(english: str, chinese: str) -> str:
    """The same in both languages; the page shows one of them."""
    if english == chinese:
        return escape(visible(english))
    return (
        f'<span lang="en">{escape(visible(english))}</span>'
        f'<span lang="zh-Hans">{escape(visible(chinese))}</span>'
    )


def _article(found: Problem, line: str | None) -> str:
    kind = found.severity
    parts = [
        f"<p><b class={kind}>{_both(*_SEVERITIES[kind])}</b> "
        f"{_both(found.message(), found.message('zh-Hans'))} <code>{found.code}</code></p>"
    ]
    if line is not None and line.strip():
        parts.append(f"<pre>{_marked(found, line)}</pre>")
    texts = (found.help(), found.help("zh-Hans"))
    if any(texts):
        parts.append(f"<p>{_both(*_TEXTS['help'])}: {_both(*texts)}</p>")
    note = effect_of(found), effect_of(found, "zh-Hans")
    if any(note):
        parts.append(f"<p><small>{_both(*note)}</small></p>")
    return f"<article class={kind}>{''.join(parts)}</article>"


def _marked(found: Problem, line: str) -> str:
    """The line with the place marked, since a caret needs a font's widths to be right."""
    at = max(found.column - 1, 0)
    start = max(0, at - _WIDTH // 2)
    before, place, after = line[start:at], line[at : at + 1], line[at + 1 : at + _WIDTH]
    shown = [escape(visible(text)) for text in (before, place, after)]
    mark = f"<mark>{shown[1]}</mark>" if shown[1] else "<mark> </mark>"
    lead, tail = "… " if start else "", " …" if len(line) > at + _WIDTH else ""
    return f"{found.line}: {lead}{shown[0]}{mark}{shown[2]}{tail}"
