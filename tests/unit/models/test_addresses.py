"""Addresses: what is accepted, and what to write instead is accepted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from catalog.models.addresses import Email, Url, ascii_url
from catalog.web.pages.texts import link_out, outside

WEB: TypeAdapter[str] = TypeAdapter(Url)
MAIL: TypeAdapter[str] = TypeAdapter(Email)


def told(kind, value):
    """The remedy's name, and what to write."""
    with pytest.raises(ValidationError) as error:
        kind.validate_python(value)
    found = error.value.errors()[0]
    ctx = found["ctx"]
    return ctx.get("hint", ""), ctx.get("fix", "")


APOSTROPHE = "https://en.example.org/wiki/Assassin's_Creed_(game)?a='b'#c'"


def test_an_apostrophe_is_accepted_and_cannot_leave_its_attribute():
    assert WEB.validate_python(APOSTROPHE) == outside(APOSTROPHE) == APOSTROPHE
    assert "'" not in str(link_out(APOSTROPHE, "x"))
    assert 'Assassin&#39;s_Creed_(game)?a=&#39;b&#39;#c&#39;" rel=' in link_out(APOSTROPHE, "x")


WEBS = [
    ("www.a.cn", "fix", "https://www.a.cn"),
    ("a.cn/path", "fix", "https://a.cn/path"),
    ("//a.cn/", "fix", "https://a.cn/"),
    ("http:/a.cn", "fix", "http://a.cn"),
    ("https//a.cn", "fix", "https://a.cn"),
    ("https：//www.a.cn", "fix", "https://www.a.cn"),
    ("https:// www.a.cn", "fix", "https://www.a.cn"),
    ("ｗｗｗ．a。cn", "fix", "https://www.a.cn"),
    ("<https://a.cn>", "fix", "https://a.cn"),
    ("[us](https://a.cn/y)", "fix", "https://a.cn/y"),
    ("官网：https://a.cn", "fix", "https://a.cn"),
    ("https://a.cn/x。", "fix", "https://a.cn/x"),
    ("https://a.cn/a|b", "character", "https://a.cn/a%7Cb"),
    ("https://a.cn/a b", "character", "https://a.cn/a%20b"),
    ('https://a.cn/"x"', "character", "https://a.cn/%22x%22"),
    ("httpbin.org/x", "fix", "https://httpbin.org/x"),
    ("https.com", "fix", "https://https.com"),
    ("http:a.cn", "fix", "http://a.cn"),
    ("https://.a.cn", "", ""),
    ("cover.jpg", "", ""),
    ("README.md", "", ""),
    ("https://a b.cn/", "", ""),
    ("https://a.cn，https://b.cn", "", ""),
    ("https://user:word@a.cn/", "", ""),
    ("https://a.cn\\@evil.example/", "", ""),
    ("javascript:alert(1)", "", ""),
    ("ftp://a.cn/", "", ""),
    ("see our page", "", ""),
]


@pytest.mark.parametrize("value, hint, fix", WEBS)
def test_web_address(value, hint, fix):
    assert told(WEB, value) == (hint, fix)


MAILS = [
    ("rights @ a.cn", "rights@a.cn"),
    ("ｒights＠a。cn", "rights@a.cn"),
    ("Rights <rights@a.cn>", "rights@a.cn"),
    ("mailto:rights@a.cn", "rights@a.cn"),
    ("rights (at) a.cn", "rights@a.cn"),
    ("邮箱：rights@a.cn", "rights@a.cn"),
    ("rights@a.cn；", "rights@a.cn"),
    ("a@a.cn; b@a.cn", ""),
    ("rights@a", ""),
    ("garcía@foo.com;", ""),
    ("o’neil@b.com;", ""),
    ("<o'neil@b.com>", "o'neil@b.com"),
    ("'rights@a.cn'", "rights@a.cn"),
    ("Write us. rights @ a.cn", ""),
    ("Write us. rights@a.cn", ""),
    ("Write to rights@a.cn. Thanks", "rights@a.cn"),
    ("rights@mail.a. cn", "rights@mail.a.cn"),
    ("rights@foo.com.", "rights@foo.com"),
    ("rights@foo.comé;", ""),
    ("联系rights@a.cn；谢谢", "rights@a.cn"),
]


@pytest.mark.parametrize("value, fix", MAILS)
def test_mail_address(value, fix):
    assert told(MAIL, value) == ("fix" if fix else "", fix)


def test_an_apostrophe_is_accepted_in_a_mail_address():
    assert MAIL.validate_python("o'neil@b.com") == "o'neil@b.com"


ODD = st.text(alphabet="ahtps:/.@ |\"'<>{}\\^`%?#cn。，：／＠()\n", max_size=30)
LIKE = st.builds("{}{}".format, st.sampled_from(["https://a.cn", "www.a.cn", "x@a.cn", ""]), ODD)


@given(LIKE)
def test_what_is_told_to_be_written_is_accepted(text):
    for kind in (WEB, MAIL):
        try:
            kind.validate_python(text)
        except ValidationError as error:
            fix = (error.errors()[0].get("ctx") or {}).get("fix")
            if fix:
                assert kind.validate_python(fix) == fix


@given(LIKE)
def test_what_is_accepted_can_be_linked_to_and_stays_in_its_attribute(text):
    try:
        url = WEB.validate_python(text)
    except ValidationError:
        return
    assert outside(url) == ascii_url(url)
    assert not set(str(link_out(url, "")).split('"')[3]) & set("<>'\"")
