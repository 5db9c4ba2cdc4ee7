"""A stamped page is byte for byte the page that MkDocs makes of the same values."""

from pathlib import Path

import pytest

from catalog.web import frame as room
from catalog.web.frame import SLOTS, FrameInputs, ShellSpec, placeholder
from catalog.web.frame.stamp import Shell, ShellError
from tests.unit.frames import frame_inputs

MARK = "0123456789abcdef"

BODIES = {
    "plain": '<div class="sc"><p>Flourished Peony</p></div>',
    "escaped": "<p>&lt;b&gt; &amp;amp; &quot;&#39; \"double\" 'single'</p>",
    "markup": '<p>a < b & c > d</p><script type="application/json">{"a":"<\\/script>"}</script>',
    "template": "<p>{{ config.site_name }} {% raw %} {# no #} {{ 7*7 }} {%- endblock %}</p>",
    "markdown": "# not a heading\n\n- *item*\n\n    code\n\n[link](x.md) ![img](y.png)",
    "front matter": "---\ntitle: other\n---\n\n...\n\n---\n",
    "emoji": "<p>👩‍👩‍👧‍👦 🐉 𠮷野家 e\u0301 \u200f\u200e\ufeff</p>",
    "arabic": '<p dir="rtl">ازدهار الفاوانيا «国色芳华» ٢٠٢٥</p>',
    "line ends": "one\r\ntwo\rthree\nfour\u0085five\u2028six\u2029seven\x0b\x0c",
    "edges": "\n \t <p>leading and trailing</p> \t \n\n",
    "empty": "",
    "placeholders": " ".join(placeholder(slot, MARK) for slot in (*SLOTS, "other")),
    "backslashes": r"C:\new\table \u0041 \" \1 \g<0> %s %(title)s {0} $title",
    "yaml": "key: value # comment\n- [a, b]\n&anchor *alias !tag | > % @ `",
    "controls": "\x01\x08\x1b\x7f\x9f\ufffe\uffff",
    "long": "<p>" + "国色芳华 ازدهار <i>x</i>\n" * 20_000 + "</p>",
}


def values_for(name: str, path: str) -> dict[str, str]:
    body = BODIES[name]
    short = body[:300]
    return {
        "title": short,
        "description": short,
        "path": path,
        "head": short and f'<meta content="{short}">',
        "body": body,
    }


@pytest.fixture(scope="module", params=["en", "ar"])
def both(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[room.Frame, dict[str, bytes], dict[str, tuple[ShellSpec, dict[str, str]]]]:
    """All bodies in one language, made both ways."""
    pages = {
        f"works/c/{number}/": (ShellSpec("works", 3), values_for(name, f"works/c/{number}/"))
        for number, name in enumerate(BODIES)
    }
    pages[""] = (ShellSpec("home", 0), values_for("markup", ""))
    pages["halls/"] = (ShellSpec("halls", 1), values_for("edges", "halls/"))
    scratch = tmp_path_factory.mktemp("scratch")
    inputs: FrameInputs = frame_inputs(request.param, tuple({spec for spec, _ in pages.values()}))
    frame = room.build_frame(inputs, scratch)
    built = room.build_pages(inputs, [(s.section, v) for s, v in pages.values()], scratch)
    return frame, built, pages


def test_stamped_page_equals_built_page(
    both: tuple[room.Frame, dict[str, bytes], dict[str, tuple[ShellSpec, dict[str, str]]]],
) -> None:
    frame, built, pages = both
    shells = {spec: Shell.parse(html, frame.mark) for spec, html in frame.shells.items()}
    assert built.keys() == pages.keys()
    for path, (spec, values) in pages.items():
        assert shells[spec].stamp(values) == built[path], values["body"][:80]


def make_shell(**counts: int) -> str:
    return "".join(f"<{slot}>{placeholder(slot, MARK)}" * counts.get(slot, 1) for slot in SLOTS)


def test_values_are_not_looked_at_again() -> None:
    values = {
        slot: placeholder(other, MARK) for slot, other in zip(SLOTS, SLOTS[::-1], strict=True)
    }
    page = Shell.parse(make_shell(), MARK).stamp(values).decode()
    assert page == "".join(f"<{slot}>{values[slot]}" for slot in SLOTS)


def test_path_may_stand_often_or_never() -> None:
    values = dict.fromkeys(SLOTS, "v")
    assert Shell.parse(make_shell(path=5), MARK).stamp(values).decode().count("<path>v") == 5
    assert b"<path>" not in Shell.parse(make_shell(path=0), MARK).stamp(values)


@pytest.mark.parametrize(
    ("html", "message"),
    [
        (make_shell(body=0), "placeholder for body is missing"),
        (make_shell(title=2), "placeholder for title is there 2 times"),
        (make_shell() + placeholder("heart", MARK), "unknown placeholder: heart"),
        ("", "placeholder for title is missing"),
    ],
)
def test_faulty_shell_is_refused(html: str, message: str) -> None:
    with pytest.raises(ShellError, match=message):
        Shell.parse(html, MARK)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({slot: "" for slot in SLOTS if slot != "head"}, "differ in: head"),
        (dict.fromkeys((*SLOTS, "heart"), ""), "differ in: heart"),
    ],
)
def test_values_must_fit_the_slots(values: dict[str, str], message: str) -> None:
    with pytest.raises(ShellError, match=message):
        Shell.parse(make_shell(), MARK).stamp(values)


def test_shell_is_picklable_and_theme_is_untouched(tmp_path: Path) -> None:
    import pickle

    shell = Shell.parse(make_shell(), MARK)
    assert pickle.loads(pickle.dumps(shell)) == shell
