import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from catalog.media.images import choose_dress, cover_ground, cover_name, draw_cover, draw_ridges
from catalog.media.images.colour import contrast, lightness, mix
from catalog.media.images.covers import PALETTES, Palette, draw_scene
from catalog.media.images.lettering import clean_text, find_script, measure, split_cells
from catalog.media.images.motifs import MOTIFS

SVG = "{http://www.w3.org/2000/svg}"
GOLDEN = Path(__file__).parent / "golden"

TITLES = [
    ("镜", "zh-Hans"),
    ("将夜", "zh-Hans"),
    ("庆余年", "zh-Hans"),
    ("南烟斋笔录", "zh-Hans"),
    ("三生三世十里桃花", "zh-Hans"),
    ("斗罗大陆：绝世唐门", "zh-Hans"),
    ("S.C.I.谜案集", "zh-Hans"),
    ("永劫无间2", "zh-Hans"),
    ("梦幻西游Online", "zh-Hans"),
    ("我的师兄实在太稳健了怎么办呀", "zh-Hans"),
    ("十二个字的标题放在这里呀", "zh-Hans"),
    ("十六个字的标题就放在这里好不好呀", "zh-Hans"),
    ("鬼吹燈之精絕古城", "zh-Hant"),
    ("字" * 200, "zh-Hans"),
    ("転生したらスライムだった件", "ja"),
    ("スーパーマリオ", "ja"),
    ("나 혼자만 레벨업", "ko"),
    ("🐼熊猫侠👨‍👩‍👧", "zh-Hans"),
    ("Transfiguration", "en"),
    ("Donaudampfschifffahrtsgesellschaft", "de"),
    ("The Hitchhiker's Guide to the Galaxy and Other Stories of Space and Time", "en"),
    ("word " * 200, "en"),
    ("Война и мир", "ru"),
    ("ألف ليلة وليلة", "ar"),
    ("แม่นาคพระโขนงผีตายทั้งกลม", "th"),
    ("1984", "en"),
    ("！？……", "zh-Hans"),
    ("🎮", ""),
    ("", ""),
]
FOOTS = [None, "Joy", "Ruyi's Royal Love in the Palace", "x" * 90, "Long words " * 30]


def turned_box(
    text: ElementTree.Element, width: float, height: float, x: float, middle: float
) -> tuple[float, float, float, float]:
    if "rotate" in text.get("transform", ""):
        width, height = height, width
    return x - width / 2, middle - height / 2, x + width / 2, middle + height / 2


def text_boxes(svg: str) -> list[tuple[float, float, float, float]]:
    """Estimated boxes (left, top, right, bottom) of all lettering but the seal's glyph."""
    boxes = []
    for group in ElementTree.fromstring(svg).iter(f"{SVG}g"):
        for text in group.findall(f"{SVG}text"):
            if group.get("transform"):
                continue
            size = float(text.get("font-size") or group.get("font-size") or 0)
            width = measure("".join(text.itertext())) * size
            x, base = float(text.get("x", 0)), float(text.get("y", 0))
            middle = base - 0.38 * size
            if group.get("text-anchor") == "middle":
                turn = re.match(r"rotate\(90 (\S+) (\S+)\)", text.get("transform", ""))
                if turn:
                    middle = float(turn[2])
                boxes.append(turned_box(text, min(width, 99 * size), size * 0.9, x, middle))
            else:
                left = x - width if group.get("direction") == "rtl" else x
                boxes.append((left, middle - size * 0.5, left + width, middle + size * 0.55))
    return boxes


@pytest.mark.parametrize("title", TITLES, ids=lambda title: title[0][:20])
def test_nothing_is_clipped_and_the_corners_stay_free(title: tuple[str, str]) -> None:
    for number in range(40):
        svg = draw_cover(
            f"co/{number}", glyph="文", title=title[0], lang=title[1], foot=FOOTS[number % 5]
        )
        for left, top, right, bottom in text_boxes(svg):
            assert left >= 30, (number, left)
            assert right <= 570, (number, right)
            assert top >= 60, (number, top)
            assert bottom <= 775, (number, bottom)
            if top < 160:
                assert left >= 165, (number, left, top)
                assert right <= 435, (number, right, top)


@pytest.mark.parametrize("title", TITLES, ids=lambda title: title[0][:20])
def test_the_seal_touches_no_letter(title: tuple[str, str]) -> None:
    for number in range(40):
        svg = draw_cover(
            f"co/{number}", glyph="影", title=title[0], lang=title[1], foot=FOOTS[number % 5]
        )
        [place] = re.findall(r"translate\((\S+) (\S+)\)", svg)
        x, y = float(place[0]), float(place[1])
        assert 0 <= x <= 512
        assert 165 <= y <= 712 - 30
        for left, top, right, bottom in text_boxes(svg):
            apart = right <= x + 2 or left >= x + 86 or bottom <= y + 4 or top >= y + 84
            assert apart, (number, (x, y), (left, top, right, bottom))


@pytest.mark.parametrize(
    ("title", "least"),
    [
        ("庆余年", 150),
        ("南烟斋笔录", 85),
        ("三生三世十里桃花", 95),
        ("我的师兄实在太稳健了怎么办呀", 75),
        ("Transfiguration", 48),
        ("Pride and Prejudice", 60),
    ],
)
def test_titles_are_legible_at_160_pixels(title: str, least: float) -> None:
    """`least` is in units of the canvas; 40 units are 11 pixels on a cover 160 wide."""
    for number in range(20):
        svg = draw_cover(f"co/{number}", glyph="文", title=title, foot="A Short English Title")
        sizes = re.findall(r'font-weight="\d+" font-size="([\d.]+)"', svg)
        assert max(map(float, sizes)) >= least


@pytest.mark.parametrize("palette", PALETTES, ids=lambda palette: palette.name)
def test_contrast(palette: Palette) -> None:
    for ground in (palette.ground, palette.tone, mix(palette.ground, "#ffffff", 0.05)):
        assert contrast(palette.ink, ground) >= 4.5
    assert contrast("#ffffff", palette.seal) >= 4.5


def test_every_palette_motif_and_layout_occurs() -> None:
    covers = [draw_cover(f"co/{n}", title="庆余年", glyph="文") for n in range(400)]
    grounds = {re.findall(r'stop offset="1" stop-color="(#\w+)"', svg)[0] for svg in covers}
    assert grounds == {palette.ground for palette in PALETTES}
    assert len(MOTIFS) == 10
    assert len({svg.split("庆")[0].rsplit("<text", 1)[1] for svg in covers}) >= 4


def test_the_same_for_ever() -> None:
    assert draw_cover("a/b", glyph="影", title="庆余年") == draw_cover(
        "a/b", glyph="影", title="庆余年"
    )


@pytest.mark.parametrize(
    ("name", "title", "lang", "foot"),
    [
        ("han", "斗罗大陆：绝世唐门", "zh-Hans", "Soul Land: The Peerless Tang Sect"),
        ("arabic", "ألف ليلة وليلة", "ar", "One Thousand and One Nights"),
    ],
)
def test_golden(name: str, title: str, lang: str, foot: str, regenerate: bool) -> None:
    """A difference here changes the covers of every fair: look at both before you take it."""
    svg = draw_cover("co/golden", glyph="文", title=title, lang=lang, foot=foot)
    golden = GOLDEN / f"cover-{name}.svg"
    if regenerate:
        golden.write_text(svg, encoding="utf-8")
    assert svg == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "text",
    ["</text><script>alert(1)</script>", "a & b < c > \"d\" 'e'", "\x00\x0b\x1f\ufffe庆\ud800"],
)
def test_whatever_is_written_stays_text(text: str) -> None:
    svg = draw_cover(text, glyph=text, title=text, lang=text, foot=f"{text}.")
    ElementTree.fromstring(svg)
    svg.encode()
    assert "<script" not in svg
    assert "href" not in svg


def test_it_stands_alone() -> None:
    svg = draw_cover("a", glyph="文", title="镜", lang="zh-Hans", foot="Mirror")
    assert svg.startswith('<svg xmlns="http://www.w3.org/2000/svg" width="600" height="800"')
    for outside in ("url(http", "href", "@import", "style", "src"):
        assert outside not in svg


@pytest.mark.parametrize(
    ("lang", "font"),
    [
        ("zh-Hans", "Noto Serif CJK SC"),
        ("zh", "Noto Serif CJK SC"),
        ("", "Noto Serif CJK SC"),
        ("zh-Hant", "Noto Serif CJK TC"),
        ("zh-TW", "Noto Serif CJK TC"),
        ("ja", "Noto Serif CJK JP"),
    ],
)
def test_glyph_forms_follow_the_language(lang: str, font: str) -> None:
    svg = draw_cover("a", title="骨直角", lang=lang)
    assert font in svg
    if lang:
        assert f'xml:lang="{lang}"' in svg


def test_arabic_runs_right_to_left() -> None:
    assert 'direction="rtl" xml:lang="ar"' in draw_cover("a", title="ألف ليلة", lang="ar")


def cells(title: str) -> list[str]:
    return [" ".join(cell.text for cell in part) for part in split_cells(clean_text(title))]


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        ("黑神话：悟空", ["黑 神 话", "悟 空"]),
        ("《三体》", ["三 体"]),
        ("S.C.I.谜案集", ["S.C.I. 谜 案 集"]),
        ("永劫无间2", ["永 劫 无 间 2"]),
        ("2012，末日", ["2012", "末 日"]),
        ("０１全角", ["01 全 角"]),
        ("👨‍👩‍👧家", ["👨 家"]),
        ("👍🏽好🇨🇳", ["👍🏽 好 🇨🇳"]),
        ("が゙", ["が゙"]),
    ],
)
def test_cells(title: str, parts: list[str]) -> None:
    assert cells(title) == parts


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("庆余年", "han"),
        ("梦幻西游Online", "han"),
        ("Miss Dong 董", "latin"),
        ("나 혼자만", "hangul"),
        ("ひらがな", "han"),
        ("Война", "other"),
        ("ألف", "arabic"),
        ("ไทย", "thai"),
        ("1984", "latin"),
        ("", "other"),
    ],
)
def test_scripts(text: str, script: str) -> None:
    assert find_script(text) == script


def test_no_column_begins_with_a_long_mark() -> None:
    svg = draw_cover("a", title="マイヒーロー", lang="ja")
    columns: dict[str, list[tuple[float, str]]] = {}
    for x, y, char in re.findall(r'<text x="(\d+)" y="(\d+)"[^>]*>(.)</text>', svg):
        columns.setdefault(x, []).append((float(y), char))
    for column in columns.values():
        assert min(column)[1] != "ー"


def test_a_foot_like_the_title_is_not_said_twice() -> None:
    assert draw_cover("a", title="Silk", foot="Silk") == draw_cover("a", title="Silk")


def test_no_seal_without_a_glyph() -> None:
    assert PALETTES[0].seal not in draw_cover("a", title="Silk")
    assert "translate" not in draw_cover("a", title="Silk")


def test_names_change_with_what_is_drawn() -> None:
    assert re.fullmatch(r"a-b-[0-9a-f]{10}\.svg", cover_name("a/b", title="镜"))
    assert cover_name("a/b", title="镜") != cover_name("a/b", title="鏡")


def test_grounds_and_scenes() -> None:
    for number in range(60):
        assert lightness(cover_ground(f"co/{number}")) <= 0.12
        assert "<text" not in draw_scene(choose_dress(f"co/{number}"), 1200, 630)
    assert len({choose_dress(f"co/{number}") for number in range(2000)}) == 100


def test_a_family_wears_one_palette_and_each_kind_its_own_motifs() -> None:
    glyphs = "文漫声影动游玩"
    worn = [choose_dress(f"co/{n}", family="moon-kite", glyph=glyphs[n % 7]) for n in range(70)]
    assert len({dress.palette for dress in worn}) == 1
    for place, glyph in enumerate(glyphs):
        motifs = {dress.motif for dress in worn[place::7]}
        assert 1 < len(motifs) <= 3, glyph
    assert cover_ground("co/1", "moon-kite") == cover_ground("co/2", "moon-kite")


def test_ridges_follow_the_scheme_of_the_page() -> None:
    svg = draw_ridges("zhejiang-2026")
    root = ElementTree.fromstring(svg)
    assert root.get("class") == "sc-kv"
    assert len(root.findall("path")) == 4
    assert {f"--kv{n}" for n in range(5)} == set(re.findall(r"--kv\d", svg))
    assert "#" not in svg.replace("url(#kv", "")
    assert svg == draw_ridges("zhejiang-2026") != draw_ridges("zhejiang-2027")
    assert len(svg) < 4000
