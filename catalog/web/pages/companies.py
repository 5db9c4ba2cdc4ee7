"""A company's page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from catalog.models.company import Company, Contact
from catalog.models.telephones import dial
from catalog.web.pages.markdown import plain_text
from catalog.web.pages.markup import html, raw
from catalog.web.pages.media import INNER
from catalog.web.pages.plan import PER_PAGE, card_file, company_path, list_path
from catalog.web.pages.structured_data import company_data
from catalog.web.pages.texts import ROOT, link_out, outside
from catalog.web.pages.view import Content, Row, View
from catalog.web.pages.works import gallery_items, illustration_note


def company_content(view: View, company: Company, previews: dict[str, str]) -> Content:
    """Everything that a visitor should see of a company."""
    texts, catalog = view.texts, view.catalog
    works = catalog.works_of(company.id)
    stands = catalog.stands_of(company.id)
    name = texts.plain(company.name)
    about = texts.plain(company.about)
    halls = [h for h in view.edition.halls if any(s.hall == h.id for s in stands)]
    context: dict[str, Any] = {
        "company": company,
        "name": texts.said(company.name),
        "own_name": view.companies.own_name_line(company, "sc-o sc-second"),
        "place": _place(view, company),
        "logo": view.companies.logo(company),
        "meeting": next((s.meeting_url for s in stands if outside(s.meeting_url)), ""),
        "website": outside(company.website),
        "wide": _wide(view, company),
        "about": texts.prose(company.about, 2),
        "figures": list(_figures(view, company)),
        "facts": list(_facts(view, company)),
        "stands": [
            {
                "code": view.stands.code(stand),
                "href": view.stands.href(stand),
                "hall": view.stands.hall_name(hall) if hall else "",
                "languages": view.phrases.language_names(stand.languages),
            }
            for stand in stands
            for hall in [view.edition.hall(stand.hall)]
        ],
        "works": view.works.cards(works[:PER_PAGE], 3),
        "columns": min(5, max(3, len(works))),
        "illustrated": view.works.illustrated(works[:PER_PAGE]),
        "more_href": ROOT + list_path(f"works/company/{company.id}", 2)
        if len(works) > PER_PAGE
        else "",
        "plans": [
            (view.stands.hall_name(hall), plan)
            for hall in halls
            if (plan := view.stands.plan(hall, own=stands))
        ],
        "contacts": [
            contact_context(view, contact, company.country) for contact in company.public_contacts
        ],
        "gallery": gallery_items(view, company.gallery),
        "events": view.events.contexts(catalog.events_of(company.id)),
        "card_href": f"{ROOT}../{card_file(company.id)}",
        "qr": view.qr(company_path(company.id)),
    }
    preview = next((previews[w.id] for w in works if w.id in previews), "")
    description = plain_text(about)
    return Content(
        title=name,
        description=description,
        template="company.html",
        context=context,
        preview=preview,
        kind="profile",
        translated=[t for t in view.edition.languages if t in company.name or t in company.about],
        data=company_data(view, company, name, description),
    )


def contact_context(view: View, contact: Contact, country: str | None) -> dict[str, Any]:
    """What ``parts/contact.html`` prints; only ever called with public contacts."""
    _ = view.gettext
    ways = contact_ways(view, contact.email, contact.phone, country)
    for label, value in (
        (_("WeChat"), contact.wechat),
        ("QQ", contact.qq),
        ("WhatsApp", contact.whatsapp),
    ):
        if value:
            ways.append((label, raw(f'<bdi dir="ltr">{html(value)}</bdi>')))
    return {
        "name": view.texts.inline(contact.name),
        "role": view.texts.inline(contact.role),
        "ways": ways,
        "languages": view.phrases.language_names(contact.languages),
    }


def contact_ways(
    view: View, email: str | None, phone: str | None, country: str | None
) -> list[Row]:
    """An address and a number that can be used with a tap.

    Args:
        country: whose a number without a country's code is.
    """
    ways: list[Row] = []
    if email:
        address = quote(email, safe="@.+-_")
        ways.append(
            (
                view.gettext("E-mail"),
                raw(
                    f'<a class="sc-ref" href="mailto:{address}">'
                    f'<bdi dir="ltr">{html(email)}</bdi></a>'
                ),
            )
        )
    if phone:
        number, shown = dial(phone, country), f'<bdi dir="ltr">{html(phone)}</bdi>'
        linked = f'<a class="sc-ref" href="tel:{number}">{shown}</a>' if number else shown
        ways.append((view.gettext("Phone"), raw(linked)))
    return ways


def _place(view: View, company: Company) -> Markup:
    country = view.localiser.territory(company.country)
    return view.texts.join([view.texts.inline(company.city), html(country)])


def _wide(view: View, company: Company) -> dict[str, Any] | None:
    """The company's own wide picture, or one of a work of its own, said to be that."""
    picture = view.media.find(company.wide)
    if picture and company.wide:
        notes = [view.texts.inline(company.wide.credit)]
        if company.wide.illustration:
            notes.insert(0, html(view.gettext("Illustration for the catalogue")))
        alt = view.media.alt(company.wide, "")
        return {
            "image": view.media.img(picture, INNER, alt, eager=True),
            "note": view.texts.join(notes),
        }
    for work in view.catalog.works_of(company.id):
        picture = view.media.find(work.wide)
        if picture and work.company == company.id:
            notes = [view.works.link(work)]
            if view.media.is_illustration(work.wide):
                notes.append(illustration_note(view))
            alt = view.media.alt(work.wide, view.texts.plain(work.title))
            return {
                "image": view.media.img(picture, INNER, alt, eager=True),
                "note": raw(" · ").join(notes),
            }
    return None


def _figures(view: View, company: Company) -> Iterator[tuple[str, str]]:
    """The few numbers that are set large."""
    _, number = view.gettext, view.localiser.number
    works = view.catalog.works_of(company.id)
    if company.founded:
        yield view.phrases.year(company.founded), _("Founded")
    if works:
        yield number(len(works)), _("Works here")
    tags = {t for work in works for version in work.languages for t in version.lang}
    if len(tags) > 1:
        yield number(len(tags)), _("Languages on offer")


def _facts(view: View, company: Company) -> Iterator[Row]:
    _, texts, localiser = view.gettext, view.texts, view.localiser
    yield (
        _("Type"),
        html(localiser.join([localiser.label("company-type", t) for t in company.type])),
    )
    if company.legal_name:
        yield _("Legal name"), texts.inline(company.legal_name)
    if company.size:
        yield _("Size"), html(localiser.label("company-size", company.size))
    if company.languages:
        yield _("Languages"), html(view.phrases.language_names(company.languages))
    if company.markets:
        yield _("Markets"), html(view.phrases.territory_names(company.markets))
    if company.looking_for:
        yield _("Looking for"), texts.inline(company.looking_for)
    if outside(company.website):
        shown = (company.website or "").partition("://")[2].rstrip("/")
        yield _("Website"), link_out(company.website, shown, "sc-ref")
    if company.social:
        links = [link_out(url, system, "sc-ref") for system, url in company.social.items()]
        yield _("Social media"), texts.join(links)
