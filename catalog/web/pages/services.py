"""Who helps works to travel."""

from __future__ import annotations

from catalog.models.service import Service
from catalog.web.pages.browse import provider
from catalog.web.pages.companies import contact_context
from catalog.web.pages.markdown import plain_text
from catalog.web.pages.markup import html
from catalog.web.pages.structured_data import service_data
from catalog.web.pages.texts import outside
from catalog.web.pages.view import Content, Row, View


def service_content(view: View, service: Service) -> Content:
    """A service."""
    _, label, texts = view.gettext, view.localiser.label, view.texts
    rows: list[Row] = [(_("Offered by"), provider(view, service))]
    if service.cost:
        rows.append((_("Cost"), html(label("cost", service.cost))))
    if service.languages:
        rows.append((_("Languages"), html(view.phrases.language_names(service.languages))))
    if service.regions:
        rows.append((_("Regions served"), html(view.phrases.territory_names(service.regions))))
    contact = service.contact if service.contact and service.contact.public else None
    name, about = texts.plain(service.name), plain_text(texts.plain(service.about))
    return Content(
        title=name,
        description=about,
        template="service.html",
        context={
            "name": texts.said(service.name),
            "type": label("service-type", service.type),
            "about": texts.prose(service.about, 2),
            "facts": rows,
            "url": outside(service.url),
            "contact": contact_context(view, contact, country_of(view, service))
            if contact
            else None,
        },
        translated=[t for t in view.edition.languages if t in service.name or t in service.about],
        data=service_data(view, service, name, about),
    )


def country_of(view: View, service: Service) -> str | None:
    """The country of who offers it, where that is known."""
    company = view.catalog.companies.get(service.company or "")
    return company.country if company else None
