"""Names for addresses, made of what people write."""

import pytest

from catalog.core.slugs import SLUG_LENGTH, is_slug, slugify


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("My Studio", "my-studio"),
        ("Épée & Fils", "epee-fils"),
        ("我的公司", "wo-de-gong-si"),
        ("剑来 Sword Comes", "jian-lai-sword-comes"),
        ("🎬", "my-work"),
        ("", "my-work"),
        ("CON", "my-con"),
        ("lpt1", "my-lpt1"),
        ("Con Air", "con-air"),
    ],
)
def test_what_fits_is_near_to_what_was_written(name, slug):
    assert slugify(name) == slug


def test_what_windows_keeps_for_itself_is_no_name():
    """A booth runs from its disks, and would be refused for one such folder."""
    assert not any(map(is_slug, ("con", "aux", "nul", "com1", "lpt9")))
    assert all(map(is_slug, ("con-air", "nulls", "com10", "auxiliary")))


def test_it_always_fits():
    for name in ("-" * 500, "华" * 300_000, "a" * 63 + "-b", "Ⅷ½ﬁ"):
        assert is_slug(slugify(name)), name
    assert len(slugify("华" * 300)) <= SLUG_LENGTH
