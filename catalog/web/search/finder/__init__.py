"""The data that the browser filters and searches: compact columns, written as classic scripts."""

from catalog.web.search.finder.build import Finder, changed_groups, make_finder

__all__ = ["Finder", "changed_groups", "make_finder"]
