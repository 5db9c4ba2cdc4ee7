"""Texts in Markdown that make the most of it: any, and those which are known to hurt engines."""

from collections.abc import Callable

from hypothesis import strategies as st

WORDS = st.sampled_from(
    [
        *("a", "b c", "中文", "A", "ShellSlotTitleHere", "{{ x }}", "{% raw %}", "\x00", "\u2028"),
        *("https://example.com/", "<b>", "</b>", "<!--", "-->", "<![", "<?", "&#x0;", "<script>"),
        *("\\", "`", "*", "_", "[", "]", "(", ")", "!", "|", ":", "#", "~~~", "^", "<", ">"),
    ]
)
LINES = st.lists(WORDS, max_size=5).map(" ".join)


def _indent(text: str) -> str:
    return text.replace("\n", "\n    ")


_AROUND: list[Callable[[str], str]] = [
    lambda t: f"> {t}",
    lambda t: "- " + _indent(t),
    lambda t: "1. " + _indent(t),
    lambda t: f"**{t}**",
    lambda t: f"*{t}*",
    lambda t: f"`{t}`",
    lambda t: f"[{t}](visit.md#{t})",
    lambda t: f"![{t}]({t})",
    lambda t: f"[{t}]: {t}\n",
    lambda t: f"[^{t}]\n\n[^{t}]: {t}\n",
    lambda t: f"*[{t}]: {t}\n\n{t} {t}",
    lambda t: f"# {t} {{: #{t} .c k='{t}' }}\n",
    lambda t: f"## {t}\n",
    lambda t: '!!! note "x"\n    ' + _indent(t),
    lambda t: f'<div markdown="1">\n{t}\n</div>',
    lambda t: f"<details><summary>{t}</summary>{t}",
    lambda t: f"<!-- {t}",
    lambda t: f"```\n{t}\n```\n",
    lambda t: f"Term {t}\n:   " + _indent(t),
    lambda t: f"|{t}|{t}|\n|---|:-:|\n|{t}|{t}|\n",
    lambda t: f"{t}\n\n{t}",
    lambda t: f"---\n{t}\n---\n",
    lambda t: t * 3,
]


def _deeper(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Syntax around syntax."""
    wrapped = st.tuples(st.sampled_from(_AROUND), inner).map(lambda pair: pair[0](pair[1]))
    return st.one_of(wrapped, st.tuples(inner, inner).map("\n\n".join))


TEXTS = st.recursive(LINES, _deeper, max_leaves=12)

# A text of about so many signs, for engines whose work should grow with them and no faster.
GROWING: dict[str, Callable[[int], str]] = {
    "brackets": lambda n: "[" * n,
    "closed brackets": lambda n: "[" * (n // 2) + "]" * (n // 2),
    "pictures": lambda n: "![" * (n // 2),
    "links": lambda n: "[a](" * (n // 4),
    "empty links": lambda n: "[](" * (n // 3),
    "held links": lambda n: "[a](<" * (n // 5),
    "link titles": lambda n: '[a](b "' * (n // 7),
    "nested links": lambda n: "[a " * (n // 3) + "](https://b)" * (n // 12),
    "labels": lambda n: "[a\n" * (n // 3),
    "references": lambda n: "[x][y" * (n // 5),
    "definitions": lambda n: "".join(f"[a{i}]: /b\n" for i in range(n // 10)),
    "long address": lambda n: f"[x]: https://{'a' * (n // 2)}\n\n" + "[x]" * (n // 6),
    "emphasis": lambda n: "*a" * (n // 2),
    "mixed emphasis": lambda n: "**a _b " * (n // 7),
    "stars": lambda n: "*" * (n // 2) + "a" + "*" * (n // 2),
    "crossed emphasis": lambda n: "a**b" + "c* " * (n // 3),
    "ticks": lambda n: " ".join("`" * i for i in range(1, int((2 * n) ** 0.5))),
    "angles": lambda n: "<" * n,
    "open tags": lambda n: "<a " * (n // 3),
    "comments": lambda n: "<!--" * (n // 4),
    "data": lambda n: "<![CDATA[" * (n // 9),
    "entities": lambda n: "&#x" * (n // 3),
    "quotes": lambda n: ">" * n + "a",
    "nested lists": lambda n: "- " * (n // 2) + "a",
    "long list": lambda n: "- a\n" * (n // 4),
    "loose list": lambda n: "1. a\n\n" * (n // 6),
    "lazy lines": lambda n: ">" * 15 + "a\n" + "b\n" * (n // 2),
    "columns": lambda n: "|a" * (n // 6) + "\n" + "|-" * (n // 6) + "\n" + "|b" * (n // 6),
    "unwritten cells": lambda n: "|a" * (n // 6) + "\n" + "|-" * (n // 6) + "\n" + "b\n" * (n // 6),
    "many unwritten cells": lambda n: (
        ("|a" * 20 + "\n" + "|-" * 20 + "\n" + "b\n" * 100 + "\n") * (n // 300)
    ),
    "rules": lambda n: "|-\n" * (n // 3),
    "fences": lambda n: "```\n" * (n // 4),
    "hashes": lambda n: "# " + "a #" * (n // 3),
    "backslashes": lambda n: "\\" * n,
    "spaces": lambda n: "a" + " " * n + "b",
    "spaced lines": lambda n: "a  \n" * (n // 4),
    "empty lines": lambda n: "a" + "\n" * n + "b",
    "items of spaces": lambda n: "- a\n- a" + " " * n + "b",
    "tabs": lambda n: "\t" * n + "a",
    "nothing": lambda n: "\0" * n,
}
