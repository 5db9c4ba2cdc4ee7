"""Long texts of records: CommonMark with tables, cleaned.

Raw HTML is shown as text, pictures are not made, and links lead to http(s) or mailto only. What
the renderer gives then passes nh3's allow-list all the same: two independent gates.

Work and result grow with the text and no faster: a text that would become many times as long (one
address that is referred to ten thousand times, a table whose rows are not written) is shown as it
is written.
Two rules are wider than CommonMark's, which were made for languages with spaces between words:
``**“粗”**字`` is strong, and a line end between two Chinese or Japanese characters is no space.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from html import escape, unescape

import nh3
from markdown_it import MarkdownIt
from markdown_it.common.normalize_url import normalizeLink
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.rules_block import StateBlock, table
from markdown_it.rules_inline import StateInline, emphasis
from markdown_it.token import Token
from markupsafe import Markup

from catalog.core.characters import UNSEEN, breaks_nowhere, is_east_asian, join_breaks
from catalog.models.addresses import ascii_link

_HEADINGS = {f"h{level}" for level in range(1, 7)}
_TAGS = _HEADINGS | {
    *("p", "br", "hr", "em", "strong", "s", "code", "pre", "blockquote", "ul", "ol", "li", "a"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
_ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
_SCHEMES = {"http", "https", "mailto"}
_WITHIN_WORDS = re.compile(r"</?(?:em|strong|s|code|a)(?: [^>]*)?>")
_TAG = re.compile(r"<[^>]*>")
_LINK = re.compile(r"(?:https?://|mailto:)[^\s<>\"]+", re.IGNORECASE)

# A text may become so many times as long, and so many characters more.
_GROWTH, _SMALL = 20, 2000
_NARROW = 8  # columns, with which a table cannot grow much

# Most texts use no more of Markdown than paragraphs and simple lists; those are worth a shortcut,
# since a full parse takes a hundred times as long. Whatever might mean anything else goes the
# long way; a test holds both to the same result.
_INLINE = re.compile(r"[*_`\[\]<>\\&|~\t\r\x00]|(?<! ) {2,}\n")
_BLOCK = re.compile(r"^(?: |[#>+=-]|\d+[.)]|-)", re.MULTILINE)
_BETWEEN = re.compile(r"\n(?: *\n)+")  # paragraphs
_ITEM = re.compile(r"- (?=[^\s#>+=-])(?!\d+[.)])(.*\S) *")


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "linkify": False, "typographer": False})
    parser.enable("table")
    parser.block.ruler.at("table", _written_table, {"alt": ["paragraph", "reference"]})
    parser.disable("image")
    parser.inline.ruler.at("emphasis", _emphasis)
    parser.validateLink = lambda url: bool(_LINK.fullmatch(url))  # type: ignore[method-assign]
    parser.normalizeLink = lambda url: ascii_link(normalizeLink(ascii_link(url)))  # type: ignore[method-assign]
    return parser


def _emphasis(state: StateInline, silent: bool) -> bool:
    """As CommonMark, but ``*`` beside an East Asian character may open and close more freely."""
    start = state.pos
    if not emphasis.tokenize(state, silent):
        return False
    if state.src[start] == "*":
        before = UNSEEN.sub("", state.src[max(0, start - 4) : start])[-1:] or " "
        after = state.src[state.pos : state.pos + 1] if state.pos < state.posMax else " "
        opens, closes = _may_begin(before, after), _may_begin(after, before)
        for delimiter in state.delimiters[start - state.pos :]:
            delimiter.open = delimiter.open or opens
            delimiter.close = delimiter.close or closes
    return True


def _may_begin(outside: str, inside: str) -> bool:
    """Whether emphasis may begin, or seen from behind end, between two characters.

    CommonMark's rule: not before a space, and before a sign only after a space or a sign. A sign of
    Chinese or Japanese type is a letter inside, and an East Asian character a space outside.
    """
    if isWhiteSpace(ord(inside)):
        return False
    if not _is_sign(inside) or is_east_asian(inside):
        return True
    return isWhiteSpace(ord(outside)) or _is_sign(outside) or is_east_asian(outside)


def _is_sign(char: str) -> bool:
    return isMdAsciiPunct(ord(char)) or isPunctChar(char)


@lru_cache(maxsize=1024)
def render_markdown(text: str, level: int = 3) -> Markup:
    """A record's Markdown as safe HTML; its first headings become ``<h{level}>``."""
    text = text.strip("\n")
    quick = _render_simple(text)
    return Markup(quick if quick is not None else _render_full(text, level))  # noqa: S704


def _render_simple(text: str) -> str | None:
    """Paragraphs, and paragraphs that are lists of one-line items; None for anything more."""
    if _INLINE.search(text):
        return None
    blocks: list[str] = []
    for block in _BETWEEN.split(text):
        lines = block.split("\n")
        if _BLOCK.match(block):
            items = [_ITEM.fullmatch(line) for line in lines]
            if not all(items) or blocks:
                return None  # two lists may be one, and a list after text may be loose
            inner = "".join(f"<li>{escape(i[1], quote=False)}</li>\n" for i in items if i)
            blocks.append(f"<ul>\n{inner}</ul>")
        elif _BLOCK.search(block) or not block.strip():
            return None
        else:
            stripped = join_breaks("\n".join(line.rstrip(" ") for line in lines).strip())
            blocks.append(f"<p>{escape(stripped, quote=False)}</p>")
    if len(blocks) > 1 and blocks[0].startswith("<ul>"):
        return None
    return "\n".join(blocks)


def _render_full(text: str, level: int) -> str:
    parser = _parser()
    tokens = parser.parse(text)
    if _length(tokens) > _GROWTH * len(text) + _SMALL:
        return _render_as_written(text)
    _shift_headings(tokens, level)
    for token in tokens:
        _join_lines(token.children or [])
    html = parser.renderer.render(tokens, parser.options, {})
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel="noopener nofollow",
        strip_comments=True,
    ).strip()


def _render_as_written(text: str) -> str:
    blocks = (block.strip("\n") for block in _BETWEEN.split(text))
    return "\n".join(f"<p>{escape(block, quote=False)}</p>" for block in blocks if block.strip())


def _length(tokens: Sequence[Token]) -> int:
    """About how many characters they will be rendered to."""
    length = 0
    for token in tokens:
        length += 2 * len(token.tag) + 5 + len(token.content) * (not token.children)
        length += sum(len(str(value)) for value in token.attrs.values())
        length += _length(token.children or ())  # inline tokens, which are flat
    return length


def _written_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The parser's rule for tables, for those whose cells are written.

    It fills up rows that are too short: a header of 200 columns and lines of one letter would
    become 200 cells for each of these letters.
    """
    refused: int = state.env.get("no table before", 0)
    if start < refused or start + 2 > end:
        return False
    columns = _line(state, start + 1).count("|") + 1
    if columns > _NARROW:
        last = start
        while last < end and not state.isEmpty(last):
            last += 1
        written = state.eMarks[last - 1] - state.bMarks[start]
        if columns * (last - start) > written:
            state.env["no table before"] = last
            return False
    return table(state, start, end, silent)


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def _join_lines(children: Sequence[Token]) -> None:
    """A line end between two Chinese or Japanese characters, whatever stands around them, goes."""
    before = ""
    for place, token in enumerate(children):
        if token.type == "softbreak":
            after = ""
            for following in children[place + 1 :]:
                if following.type in ("softbreak", "hardbreak") or len(after) > 8:
                    break
                after += following.content
            if breaks_nowhere(before, after):
                token.type, token.content = "text", ""
            before = ""
        before = (before + token.content)[-8:]


def _shift_headings(tokens: Sequence[Token], level: int) -> None:
    """The text's highest heading becomes ``level``, and none jumps over what it lacks."""
    used = sorted({token.tag for token in tokens if token.type == "heading_open"})
    place = {tag: f"h{min(6, level + index)}" for index, tag in enumerate(used)}
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = place[token.tag]


@lru_cache(maxsize=1024)
def plain_text(text: str, limit: int = 200) -> str:
    """Markdown's bare words on one line, cut at a word where longer than ``limit``."""
    words = _TAG.sub(" ", _WITHIN_WORDS.sub("", str(render_markdown(text))))
    words = " ".join(unescape(words).split())
    if len(words) <= limit:
        return words
    cut = words[:limit]
    if " " in cut[limit // 2 :]:
        cut = cut[: cut.rindex(" ")]
    return cut.rstrip(" ,.;:，。；：、") + "…"
