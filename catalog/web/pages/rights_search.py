"""The buyer's question: which works are open for a right, in a territory, in a language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from markupsafe import Markup

from catalog.models.territories import COUNTRIES, SETS
from catalog.models.vocabularies import KINDS, RIGHTS
from catalog.web.pages.markup import html, raw
from catalog.web.pages.plan import list_path
from catalog.web.pages.texts import ROOT
from catalog.web.pages.view import Content, View

_GAP = re.compile(r"(?:\w*ـ )?%\(\w+\)s[,.;:?!،؛؟，、。；：？！]+")


def rights_content(view: View) -> Content:
    """The page of rights: a sentence to fill in, and a plain table for reading without script."""
    title = view.gettext("Rights")
    return Content(
        title=title,
        description=view.gettext("Which rights are on offer, where, in which language and by whom"),
        template="rights.html",
        context={
            "sentence": rights_sentence(view),
            "groups": [
                (ROOT + list_path(f"works/group/{group}"), view.localiser.label("group", group))
                for group, _count in view.lists.groups
            ],
            "rows": _rows(view),
        },
    )


def rights_sentence(view: View, *, countries: bool = True) -> Markup:
    """The question with its gaps; each language has its own order of words.

    Without ``countries`` only regions are offered: they are 6 KB less on a page.
    """
    _, localiser = view.gettext, view.localiser
    kinds = [k for k, _count in view.lists.kinds]
    territory = {code: localiser.territory(code) for code in (*SETS, *COUNTRIES)}
    named_countries = (_("Countries"), dict(_by_name((c, territory[c]) for c in COUNTRIES)))
    gaps = {
        "right": _gap(
            _("Right"),
            "right",
            localiser.pgettext("I am looking for … rights", "any"),
            {
                right: localiser.label("right", right)
                for right in RIGHTS
                if right in view.lists.named
            },
        ),
        "kind": _gap(
            _("Kind"),
            "kind",
            _("any kind of work"),
            {kind: localiser.label("kind", kind) for kind in KINDS if kind in kinds},
        ),
        "territory": _gap(
            _("Territory"),
            "in",
            _("any territory"),
            {code: territory[code] for code in SETS},
            named_countries if countries else None,
        ),
        "language": _gap(
            _("Language"),
            "for",
            _("any language"),
            dict(_by_name((tag, localiser.language(tag)) for tag in view.lists.spoken)),
        ),
    }
    pattern = _(
        "I am looking for %(right)s rights to %(kind)s, for %(territory)s, in %(language)s."
    )
    # No line begins with the comma after a gap, none ends with an Arabic prefix before it.
    held = _GAP.sub(r'<span class="sc-say__gap">\g<0></span>', escape(pattern, quote=False))
    return raw(held % gaps)


def _by_name(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return sorted(pairs, key=lambda pair: pair[1].casefold())


def _gap(
    label: str,
    name: str,
    nothing: str,
    options: Mapping[str, str],
    more: tuple[str, Mapping[str, str]] | None = None,
) -> Markup:
    def listed(entries: Mapping[str, str]) -> str:
        return "".join(
            f'<option value="{escape(id)}">{escape(text)}</option>' for id, text in entries.items()
        )

    group = f'<optgroup label="{escape(more[0])}">{listed(more[1])}</optgroup>' if more else ""
    return raw(
        f'<label><span class="sc-vh">{escape(label)}</span><select name="{name}">'
        f'<option value="">{escape(nothing)}</option>{listed(options)}{group}</select></label>'
    )


def _rows(view: View) -> list[dict[str, Any]]:
    """How many works each right is on offer for, all and by group."""
    rows = []
    for right in RIGHTS:
        offers = view.lists.offers.get(right)
        if not offers:
            continue
        counts = [offers.get(group, 0) for group, _count in view.lists.groups]
        rows.append(
            {
                "href": ROOT + list_path(f"works/right/{right}"),
                "label": html(view.localiser.label("right", right)),
                "count": view.localiser.number(sum(counts)),
                "counts": [view.localiser.number(n) if n else "–" for n in counts],
            }
        )
    return rows
