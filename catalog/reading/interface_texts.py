"""Interface texts, compiled from gettext catalogues; how gettext spells language tags."""

from __future__ import annotations

import gettext as gettext_module
import hashlib
import io
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from catalog.core.cache import read_cached, write_cached
from catalog.core.errors import CatalogError

DOMAIN = "catalog"
_FORM = "mo-1"  # how a compiled catalogue is kept


def gettext_tag(tag: str) -> str:
    """``zh-Hans`` → ``zh_Hans``, as folders of catalogues are named."""
    return tag.replace("-", "_")


class Translations(gettext_module.GNUTranslations):
    """Compiled interface texts, which can be sent to another process."""

    def __init__(self, compiled: bytes) -> None:
        self._compiled = compiled
        super().__init__(io.BytesIO(compiled))

    def __reduce__(self) -> tuple[type[Translations], tuple[bytes]]:
        return Translations, (self._compiled,)


def read_translations(
    locales: Path, tag: str, cache: Path | None = None
) -> gettext_module.NullTranslations:
    """The interface texts of a language, compiled from its ``.po``; English where there is none.

    With ``cache`` the compiled catalogue is kept there under its content's hash.

    Raises:
        CatalogError: the catalogue cannot be read.
    """
    source = locales / gettext_tag(tag) / "LC_MESSAGES" / f"{DOMAIN}.po"
    if not source.is_file():
        return gettext_module.NullTranslations()
    data = source.read_bytes()
    key = hashlib.sha256(data).hexdigest()[:16]
    compiled = cache / "locales" / f"{tag}-{key}.mo" if cache else None
    if compiled and (kept := read_cached(compiled, _FORM)) is not None:
        return Translations(kept)
    try:
        messages = read_po(io.BytesIO(data), locale=gettext_tag(tag), domain=DOMAIN)
    except (ValueError, UnicodeDecodeError) as error:
        raise CatalogError(
            f"the interface texts {source} cannot be read: {error}",
            "correct the file, or take it back from version control",
        ) from error
    buffer = io.BytesIO()
    write_mo(buffer, messages)
    if compiled:
        write_cached(compiled, _FORM, buffer.getvalue())
    return Translations(buffer.getvalue())
