"""Code points that nobody sees: which mean something in a text, and which only came along.

A text that was copied out of a chat, a document or a web page often carries characters without a
glyph. Some of them are spelling: the joiners of Persian and Indic words and of emoji, the selectors
of Chinese variants. The rest breaks an address, parts a word for the search, turns a line round, or
is forbidden in a format altogether.

Three kinds of value are told apart:

* ``address``: web addresses. What nobody sees is left out; a joiner within a word of Persian or an
  Indian language, which addresses may have, is percent-encoded.
* ``name``: titles, names, numbers, ids. One line; only what is spelling stays.
* ``prose``: what is spelling or says where a line may break stays, and so do marks of direction
  that are closed on their line.

Characters without a meaning yet (unassigned) and private ones stay: a later Unicode or a font of
the fair may know them, and no format forbids them.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from typing import Literal

Kind = Literal["address", "name", "prose"]

MARKS = 10
"""Accents and signs that one letter may carry: more than any script stacks; the rest is scrawl."""

# In no text: controls, halves of characters, what Unicode says never to exchange, and the marks
# of notes and embedded objects, whose contents are not there.
_ENDS = "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(17))
_BROKEN = f"\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufff9-\ufffc{_ENDS}"
_LINE_ENDS = "\x0b\x0c\x85\u2028\u2029"
_TURNING = "\u202a-\u202e\u2066-\u2069"
_UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_ACCENTS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a\ufe20-\ufe2f"
_JAMO = "\u1100-\u1112\u1161-\u1175\u11a8-\u11c2"

BROKEN = re.compile(f"[{_BROKEN}]")
UNSEEN = re.compile(f"[{_UNSEEN}]")
"""What has no glyph of its own (Unicode's default ignorables): search and order pass over it."""

LOOKS_ODD = re.compile(f"[{_BROKEN}{_LINE_ENDS}\r{_UNSEEN}{_SPACES}{_ACCENTS}{_JAMO}]")
"""Finds every text that any rule here might change, line ends between wide characters apart."""

# Han, kana, bopomofo and what is set in a full-width box with them; not Hangul, which has spaces.
_HAN = (
    "\u2e80-\u303f\u3041-\u312f\u3190-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f"
    "\uff01-\uff60\uffe0-\uffe6\U00016fe0-\U0001b2ff\U00020000-\U0003ffff"
)
# Signs of Chinese and of Latin type alike: they are what they stand beside.
_EITHER = "“”‘’—―…⋯·"
_OWN_LINE = re.compile(f"(?<=[{_HAN}{_EITHER}])[ \t]*\r?\n[ \t]*(?=[{_HAN}{_EITHER}])")
_LAST_WIDE = re.compile(f"[{_HAN}][{_EITHER}]*$")
_FIRST_WIDE = re.compile(f"[{_EITHER}]*[{_HAN}]")
_INLINE = "(?:</?(?:em|strong|a|s|del|ins|mark|code|span|b|i|u|small|q|cite|abbr)(?: [^<>]*)?>)*"
_HTML_BREAK = re.compile(f"([{_HAN}{_EITHER}]{_INLINE})\n({_INLINE}(?=[{_HAN}{_EITHER}]))")
_PRE = re.compile("(<pre.*?</pre>)", re.DOTALL)
_TAGS = re.compile("<[^<>]*>")
_HANGUL = "\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff\uffa0-\uffdc"
_EAST_ASIAN = re.compile(f"[{_HAN}{_HANGUL}]")

# Scripts whose letters join or stack, in which a joiner is spelling.
_JOINED = (
    "\u0600-\u07ff\u0840-\u0dff\u0f00-\u109f\u1780-\u18af\u1900-\u1aaf\u1b00-\u1c4f\ua800-\uabff"
    "\ufb50-\ufdff\ufe70-\ufefc\U00010a00-\U00011fff\U0001e900-\U0001e95f"
)
_WITHOUT_SPACES = "\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u1950-\u1aaf"
_IS_JOINED = re.compile(f"(?![{_UNSEEN}])[{_JOINED}]")
_HAS_NO_SPACES = re.compile(f"(?![{_UNSEEN}])[{_WITHOUT_SPACES}]")
_IS_HAN = re.compile(f"[{_HAN}]")
_PICTURE = re.compile("[\u00a9\u00ae\u2030-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]")
_SKIN = re.compile("[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]")
# England, Scotland and Wales are a black flag and the region's letters.
_FLAG = re.compile("\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{1,8}\U000e007f")

_STACK = re.compile(f"([{_ACCENTS}\u0483-\u0489]{{{MARKS}}})[{_ACCENTS}\u0483-\u0489]+")
_COMPOSED = re.compile(f"[^{_ACCENTS}\uf900-\ufaff\U0002f800-\U0002fa1f][{_ACCENTS}]+|[{_JAMO}]+")
_ANY_SPACE = re.compile(f"[{_SPACES}]")
_IS_URL = re.compile(r"https?://[^/?#\s]+", re.IGNORECASE)

_MISSED = 50  # line ends that are not found again, as between escapes, before looking no further

_CHINESE = {
    0x00AD: "软连字符",
    0x200B: "零宽空格",
    0x200C: "零宽不连字",
    0x200D: "零宽连字",
    0x200E: "从左到右标记",
    0x200F: "从右到左标记",
    0x202A: "从左到右嵌入",
    0x202B: "从右到左嵌入",
    0x202C: "方向结束",
    0x202D: "从左到右强制",
    0x202E: "从右到左强制",
    0x2060: "词连接符",
    0x2066: "从左到右隔离",
    0x2067: "从右到左隔离",
    0x2068: "首字符方向隔离",
    0x2069: "隔离结束",
    0x2028: "行分隔符",
    0x2029: "段落分隔符",
    0x3164: "空白谚文字符",
    0xFEFF: "字节序标记",
    0xFFFC: "对象占位符",
}


def name_of(char: str, *, chinese: bool = False) -> str:
    """``U+200B zero width space``: a character as a person can look it up."""
    code = ord(char)
    if unicodedata.category(char) == "Cc":
        known = ("control character", "控制字符")
    elif unicodedata.category(char) == "Cs":
        known = ("half of a character", "半个字符")
    else:
        english = unicodedata.name(char, "no character").lower()
        known = (english, _CHINESE.get(code, english if english != "no character" else "非字符"))
    return f"U+{code:04X} {known[chinese]}"


def legal(text: str) -> str:
    """Without what no format can hold; line separators of other systems become line feeds."""
    if not LOOKS_ODD.search(text):
        return text
    text = re.sub(f"\r\n|[\r{_LINE_ENDS}]", _line_feed, text)
    return BROKEN.sub("", text)


def _line_feed(found: re.Match[str]) -> str:
    return "\n\n" if found[0] in "\x0c\u2029" else "\n"


def clean(text: str, kind: Kind) -> str:
    """A text of a record, without what only came along; the same text where that is nothing.

    Never raises; what it gives, it gives back unchanged.
    """
    text = legal(text)
    if kind == "prose":
        return _composed(_unstacked(_without(text, kind, _turning(text))))
    if kind == "address" and (host := _IS_URL.match(text.strip())):
        text = text.strip()
        text = UNSEEN.sub("", host[0]) + _encoded(text[host.end() :])
    lines = join_lines(_without(text, kind, frozenset()))
    return _composed(_unstacked(lines))


def plain_key(text: str) -> str:
    """The name of a field, without anything that nobody sees."""
    return UNSEEN.sub("", legal(text)) if LOOKS_ODD.search(text) else text


def only_spaces(text: str) -> str:
    """With ordinary spaces for others: in numbers and codes they mean the same."""
    return _ANY_SPACE.sub(" ", text)


def lost(before: str, after: str) -> list[str]:
    """The characters without glyphs that are in the one text and no more in the other, once each.

    Both are texts before and after :func:`clean` or :func:`legal`.
    """
    there, left = Counter(before), Counter(after)
    hidden = (c for c in there if UNSEEN.match(c) or BROKEN.match(c) or c in _LINE_ENDS)
    return [c for c in hidden if there[c] > left[c]]


def _encoded(rest: str) -> str:
    """The path of an address, its joiners that are spelling percent-encoded."""
    kept = []
    for at, char in enumerate(rest):
        if char in "\u200c\u200d" and _is_spelling(rest, at, "name"):
            kept.append("%E2%80%8C" if char == "\u200c" else "%E2%80%8D")
        elif not UNSEEN.match(char):
            kept.append(char)
    return "".join(kept)


def _without(text: str, kind: Kind, turning: frozenset[int]) -> str:
    """Without the unseen characters that are not spelling; ``turning`` are places that stay."""
    if not UNSEEN.search(text):
        return text
    flags = {at for found in _FLAG.finditer(text) for at in range(*found.span())}
    turns = _turns(text)
    return "".join(
        char
        for at, char in enumerate(text)
        if not UNSEEN.match(char)
        or at in turning
        or at in flags
        or _is_spelling(text, at, kind, turns)
    )


def _is_spelling(text: str, at: int, kind: Kind, turns: bool = False) -> bool:
    """Whether an unseen character means something where it stands.

    ``turns`` is whether there are letters in the text that are written from right to left.
    """
    char, before, after = text[at], text[max(0, at - 1) : at], text[at + 1 : at + 2]
    if char == "\u200d" and _joins_pictures(text, at):
        return True
    if char == "\u200c":
        return bool(_IS_JOINED.match(before) and _IS_JOINED.match(after))
    if char == "\u200d":
        return bool(_IS_JOINED.match(before) or _IS_JOINED.match(after))
    if "\ufe00" <= char <= "\ufe0f":
        if before.isascii():  # among these only the signs of keys have one
            return bool(before) and before in "#*0123456789" and after == "\u20e3"
        return not (before.isspace() or UNSEEN.match(before))
    if "\U000e0100" <= char <= "\U000e01ef":
        return bool(_IS_HAN.match(before))
    if "\u180b" <= char <= "\u180f":
        return bool(before) and "\u1800" <= before <= "\u18af" and not UNSEEN.match(before)
    if char == "\u034f":
        return bool(before and after) and unicodedata.combining(after) > 0
    if char in "\u115f\u1160":
        seen = (side for side in (before, after) if side and not UNSEEN.match(side))
        return any("\u1100" <= side <= "\u11ff" for side in seen)
    if char in "\u200e\u200f\u061c":
        return turns and not UNSEEN.match(before)
    if char == "\u200b" and kind == "name":
        return bool(_HAS_NO_SPACES.match(before) and _HAS_NO_SPACES.match(after))
    if kind == "prose" and char in "\u00ad\u200b\u2060\u2061\u2062\u2063\u2064":
        beside = bool(before.strip() and after.strip())
        return beside and not (UNSEEN.match(before) or UNSEEN.match(after))
    return False


def _joins_pictures(text: str, at: int) -> bool:
    """Whether a joiner stands between two pictures: a family, a profession, a flag."""
    back = at - 1
    while back >= 0 and _SKIN.match(text[back]):
        back -= 1
    before, after = text[back : back + 1] if back >= 0 else "", text[at + 1 : at + 2]
    return bool(_PICTURE.match(before) and _PICTURE.match(after))


def _turns(text: str) -> bool:
    """Whether there is a letter that is written from right to left."""
    return any(
        unicodedata.bidirectional(char) in ("R", "AL") and not UNSEEN.match(char) for char in text
    )


def _turning(text: str) -> frozenset[int]:
    """The places of embeddings and isolates that are closed on their line; overrides are none.

    One that is not closed would turn round what follows it, on the page of somebody else.
    """
    kept: set[int] = set()
    opened: list[tuple[int, str]] = []
    isolates = 0  # of those that are open
    for at, char in enumerate(text):
        if char == "\n":
            opened, isolates = [], 0
        elif char in "\u202a\u202b\u202d\u202e\u2066\u2067\u2068":
            opened.append((at, "\u202c" if char < "\u2066" else "\u2069"))
            isolates += char >= "\u2066"
        elif char in "\u202c\u2069":
            if opened and opened[-1][1] == char:
                start = opened.pop()[0]
                isolates -= char == "\u2069"
                if text[start] not in "\u202d\u202e":
                    kept |= {start, at}
            elif char == "\u2069" and isolates:
                while opened[-1][1] != char:  # an isolate closes what is open within it
                    opened.pop()
                kept |= {opened.pop()[0], at}
                isolates -= 1
    return frozenset(kept)


def _unstacked(text: str) -> str:
    return _STACK.sub(r"\1", text)


def stacked(text: str) -> bool:
    """Whether a letter carries more accents than any script has."""
    return bool(_STACK.search(text))


def _composed(text: str) -> str:
    """Letters with their accents as one character each, where there is one.

    Not the whole of NFC: that would also replace compatibility ideographs, which are how some
    people's names are written.
    """
    return _COMPOSED.sub(lambda found: unicodedata.normalize("NFC", found[0]), text)


# ---- lines ------------------------------------------------------------------------------


def is_east_asian(char: str) -> bool:
    """Whether a character is of Chinese, Japanese or Korean type, letters and signs alike."""
    return bool(_EAST_ASIAN.match(char))


def breaks_nowhere(before: str, after: str) -> bool:
    """Whether a line end between two texts is no space: between Chinese or Japanese characters."""
    return bool(_LAST_WIDE.search(before[-8:]) and _FIRST_WIDE.match(after[:8]))


def has_own_lines(text: str) -> bool:
    """Whether a line ends between two Chinese or Japanese characters, at a guess: fast."""
    return bool(_OWN_LINE.search(text))


def join_breaks(text: str) -> str:
    """The text without the line ends between two Chinese or Japanese characters; others stay."""

    def join(found: re.Match[str]) -> str:
        before, after = text[max(0, found.start() - 8) : found.start()], text[found.end() :][:8]
        return "" if breaks_nowhere(before, after) else found[0]

    return _OWN_LINE.sub(join, text) if "\n" in text else text


def join_breaks_of_html(html: str) -> str:
    """HTML without the line ends between two Chinese or Japanese characters, ``<pre>`` apart.

    Inline tags may stand between the characters and the line end.
    """
    if not _HTML_BREAK.search(html):
        return html
    parts = _PRE.split(html)
    parts[::2] = [_HTML_BREAK.sub(_join_html, part) for part in parts[::2]]
    return "".join(parts)


def _join_html(found: re.Match[str]) -> str:
    before = _TAGS.sub("", found.string[max(0, found.start() - 200) : found.end(1)])
    after = _TAGS.sub("", found.string[found.start(2) : found.end() + 200])
    return found[1] + ("" if breaks_nowhere(before, after) else "\n") + found[2]


def join_lines(text: str) -> str:
    """The text on one line."""
    if "\n" not in text and "\t" not in text:
        return text
    return re.sub(r"(?<![ \t])[ \t]*[\n\t][ \t\n]*", " ", join_breaks(text.strip("\n")))


def unfold(value: str, lines: Iterable[str]) -> str:
    """A folded text without the spaces that stand for line ends between wide characters.

    Args:
        value: as YAML gives it, a space for each line end.
        lines: of the file, from the one on which the text begins to the one on which it ends.
    """
    out, at, missed = [], 0, 0
    before = ""
    for line in (line.strip() for line in lines):
        if before and line and breaks_nowhere(before, line):
            place = value.find(f"{before[-8:]} {line[:1]}", at)
            if place >= 0:
                end = place + len(before[-8:])
                out.append(value[at:end])
                at = end + 1
            elif (missed := missed + 1) > _MISSED:
                break
        before = line
    return "".join([*out, value[at:]])
