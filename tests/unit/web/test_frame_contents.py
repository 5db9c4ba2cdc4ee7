"""What stands around every page, made from the catalogue."""

from catalog.edition.localise import make_localiser
from catalog.media.images import Derivative, Picture
from catalog.web.frame.contents import make_frame
from tests.unit.fairs import PROJECT, make_catalog

LOGO = "editions/2026/images/logo.svg"
PICTURE = Picture(
    path=LOGO,
    width=720,
    height=300,
    derivatives=(Derivative(360, 150, "logo-1-360.webp"), Derivative(720, 300, "logo-1-720.webp")),
    ground="#000000",
)


def about(**site):
    """The last column of the footer, in English."""
    catalog = make_catalog(site=site)
    localisers = {
        tag: make_localiser(
            tag, catalog.site, catalog.edition, catalog.vocabularies, PROJECT / "no-locales"
        )
        for tag in catalog.edition.languages
    }
    return make_frame(catalog, localisers["en"], localisers, ())["footer"][-1]["links"]


def test_the_footer_leads_to_the_records_where_they_are_public():
    url = "https://example.com/records?a=1&b=2"
    assert about(repository=url)[-1] == {
        "label": "Source of this catalogue",
        "url": "https://example.com/records?a=1&amp;b=2",
    }


def test_the_footer_stays_within_where_they_are_not():
    assert all("url" not in link for link in about())


# ---- the edition's look ----------------------------------------------------------------


def fair(**theme):
    return make_catalog(edition={"theme": theme} if theme else {})


def frame(catalog, pictures):
    text = make_localiser(
        "en", catalog.site, catalog.edition, catalog.vocabularies, PROJECT / "no-locales"
    )
    every = dict.fromkeys(catalog.edition.languages, text)
    return make_frame(catalog, text, every, (), pictures)


def with_logo():
    catalog = fair(logo={"image": LOGO, "alt": {"en": "A lantern"}})
    logo = catalog.edition.theme.logo
    assert logo
    return catalog, {logo.path: PICTURE}


def test_a_colour_is_a_stylesheet():
    assert "--sc-key:#7a1f5c" in frame(fair(accent="#7a1f5c"), {})["style"]
    assert frame(fair(), {})["style"] == ""


def test_a_logo_is_its_smallest_file():
    catalog, pictures = with_logo()
    assert frame(catalog, pictures)["edition"]["logo"] == {
        "path": "media/logo-1-360.webp",
        "width": 360,
        "height": 150,
    }
    assert "logo" not in frame(catalog, {})["edition"]  # it was refused
    assert "logo" not in frame(fair(), pictures)["edition"]


# ---- its name and slogan ---------------------------------------------------------------


def named(site, edition, slogan="Far"):
    return frame(
        make_catalog(
            site={"name": {"en": site}},
            edition={"name": {"en": edition}, "slogan": {"en": slogan}},
        ),
        {},
    )["edition"]


def test_the_header_does_not_say_the_name_twice():
    assert named("Toy Fair", "Toy Fair 2026 & more")["part"] == "2026 &amp; more"
    assert named("Toy Fair", "Toy Fair — 2026")["part"] == "2026"
    assert named("Toy Fair", "Spring Edition")["part"] == "Spring Edition"
    assert "part" not in named("Toy Fair", "Toy Fair")


def test_a_slogan_is_escaped_once():
    assert named("Toy Fair", "2026", "Far & <wide>")["motto"] == "Far &amp; &lt;wide&gt;"
