"""Pages of the web made pages of the booth."""

import pytest

from catalog.booth.page import Adapter, spell_out
from catalog.booth.proof import prove

SITE = "https://fair.example.org/2026/"
ADAPTER = Adapter(SITE, {"en": "Code of %(address)s"})


def adapt(body, head="", path="en/works/index.html"):
    return ADAPTER.adapt(f"<html><head>{head}</head><body>{body}</body></html>", path)


@pytest.mark.parametrize(
    ("href", "spelled"),
    [
        ("../works/", "../works/index.html"),
        ("./", "./index.html"),
        ("../../", "../../index.html"),
        ("works/?q=a/&amp;b=c#x/", "works/index.html?q=a/&amp;b=c#x/"),
        ("halls/a/#stand-B1", "halls/a/index.html#stand-B1"),
        ("#rights", "#rights"),
        ("?q=a/", "?q=a/"),
        ("../media/a.webp", "../media/a.webp"),
        ("https://example.com/", "https://example.com/"),
        ("//example.com/", "//example.com/"),
    ],
)
def test_links_are_spelled_out(href, spelled):
    assert spell_out(href) == spelled


def test_every_kind_of_link_in_a_page():
    done = adapt(
        '<p><a class="x" href="../halls/" lang="zh">馆 &amp; <b>1</b></a>'
        '<svg><a href="../halls/a/#b"><path/></a></svg><form action="../works/" method="get">'
    )
    assert '<a class="x" href="../halls/index.html" lang="zh">馆 &amp; <b>1</b></a>' in done
    assert 'href="../halls/a/index.html#b"' in done
    assert '<form action="../works/index.html" method="get">' in done


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://www.example.com/a?b=c&amp;d=%22", "example.com/a?b=c&amp;d=%22"),
        ("mailto:desk@example.com", "desk@example.com"),
        ("tel:+8657100000000", "+8657100000000"),
    ],
)
def test_outside_becomes_a_code_with_its_address(url, shown):
    done = adapt(f'<a class="sc-btn" href="{url}" rel="noopener nofollow"><b>Go</b></a>')
    assert "<a " not in done
    assert f'data-booth-out="{url}"' in done
    assert '<span class="bo-out__t sc-btn"><b>Go</b></span>' in done
    assert f'<bdi class="bo-out__u" dir="ltr">{shown}</bdi>' in done
    assert f'alt="Code of {shown}"' in done
    assert 'src="data:image/png;base64,' in done


def test_a_code_of_letters_beyond_ascii_holds_what_the_web_has():
    done = adapt('<a href="https://展会.例子/é">Go</a>')
    assert 'data-booth-out="https://xn--6oq653a.xn--fsqu00a/%C3%A9"' in done
    assert done.isascii()


def test_an_address_that_is_its_own_label_is_not_said_twice():
    done = adapt('<a href="mailto:a@example.com"><bdi dir="ltr">a@example.com</bdi></a>')
    assert "bo-out__u" not in done


def test_an_address_longer_than_any_code_stays_readable():
    done = adapt(f'<a href="https://example.com/{"a" * 3000}">Far</a>')
    assert "<a " not in done and "Far" in done and "<img" not in done


def test_files_are_handed_over_from_the_web():
    done = adapt('<a href="../../data/events/e1-en.ics">Add</a>')
    assert f'data-booth-out="{SITE}data/events/e1-en.ics"' in done


def test_a_bare_picture_is_no_page():
    done = adapt('<a href="../../media/a-1440.webp"><img src="../../media/a-360.webp"></a>')
    assert '<span data-booth-picture="../../media/a-1440.webp"><img' in done


def test_what_search_engines_read_goes():
    head = (
        '<link rel="canonical" href="https://x/">\n<link rel="alternate" hreflang="en" href="y">\n'
        '<meta name="robots" content="noindex">\n<meta property="og:title" content="a > b">\n'
        '<meta name="twitter:card" content="c">\n<link rel="stylesheet" href="s.css">\n'
        '<meta name="description" property="og:description" content="D">\n'
        '<script type="application/ld+json">{"a":"\\u003c/script>"}</script>\n<title>T</title>'
    )
    assert adapt("", head).startswith(
        '<html><head><link rel="stylesheet" href="s.css">\n'
        '<meta name="description" content="D">\n<title>T</title></head>'
    )


def test_hostile_labels_and_addresses_stay_text(tmp_path):
    done = adapt(
        '<a href="https://e.com/&quot;&gt;&lt;script src=//e.com&gt;">&lt;img src=//e.com&gt;</a>'
        '<a href="JavaScript:alert(1)">x</a>'
    )
    (tmp_path / "index.html").write_text(done, encoding="utf-8")
    assert prove(tmp_path) == []
