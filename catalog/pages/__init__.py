"""Pages of records: which there are (plan), and what they say in one language (renderer)."""

from catalog.pages.plan import Page, plan_pages
from catalog.pages.renderer import Renderer, Stamp

__all__ = ["Page", "Renderer", "Stamp", "plan_pages"]
