"""Halls and stands: how they are called, where they are, and their plans."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from catalog.edition.resolve import Catalog
from catalog.media.hall_plans import Plan, StandLink, render_plan, stand_anchor
from catalog.models.edition import Edition, Hall, Stand, hall_sign, stand_code
from catalog.web.pages.markup import escape, html, raw
from catalog.web.pages.phrases import Phrases
from catalog.web.pages.plan import company_path, hall_path
from catalog.web.pages.texts import ROOT, Texts


class Stands:
    """Halls and stands as readers of one language see them."""

    def __init__(
        self, catalog: Catalog, plans: Mapping[str, Plan], phrases: Phrases, texts: Texts
    ) -> None:
        self.catalog = catalog
        self.edition: Edition = catalog.edition
        self.plans = plans
        self.phrases = phrases
        self.texts = texts
        self.localiser = phrases.localiser
        self.gettext = phrases.gettext

    def hall_sign(self, hall: Hall) -> str:
        """What a sign would show for a hall: "3" of ``hall-3``, "A" of ``hall-a``."""
        return hall_sign(hall.id)

    def hall_name(self, hall: Hall) -> Markup:
        """A hall's name, or "Hall 3"."""
        if hall.name:
            return self.texts.inline(hall.name)
        sign = self.hall_sign(hall) or hall.id
        return html(self.gettext("Hall %(name)s") % {"name": sign})

    def hall_title(self, hall: Hall) -> str:
        """The same, plain."""
        if hall.name:
            return self.texts.plain(hall.name)
        return self.gettext("Hall %(name)s") % {"name": self.hall_sign(hall) or hall.id}

    def code(self, stand: Stand) -> Markup:
        """``3 · B12``; does not turn round in a right-to-left line."""
        return raw(f'<bdi dir="ltr">{escape(self.label(stand))}</bdi>')

    def label(self, stand: Stand) -> str:
        """The same, plain."""
        return stand_code(stand.number, stand.hall)

    def href(self, stand: Stand) -> str:
        """A stand on its hall's page."""
        return f"{ROOT}{hall_path(stand.hall)}#{stand_anchor(stand.number)}"

    def plan(
        self, hall: Hall, *, own: Sequence[Stand] = (), whole: bool = False, still: bool = False
    ) -> Markup:
        """A hall's plan, or nothing where it has none.

        With ``own`` these stands are marked; ``whole`` is for the hall's own page, where each
        shape leads to the company or to the list below. Elsewhere only the marked ones are
        links: hundreds of others would outweigh the page. A ``still`` plan has none at all.
        """
        plan = self.plans.get(hall.id)
        if plan is None:
            return raw("")
        links = {}
        shown = () if still else self.catalog.stands_in(hall.id) if whole else own
        for stand in (s for s in shown if s.hall == hall.id):
            names = [self.texts.plain(self.catalog.companies[c].name) for c in stand.companies]
            href = ROOT + company_path(stand.companies[0])
            if len(stand.companies) > 1:
                lead = "" if whole else ROOT + hall_path(hall.id)
                href = f"{lead}#at-{stand_anchor(stand.number)}"
            title = self.phrases.labelled(stand.number, self.localiser.join(names))
            links[stand.number] = StandLink(href, title)
        label = self.gettext("Plan of %(hall)s") % {"hall": self.hall_title(hall)}
        marked = frozenset(stand.number for stand in own if stand.hall == hall.id)
        return raw(render_plan(plan, links, label=label, highlight=marked, anchors=whole))
