"""What holds for every published page: nothing foreign, nothing private, nothing broken."""

import html.parser
import posixpath
import re
from urllib.parse import unquote, urlsplit

import pytest

from catalog.build.checking import check_content
from catalog.edition.selection import in_languages
from catalog.web.frame import build_pages
from tests.integration.conftest import files, pages

PLANTED = ("PLANTED-DRAFT-SECRET", "planted-secret@example.com", "paper-boat")
ATTRIBUTES_THAT_LOAD = {"src", "srcset", "poster", "data", "background", "action", "formaction"}


class Links(html.parser.HTMLParser):
    """Collects what a page loads, links to, and names."""

    def __init__(self, text):
        super().__init__()
        self.loads, self.links, self.ids, self.rels = [], [], set(), []
        self.scripts, self.handlers, self.images = [], [], []
        self._script = None
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        self.ids.add(found.get("id"))
        self.handlers += [name for name in found if name.startswith("on")]
        for name in ATTRIBUTES_THAT_LOAD & found.keys():
            value = found[name] or ""
            urls = [v.split()[0] for v in value.split(",")] if name == "srcset" else [value]
            self.loads += urls
        if tag == "link" and found.get("rel") not in ("canonical", "alternate"):
            self.loads.append(found.get("href") or "")
        if tag == "a" and "href" in found:
            self.links.append((found["href"], found.get("rel") or ""))
        if tag == "script":
            self._script = found
        if tag == "img":
            self.images.append(found)

    def handle_data(self, data):
        if self._script is not None:
            self.scripts.append((self._script, data))

    def handle_endtag(self, tag):
        if tag == "script":
            self._script = None


@pytest.fixture(scope="module")
def parsed(toy_site):
    return {path: Links(text) for path, text in pages(toy_site).items()}


def test_nothing_planted_is_published(toy_site):
    for path, data in files(toy_site).items():
        for secret in PLANTED:
            assert secret.encode() not in data, path
            assert secret not in path


def test_the_secrets_were_planted():
    from tests.integration.conftest import TOY

    text = "".join(p.read_text(encoding="utf-8") for p in TOY.rglob("*.yml"))
    assert all(secret in text for secret in PLANTED[:2])
    assert f"work: lantern/{PLANTED[2]}" in text


def test_no_page_loads_anything_from_another_host(parsed):
    for path, found in parsed.items():
        foreign = [u for u in found.loads if urlsplit(u).netloc or u.startswith("//")]
        assert foreign == [], path


def test_no_script_is_inline_and_no_handler_is_an_attribute(parsed):
    for path, found in parsed.items():
        inline = [
            text
            for attributes, text in found.scripts
            if "src" not in attributes and attributes.get("type") != "application/ld+json"
        ]
        assert inline == [], path
        assert found.handlers == [], path


def test_every_page_has_a_policy_without_unsafe_script(toy_site):
    for path, text in pages(toy_site).items():
        policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', text)
        if 'http-equiv="refresh"' in text and not policy:
            continue
        assert policy, path
        directives = dict(d.strip().split(" ", 1) for d in policy[1].split(";") if " " in d.strip())
        assert directives["script-src"] == "'self'", path
        assert directives["default-src"] == "'none'", path


def test_every_link_leads_to_a_page_that_exists(toy_site, parsed):
    present = set(files(toy_site))
    broken = []
    for path, found in parsed.items():
        if path == "404.html":
            continue  # served at any depth; its links start at the public base path
        for href, _rel in [*found.links, *((u, "") for u in found.loads)]:
            parts = urlsplit(href)
            if parts.scheme or parts.netloc or href.startswith("data:"):
                continue
            target = unquote(parts.path)
            if not target:
                target_file = path
            else:
                joined = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
                is_folder = target.endswith("/") or target in (".", "..") or target.endswith("/..")
                target_file = f"{joined}/index.html" if is_folder else joined
                target_file = target_file.removeprefix("./")
            if target_file not in present:
                broken.append(f"{path}: {href}")
            elif parts.fragment and unquote(parts.fragment) not in parsed[target_file].ids:
                broken.append(f"{path}: {href} (no such anchor)")
    assert broken == []


def test_outside_links_pass_nothing_on(parsed):
    for path, found in parsed.items():
        for href, rel in found.links:
            if urlsplit(href).scheme in ("http", "https"):
                assert {"noopener", "nofollow"} <= set(rel.split()), f"{path}: {href}"
            else:
                assert urlsplit(href).scheme in ("", "mailto", "tel"), f"{path}: {href}"


def test_every_picture_has_alt_and_size(parsed):
    for path, found in parsed.items():
        for image in found.images:
            assert "alt" in image, f"{path}: {image}"
            assert image.get("width") and image.get("height"), f"{path}: {image}"


def test_every_page_says_its_language_and_direction(toy_site):
    for path, text in pages(toy_site).items():
        parts = path.split("/")
        if len(parts) < 3:
            continue
        direction = "rtl" if parts[1] == "ar" else "ltr"
        head = re.search(r"<html[^>]*>", text)[0]
        assert f'lang="{parts[1]}"' in head, path
        if 'http-equiv="refresh"' not in text:
            assert f'dir="{direction}"' in head, path


def test_the_language_menu_leads_to_the_same_page(toy_site):
    for path, text in pages(toy_site).items():
        parts = path.split("/")
        if len(parts) < 3 or 'http-equiv="refresh"' in text:
            continue
        rest = "/".join(parts[2:]).removesuffix("index.html")
        up = "../" * (path.count("/") - 1)
        for tag in ("en", "zh-Hans", "ar"):
            assert f'href="{up}{tag}/{rest}"' in text, f"{path} → {tag}"


def test_our_own_markup_is_never_shown_as_text(toy_site):
    """What records say may look like markup; the toy fair says <script>, <img> and <b> only."""
    for path, text in pages(toy_site).items():
        assert not re.search(r"&lt;/?(li|span|div|bdi|a|p|svg|small)\b", text), path


def test_ids_are_unique_on_each_page(toy_site):
    for path, text in pages(toy_site).items():
        found = re.findall(r'\sid="([^"]*)"', text)
        assert sorted(set(found)) == sorted(found), path


def noting(fill, filled):
    def filling(template, **context):
        filled.append(template)
        return fill(template, **context)

    return filling


def test_stamped_pages_are_what_mkdocs_makes_byte_for_byte(
    toy_settings, toy_site, tmp_path, monkeypatch
):
    """Every record page again, the slow way: as an ordinary MkDocs page with the same values."""
    from catalog.build.settings import public_url
    from catalog.edition.localise import make_localiser
    from catalog.media.pictures import draw_missing
    from catalog.web.frame import FrameInputs, ShellSpec
    from catalog.web.frame.contents import make_frame, make_prose
    from catalog.web.pages import Renderer, plan_pages
    from catalog.web.pages.template_dependencies import TEMPLATES

    checked = check_content(toy_settings)
    catalog = in_languages(checked.catalog, ())
    theme = toy_settings.theme
    localisers = {
        tag: make_localiser(
            tag, catalog.site, catalog.edition, catalog.vocabularies, theme / "locales"
        )
        for tag in catalog.edition.languages
    }
    draw_missing(catalog, checked.pictures, toy_settings.cache)
    planned = plan_pages(catalog)
    compared = 0
    for tag in catalog.edition.languages:
        inputs = FrameInputs(
            theme / "overrides",
            toy_settings.project / "mkdocs.yml",
            make_frame(catalog, localisers[tag], localisers, checked.content.prose),
            tuple(sorted({ShellSpec(p.section, p.path.count("/")) for p in planned})),
            make_prose(checked.content.prose, localisers[tag]),
        )
        renderer = Renderer(
            catalog,
            localisers[tag],
            checked.pictures.by_path,
            checked.pictures.covers,
            checked.pictures.previews,
            theme / "pages",
            checked.plans,
            public_url(catalog),
            catalog.edition.languages,
        )
        filled = []
        monkeypatch.setattr(renderer.view, "fill", noting(renderer.view.fill, filled))
        values = []
        for page in planned:
            filled.clear()
            values.append((page.section, renderer.render(page)))
            assert filled[-1] == TEMPLATES[page.kind]
        built = build_pages(inputs, values, tmp_path)
        for path, page in built.items():
            stamped = (toy_site / catalog.edition.id / tag / path / "index.html").read_bytes()
            assert stamped == page, f"{tag}/{path}"
            compared += 1
    assert compared == len(planned) * 3
