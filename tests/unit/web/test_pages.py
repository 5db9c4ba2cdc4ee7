"""Bodies and heads: escaped, marked, complete; what is private stays so."""

import json
import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.edition.resolve import resolve_catalog
from catalog.media.hall_plans import parse_plan
from catalog.media.images import Derivative, Picture
from catalog.models.company import Company
from catalog.models.edition import Edition
from catalog.models.family import Family
from catalog.models.service import Service
from catalog.models.work import Work
from catalog.web.pages import Page, plan_pages
from catalog.web.pages.companies import contact_ways
from catalog.web.pages.head import open_graph_locale, script_json
from tests.unit.fairs import COMPANY, LANGUAGES, PROJECT, make_catalog, make_records, make_renderer
from tests.work import count_calls

GOLDEN = PROJECT / "tests" / "golden"
PAGE = Page("works", "works/acme/peony/", "work", "acme/peony")
SCREENER = "https://example.com/screener/peony"
BAD = """<script>alert(1)</script>"'&{{7*7}}{% raw %}"""


def work_page(lang="en", *, company=None, edition=None, **fields):
    catalog = make_catalog(
        works={"acme/peony": fields}, companies={"acme": company or {}}, edition=edition or {}
    )
    return make_renderer(catalog, lang).render(PAGE)


def picture(name="peony", width=720):
    return Picture(
        f"companies/acme/{name}.jpg",
        width,
        960,
        (Derivative(360, 480, f"{name}-1-360.webp"), Derivative(720, 960, f"{name}-1-720.webp")),
        "#102030",
    )


# ---- nothing of a record is markup -----------------------------------------------------

RICH = {
    "works": {
        "acme/peony": {
            **{name: {"en": BAD, "zh-Hans": BAD} for name in ("title", "alt_titles", "synopsis")},
            **{name: {"en": BAD} for name in ("selling_points", "audience", "values")},
            **{name: {"en": BAD} for name in ("comparables", "localisation_notes", "logline")},
            "cover": {"image": "c.jpg", "alt": {"en": BAD}, "credit": {"en": BAD}, "licence": BAD},
            "gallery": [{"image": "g.jpg", "caption": {"en": BAD}, "illustration": "true"}],
            "people": [{"name": {"en": BAD}, "role": "author"}, {"name": {"en": BAD}}],
            "languages": [{"lang": "en", "text": "true"}, {"lang": ["ja", "fr"]}],
            "book": {"words": "1000", "serial_platform": {"en": BAD}},
            "screen": {"episodes": "3", "format": BAD, "aspect": BAD, "delivery": BAD},
            "game": {"platforms": ["windows"], "stores": {BAD: "https://example.com/"}},
            "ratings": [{"system": "PEGI", "value": BAD}],
            "ids": {"imdb": BAD, "url": "https://example.com/"},
            "licences": [{"type": "cn-tv", "number": BAD}],
            "rights": [
                {
                    "right": ["svod", "remake"],
                    "status": "available",
                    "territories": ["WORLD"],
                    "note": {"en": BAD},
                }
            ],
            "relations": [
                {"type": "based-on", "title": {"en": BAD}, "public_domain": "true"},
                {"type": "sequel-to", "work": "acme/rose"},
            ],
            "family": "flowers",
            "awards": [{"name": {"en": BAD}, "result": {"en": BAD}, "year": "2020"}],
            "facts": [{"text": {"en": BAD}, "source": "https://example.com/?a=1&b=2"}],
            "seeking": ["licensees"],
        },
        "acme/rose": {"title": {"en": BAD}},
    },
    "companies": {
        "acme": {
            **{name: {"en": BAD} for name in ("name", "about", "legal_name", "city")},
            "looking_for": {"en": BAD},
            "contacts": [
                {
                    "name": {"en": BAD},
                    "role": {"en": BAD},
                    "phone": BAD,
                    "wechat": BAD,
                    "qq": BAD,
                    "whatsapp": BAD,
                    "public": "true",
                }
            ],
            "social": {BAD: "https://example.com/"},
        }
    },
    "families": {
        "flowers": {
            "owner": "acme",
            **{name: {"en": BAD} for name in ("name", "about", "universe")},
            "timeline": [{"date": "2020", "text": {"en": BAD}}],
        }
    },
    "services": {
        "legal": {
            "provider": {"en": BAD},
            "name": {"en": BAD},
            "about": {"en": BAD},
            "contact": {"name": {"en": BAD}, "phone": BAD, "public": "true"},
        }
    },
    "edition": {
        "name": {"en": BAD},
        "slogan": {"en": BAD},
        "venue": {"name": {"en": BAD}, "address": {"en": BAD}, "lat": "30.25", "lon": "120.1"},
        "halls": [{"id": "hall-1", "name": {"en": BAD}, "floor": BAD}],
        "featured": ["acme/peony"],
    },
    "stands": ({"hall": "hall-1", "number": BAD, "companies": ["acme"]},),
    "events": (
        {
            "title": {"en": BAD},
            "start": "2026-05-21 10:00",
            "end": "2026-05-21 11:00",
            "place": {"en": BAD},
            "about": {"en": BAD},
            "hosts": ["acme"],
            "speakers": [{"en": BAD}],
            "works": ["acme/peony"],
        },
    ),
}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_hostile_texts_stay_texts(lang):
    catalog = make_catalog(**RICH)
    found = {f"companies/{n}.jpg": picture(n) for n in "cg"} | {"c.jpg": picture("c")}
    found["g.jpg"] = picture("g")
    renderer = make_renderer(catalog, lang, pictures=found)
    pages = plan_pages(catalog)
    assert {p.kind for p in pages} >= {"work", "company", "family", "service", "hall", "programme"}
    for page in pages:
        stamp = renderer.render(page)
        for slot, value in stamp.items():
            plain = re.sub(r'<script type="application/ld\+json">[^<]*</script>', "", value)
            assert "<script" not in plain, (page.path, slot)
            assert "alert(1)</script" not in value
            assert "49" not in re.sub(r"\d{5,}", "", value) or "7*7" in value
        assert "{{7*7}}" in stamp["title"] or page.kind != "work"
        body = stamp["body"]
        assert "\x00" not in body
        assert not re.search(r"&lt;(span|p|bdi|a|li|div)\b", body), "markup escaped as if text"
        # Attributes end where they should: no quote of a text closes one.
        for tag in re.findall(r"<[a-z][^>]*>", body):
            assert re.fullmatch(r"<[\w-]+(\s+[\w:-]+(=\"[^\"<>]*\")?)*\s*/?>", tag), tag


@pytest.mark.parametrize(
    "screener", [SCREENER, {"url": SCREENER}, {"url": SCREENER, "access": "request"}]
)
def test_a_screener_is_linked_to_only_where_it_is_public(screener):
    page = work_page(screener=screener)
    assert SCREENER not in str(page)
    assert re.search(r'href="[^"]*companies/acme/#contacts"[^>]*>Screener', page["body"])
    assert SCREENER in work_page(screener={"url": SCREENER, "access": "public"})["body"]


def test_a_screener_that_nobody_can_be_asked_for_is_not_offered():
    silent = {"contacts": [{"name": {"en": "Desk"}, "email": "desk@example.com"}]}
    assert "Screener" not in work_page(screener=SCREENER, company=silent)["body"]


def test_links_of_records_lead_to_http_only():
    records = make_records(works={"acme/peony": {}}, companies={"acme": {}})
    bad = "javascript:alert(1)"
    work = records.works["acme/peony"].model_copy(
        update={"trailer": bad, "ids": {"url": bad, "imdb": bad}}
    )
    company = records.companies["acme"].model_copy(
        update={"website": bad, "social": {"x": "data:text/html,1"}}
    )
    work.place("acme/peony", "x.yml")
    company.place("acme", "y.yml")
    records.works["acme/peony"], records.companies["acme"] = work, company
    catalog, _ = resolve_catalog(records)
    renderer = make_renderer(catalog)
    for page in plan_pages(catalog):
        for href in re.findall(r'(?:href|src)="([^"]*)"', renderer.render(page)["body"]):
            if href.startswith("data:image/png;base64,"):
                continue  # the QR code, which we draw
            assert re.match(r"(\.\./|\./|#|https?://|mailto:|tel:|geo:|[a-z]+/)", href), href
            assert "javascript" not in href


@given(st.text())
def test_json_cannot_leave_its_script(text):
    written = script_json({"name": text})
    assert not set("<>&\u2028\u2029") & set(written)
    assert json.loads(written) == {"name": text}


# ---- languages -------------------------------------------------------------------------


def test_a_fallback_says_its_language_and_is_marked():
    page = work_page("ar", title={"en": "Peony", "ar": "فاوانيا"}, synopsis={"en": "A *story*."})
    body = page["body"]
    assert '<h1 class="sc-h">فاوانيا</h1>' in body
    assert '<div class="sc-prose" lang="en" dir="ltr"><p>A <em>story</em>.</p></div>' in body
    assert '<p class="sc-log" lang="en" dir="ltr">Something happens.</p>' in body
    assert body.count('class="sc-fb"') >= 2


def test_nothing_is_marked_where_all_is_translated():
    body = work_page("en")["body"]
    assert "sc-fb" not in body
    assert 'dir="rtl"' not in body


def test_arabic_within_an_english_page_runs_its_own_way():
    body = work_page("en", title={"ar": "فاوانيا"})["body"]
    assert '<h1 class="sc-h" lang="ar" dir="rtl">فاوانيا</h1>' in body


def test_a_matrix_says_what_holds_in_part_only():
    offered = {"right": "svod", "status": "under-offer", "territories": ["FR"]}
    body = work_page("en", rights=[{**offered, "languages": ["fr"]}])["body"]
    assert "<span>Under offer<small>French</small></span>" in body
    sold = {"right": "svod", "status": "sold", "territories": ["FR"]}
    body = work_page("en", rights=[{**offered, "languages": ["fr"]}, sold])["body"]
    assert "<span>Under offer<small>In part</small><small>French</small></span>" in body
    body = work_page("en", rights=[offered])["body"]
    assert "<span>Under offer</span>" in body


def test_the_original_title_is_shown_in_its_own_language():
    titles = {"zh-Hans": "国色芳华", "en": "Flourished Peony"}
    english = work_page("en", title=titles, original_language="zh-Hans")["body"]
    assert '<span class="sc-o" lang="zh-Hans">国色芳华</span>' in english
    assert 'class="sc-vert" lang="zh-Hans">国色芳华' in english
    chinese = work_page("zh-Hans", title=titles, original_language="zh-Hans")["body"]
    assert '<span class="sc-o" lang="en">Flourished Peony</span>' in chinese


def test_a_page_without_a_translation_asks_not_to_be_listed():
    texts = {"title": {"en": "A", "zh-Hans": "甲"}, "logline": {"en": "B"}}
    assert "noindex" not in work_page("en", **texts)["head"]
    assert "noindex" not in work_page("zh-Hans", **texts)["head"]
    arabic = work_page("ar", **texts)["head"]
    assert "noindex" in arabic
    assert "hreflang" not in arabic
    assert 'hreflang="ar"' not in work_page("en", **texts)["head"]


def test_the_head():
    head = work_page("zh-Hans", title={"en": "A", "zh-Hans": "甲"})["head"]
    base = "https://fair.example.org/2026/"
    assert f'<link rel="canonical" href="{base}zh-Hans/works/acme/peony/">' in head
    assert f'hreflang="x-default" href="{base}en/works/acme/peony/"' in head
    assert '<meta property="og:locale" content="zh_CN">' in head
    data = json.loads(re.search(r"ld\+json\">(.*?)</script>", head)[1])
    data = data["@graph"][0]
    assert data["@type"] == "TVSeries"
    assert data["url"] == f"{base}zh-Hans/works/acme/peony/"


@pytest.mark.parametrize(
    ("tag", "locale"), [("en", "en_US"), ("zh-Hant", "zh_TW"), ("ar", "ar_EG"), ("tlh", "tlh")]
)
def test_open_graph_locales(tag, locale):
    assert open_graph_locale(tag) == locale


# ---- what is shown, and what is not ----------------------------------------------------


def test_private_contacts_and_drafts_are_nowhere():
    contacts = [
        *COMPANY["contacts"],
        {
            "name": {"en": "Secret"},
            "email": "secret@example.com",
            "phone": "+86 1",
            "public": "false",
        },
    ]
    catalog = make_catalog(
        works={"acme/open": {}, "acme/unborn": {"draft": "true", "title": {"en": "Secret"}}},
        companies={"acme": {"contacts": contacts}, "ghost": {"draft": "true"}},
        services={
            "s": {
                "provider": {"en": "P"},
                "contact": {"name": {"en": "Secret"}, "email": "secret@example.com"},
            }
        },
    )
    renderer = make_renderer(catalog)
    pages = plan_pages(catalog)
    whole = "".join("".join(renderer.render(page).values()) for page in pages)
    assert "desk@example.com" in whole
    for secret in ("Secret", "secret", "unborn", "ghost"):
        assert secret not in whole


def test_pictures_have_all_that_a_browser_needs():
    catalog = make_catalog(
        works={"acme/peony": {"cover": {"image": "p.jpg", "illustration": "true"}}}
    )
    renderer = make_renderer(catalog, pictures={"p.jpg": picture()})
    body = renderer.render(PAGE)["body"]
    assert (
        '<img src="../../../../media/peony-1-720.webp" srcset="../../../../media/peony-1-360.webp'
        ' 360w,../../../../media/peony-1-720.webp 720w"'
    ) in body
    assert 'width="720" height="960" alt="Cover of A work"' in body
    assert "not the work&#39;s own artwork" in body
    listed = renderer.render(Page("works", "works/", "works", "works:1"))["body"]
    assert "../../media/peony-1-360.webp 360w" in listed
    assert "sc-cover--ill" in listed


def test_a_refused_cover_is_replaced_by_the_drawn_one():
    catalog = make_catalog(works={"acme/peony": {"cover": "p.jpg"}})
    body = make_renderer(catalog, covers={"acme/peony": "peony-ab.svg"}).render(PAGE)["body"]
    assert '<img src="../../../../media/peony-ab.svg" width="600" height="800"' in body


def test_empty_sections_vanish():
    body = work_page()["body"]
    for name in ("Gallery", "Good to know", "Recognition", "Rights", "Details", "programme"):
        assert name not in body
    assert not re.search(r"<(section|ul|ol|dl|p|div)[^>]*>\s*</\1>", body)


def test_rights_are_a_table_with_their_words():
    body = work_page(
        rights=[
            {"right": "svod", "status": "available", "territories": ["WORLD"], "languages": "all"},
            {
                "right": "svod",
                "status": "sold",
                "territories": ["FR"],
                "until": "2028",
                "note": {"en": "A note"},
            },
        ]
    )["body"]
    assert '<th scope="col">Subscription streaming</th>' in body
    assert '<th scope="row">France</th>' in body
    assert "<span>Sold<small>Until 2028</small></span>" in body
    assert "<small>All languages</small>" in body
    assert "A note" in body


def test_relations_are_told_from_both_ends():
    catalog = make_catalog(
        works={
            "acme/book": {"kind": "novel", "title": {"en": "The book"}},
            "acme/film": {"relations": [{"type": "based-on", "work": "book"}]},
        }
    )
    renderer = make_renderer(catalog)
    film = renderer.render(Page("works", "works/acme/film/", "work", "acme/film"))["body"]
    book = renderer.render(Page("works", "works/acme/book/", "work", "acme/book"))["body"]
    assert "Based on" in film
    assert '<a class="sc-ref" href="../../../works/acme/book/">The book</a>' in film
    assert "Adapted as" in book


def test_a_hall_links_its_stands_and_marks_one_for_a_company():
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect id="A1"/></svg>'
    catalog = make_catalog(
        works={"acme/peony": {}},
        edition={"halls": [{"id": "hall-3"}]},
        stands=({"hall": "hall-3", "number": "A1", "companies": ["acme"]},),
    )
    renderer = make_renderer(catalog, plans={"hall-3": parse_plan(svg)})
    hall = renderer.render(Page("halls", "halls/hall-3/", "hall", "hall-3"))["body"]
    assert '<a class="sc-stand" id="stand-A1" href="../../companies/acme/">' in hall
    assert "<title>A1: Acme</title>" in hall
    company = renderer.render(Page("companies", "companies/acme/", "company", "acme"))["body"]
    assert "sc-stand is-here" in company
    work = renderer.render(PAGE)["body"]
    assert 'href="../../../halls/hall-3/#stand-A1"' in work
    assert '<bdi dir="ltr">3 · A1</bdi>' in work
    halls = renderer.render(Page("halls", "halls/", "halls"))["body"]
    drawn = halls.partition('<a class="sc-hall__p"')[2].partition("</a>")[0]
    assert "sc-place is-here" in drawn and "<a " not in drawn  # a picture within a link


def test_a_number_that_begins_a_name_stays_whole():
    catalog = make_catalog(
        works={"acme/peony": {}}, companies={"acme": {"name": {"en": "24 Rooms"}}}
    )
    companies = make_renderer(catalog).render(
        Page("companies", "companies/", "companies", "companies:1")
    )["body"]
    assert ">24</span>" in companies


def test_a_family_shows_what_is_still_open():
    catalog = make_catalog(
        works={
            "acme/book": {
                "kind": "novel",
                "family": "f",
                "rights": [
                    {"right": "game-adaptation", "status": "available", "territories": ["WORLD"]},
                    {"right": "animation", "status": "sold", "territories": ["WORLD"]},
                ],
            }
        },
        families={"f": {"owner": "acme"}},
    )
    body = make_renderer(catalog).render(Page("families", "families/f/", "family", "f"))["body"]
    assert "Rights open" in body
    assert ">Game</a>" in body
    assert "Animation" not in body


def test_a_redirect_works_without_script():
    catalog = make_catalog(works={"acme/peony": {"aliases": ["rose"]}})
    page = next(p for p in plan_pages(catalog) if p.kind == "redirect")
    stamp = make_renderer(catalog).render(page)
    target = "../../../works/acme/peony/"
    assert f'<meta http-equiv="refresh" content="0; url={target}">' in stamp["head"]
    assert f'href="{target}"' in stamp["body"]
    assert (
        'rel="canonical" href="https://fair.example.org/2026/en/works/acme/peony/"' in stamp["head"]
    )
    assert "robots" not in stamp["head"]


def test_the_venue_opens_in_a_map_where_its_place_is_known():
    page = Page("halls", "halls/", "halls")
    halls = [{"id": "hall-1"}]
    known = {"halls": halls, "venue": {"name": {"en": "Halls"}, "lat": "30.25", "lon": "-12"}}
    body = make_renderer(make_catalog(edition=known)).render(page)["body"]
    assert 'href="geo:30.25,-12.0"' in body
    unknown = make_renderer(make_catalog(edition={"halls": halls})).render(page)
    assert "geo:" not in unknown["body"]


def test_the_sites_address_stands_in_for_the_editions():
    page = Page("home", "", "home")
    site = {"contact": "desk@example.com"}
    assert "desk@example.com" in make_renderer(make_catalog(site=site)).render(page)["body"]
    own = {"contact": {"email": "fair@example.com"}}
    body = make_renderer(make_catalog(site=site, edition=own)).render(page)["body"]
    assert "fair@example.com" in body and "desk@example.com" not in body


def test_every_inner_link_leads_to_a_page():
    catalog = make_catalog(**RICH)
    renderer = make_renderer(catalog)
    pages = plan_pages(catalog)
    known = {page.path for page in pages}
    for page in pages:
        for href in re.findall(r'href="([^"]*)"', renderer.render(page)["body"]):
            if re.match(r"https?:|mailto:|tel:|geo:|#", href) or "media/" in href:
                continue
            if re.match(r"(\.\./)+data/", href):  # written beside the pages: test_exchange.py
                continue
            path = href.partition("#")[0]
            parts = page.path.split("/")[:-1]
            while path.startswith("../"):
                path, parts = path[3:], parts[:-1]
            path = path.removeprefix("./")
            assert "/".join([*parts, path]).lstrip("/") in known, (page.path, href)


def test_an_edition_that_says_something_of_its_data_does_not_call_it_the_companys():
    rights = [{"right": "remake", "status": "available", "territories": ["KR"]}]
    assert "As stated by the company." in work_page("en", rights=rights)["body"]
    told = {"notice": {"en": "Rights are invented."}}
    body = work_page("en", rights=rights, edition=told)["body"]
    assert '<p class="sc-told">Rights are invented.</p>' in body
    assert "As stated by" not in body
    assert "Rights are invented." not in work_page("en", edition=told)["body"]  # none are shown


def test_what_is_good_to_know_begins_like_a_sentence():
    notes = """- **Wang**: nobody's princess.
- **Zhiyin**: "one who knows"
- **Suite** : « écoute »
- **Where**: iQIYI and others
- **王**：军功封爵
- **Two**: 2 of them
"""
    body = work_page("en", localisation_notes={"en": notes})["body"]
    found = re.findall(r"<li><strong>.*?</strong>(.*?)</li>", body)
    assert [found[0], *found[3:]] == [
        "Nobody's princess.",
        "iQIYI and others",
        "军功封爵",
        "2 of them",
    ]
    assert found[1].replace("&quot;", '"') == '"One who knows"'
    assert found[2].replace("&nbsp;", " ") == "« Écoute »"


def test_the_body_of_a_work(regenerate):
    """One whole body, to see what a change of templates changes."""
    fields = {
        "title": {"en": "Peony", "zh-Hans": "牡丹"},
        "original_language": "zh-Hans",
        "released": "2025-01-07",
        "synopsis": {"zh-Hans": "花。"},
        "people": [{"name": {"en": "Ding"}, "role": "director"}],
        "rights": [{"right": "remake", "status": "under-offer", "territories": ["KR"]}],
    }
    body = work_page("en", **fields)["body"]
    golden = GOLDEN / "work.html"
    if regenerate:
        golden.write_text(body + "\n", encoding="utf-8")
    assert body + "\n" == golden.read_text(encoding="utf-8")


def test_every_field_of_a_record_is_known_here():
    """A new field of a record should be shown, or named here as not for visitors."""
    hidden = {
        Work: {"lang", "aliases", "draft", "added", "relations"},  # relations: Catalog.links_of
        Company: {"lang", "aliases", "draft", "region"},
        Family: {"lang", "aliases", "draft"},
        Service: {"lang", "aliases", "draft"},
        Edition: {
            "lang",
            "aliases",
            "draft",
            "timezone",
            "languages",
            "exhibitors",
            "notice",
            "previous",
        },
    }
    source = "".join(
        file.read_text(encoding="utf-8")
        for file in (PROJECT / "catalog" / "web" / "pages").glob("*.py")
    )
    for model, names in hidden.items():
        name = model.__name__.lower()
        for field in set(model.model_fields) - names:
            assert re.search(rf"\b(?:{name}|edition|view\.edition)\.{field}\b", source) or (
                f"public_{field}" in source
            ), f"{name}.{field}"


def test_a_page_costs_little_more_in_a_large_family():
    """Not a benchmark: a guard against rendering what grows with the number of works."""
    calls = []
    for size in (100, 1000):
        works = {f"acme/w{n}": {"family": "f"} for n in range(size)}
        catalog = make_catalog(works=works, families={"f": {"owner": "acme"}})
        renderer = make_renderer(catalog)
        page = Page("works", "works/acme/w50/", "work", "acme/w50")
        renderer.render(page)
        calls.append(count_calls(lambda r=renderer, p=page: r.render(p)))
    assert calls[1] - calls[0] < 5 * 900  # to look each of them up, no more


@pytest.mark.parametrize(
    ("phone", "link"),
    [
        ("+44 (0)20 5555 0100 ext. 2", 'href="tel:+442055550100"'),
        ("0571 5555 0100", 'href="tel:+8657155550100"'),
        ("5555 0100", None),
        ("ask on WeChat", None),
    ],
)
def test_a_number_that_can_be_dialled_is_a_link(phone, link):
    ((_label, shown),) = contact_ways(make_renderer(make_catalog()).view, None, phone, "CN")
    assert link in shown if link else "<a" not in shown
    assert phone in unescape(str(shown))


def test_the_programme_says_whose_time_and_stray_events_their_year():
    talk = {"title": {"en": "Talk"}, "place": {"en": "Here"}}
    events = (
        {**talk, "start": "2026-05-22 10:00", "end": "2026-05-22 11:00"},
        {**talk, "start": "2025-05-23 10:00", "end": "2027-05-23 11:00"},
    )
    renderer = make_renderer(make_catalog(events=events))
    body = unescape(renderer.render(Page("programme", "programme/", "programme"))["body"])
    assert "China Standard Time (UTC+8)" in body
    days = [re.sub("<[^>]*>", "", day) for day in re.findall("<h2.*?</h2>", body)]
    assert ["2025" in day for day in days] == [True, False]
    assert re.search("2027[^<]*11:00", body)
