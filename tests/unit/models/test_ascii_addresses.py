"""How addresses leave the catalogue: ASCII alone, once and for all."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from catalog.models.addresses import SiteUrl, Url, ascii_link, ascii_url

LEAVING = [
    ("https://example.com/a?b=c#d", "https://example.com/a?b=c#d"),
    (
        "https://展会.例子.中国/目录/",
        "https://xn--6oq653a.xn--fsqu00a.xn--fiqs8s/%E7%9B%AE%E5%BD%95/",
    ),
    ("https://Bücher.example:8080/é", "https://xn--bcher-kva.example:8080/%C3%A9"),
    ("https://straße.example/", "https://xn--strae-oqa.example/"),
    ("https://☃.net/", "https://xn--n3h.net/"),
    ("https://a.example/%E7%9B%AE?q=目#é", "https://a.example/%E7%9B%AE?q=%E7%9B%AE#%C3%A9"),
    ("https://a.example/100%", "https://a.example/100%25"),
    ("https://a.example/it's/[1]/a#b#c", "https://a.example/it's/%5B1%5D/a#b#c"),
    ("http://[::1]:80/é", "http://[::1]:80/%C3%A9"),
]


@pytest.mark.parametrize("written, leaving", LEAVING)
def test_an_address_leaves_in_ascii(written, leaving):
    assert ascii_url(written) == leaving
    assert ascii_url(leaving) == leaving


HOSTS = st.text("aé例ßשλ-1", min_size=1, max_size=8).map(lambda label: f"a{label}z.example")
REST = st.text("aé例/?&=#%2'()[]:@🎪", max_size=20)


@given(HOSTS, REST)
def test_what_may_be_written_leaves_in_ascii_and_stays(host, rest):
    try:
        url = TypeAdapter(Url).validate_python(f"https://{host}/{rest}")
    except ValidationError:
        return
    leaving = ascii_url(url)
    assert re.fullmatch(r"https://[a-z0-9.-]+/[\w.~:/?#@!$&'()*+,;=%-]*", leaving, re.ASCII)
    assert ascii_url(leaving) == leaving == ascii_link(url)
    assert TypeAdapter(Url).dump_python(url, mode="json") == leaving
    assert TypeAdapter(Url).dump_python(url) == url


def test_other_schemes_are_written_in_percent():
    assert ascii_link("mailto:josé@example.com?subject=目") == (
        "mailto:jos%C3%A9@example.com?subject=%E7%9B%AE"
    )
    assert ascii_link("tel:+8657155550100") == "tel:+8657155550100"


def test_a_host_that_cannot_be_called_is_told():
    with pytest.raises(ValidationError):
        TypeAdapter(Url).validate_python(f"https://{'é' * 70}.example/")


SITES = [
    ("https://a.example", None),
    ("https://a.example/", None),
    ("https://a.example/fair/2026", None),
    ("https://展会.例子/目录/", None),
    ("https://a.example/fair/..", "https://a.example/fair/"),
    ("https://a.example/./x/%2e%2E/", "https://a.example/x/"),
    ("https://a.example//x/", "https://a.example/x/"),
    ("https://a.example/x//", "https://a.example/x/"),
    ("https://a.example/x?lang=en", "https://a.example/x/"),
    ("https://a.example/?", "https://a.example/"),
    ("https://a.example/#top", "https://a.example/"),
]


@pytest.mark.parametrize("url, fix", SITES)
def test_the_sites_address_is_a_folder(url, fix):
    site = TypeAdapter(SiteUrl)
    if fix is None:
        assert site.validate_python(url) == url
        return
    with pytest.raises(ValidationError) as raised:
        site.validate_python(url)
    assert fix in str(raised.value.errors()[0]["ctx"])
    assert site.validate_python(fix) == fix
