"""Records become the immutable ``Catalog`` of one edition, and its rules.

In: records. Out: a :class:`~catalog.edition.resolve.Catalog` whose ids are relations, what breaks
a rule across records (:mod:`~catalog.edition.checks`), what is open for whom
(:mod:`~catalog.edition.rights`), and which text a reader is shown
(:mod:`~catalog.edition.localise`).
"""
