"""Pages of records: which there are (plan), and what they say in one language (renderer)."""

from catalog.web.pages.plan import Lists, Page, make_lists, plan_pages
from catalog.web.pages.renderer import Renderer, Stamp

__all__ = ["Lists", "Page", "Renderer", "Stamp", "make_lists", "plan_pages"]
