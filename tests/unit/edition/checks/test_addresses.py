import pytest

from catalog.edition.checks.addresses import example_address
from tests.unit.edition.checks.rules import told

REAL = {"url": "https://fair.showcase.cn/", "demonstration": "false"}
ADDRESSES = [
    ("https://example.com/", True),
    ("https://fair.example.org:8080/2026", True),
    ("http://www.Example.NET", True),
    ("https://fair.example/", True),
    ("https://your-site.com/", True),
    ("https://www.yourdomain.co.uk/fair", True),
    ("https://yourname.github.io/fair", True),
    ("http://127.0.0.1:8000/", True),
    ("http://192.168.1.2/", True),
    ("http://fair.localhost/", True),
    ("https://myexample.com/", False),
    ("https://example.com.cn/", False),
    ("https://site.showcase.cn/example.com", False),
    ("https://10times.com/", False),
    ("https://mysterysite.org/", False),
]


@pytest.mark.parametrize("url, expected", ADDRESSES)
def test_examples_are_told_of_the_site_and_of_companies(url, expected):
    site = told(example_address, site={**REAL, "url": url})
    assert [field for _, field in site] == (["url"] if expected else [])
    companies = {"acme": {"website": url, "social": {"x": url}}}
    found = told(example_address, site=REAL, companies=companies)
    assert [field for _, field in found] == (["website", "social.x"] if expected else [])


def test_a_demonstration_may_be_of_examples():
    assert told(example_address, site={"demonstration": "true"}) == []


def test_a_file_is_told_a_few_times():
    social = {f"s{n}": "https://example.com/" for n in range(9)}
    assert len(told(example_address, site=REAL, companies={"acme": {"social": social}})) == 3


def test_text_that_names_an_address_is_not_one():
    about = {"en": "See https://example.com/ for more."}
    assert told(example_address, site=REAL, companies={"acme": {"about": about}}) == []
