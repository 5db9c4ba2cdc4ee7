"""Rules on what contacts make public."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from catalog.core.problems import Loc, Problem, problem
from catalog.edition.checks.subject import Subject

# A mainland Chinese mobile number, with or without +86, once spaces and hyphens are gone.
_MOBILE = re.compile(r"(?<![\d+])(?:(?:\+|00)?86)?1[3-9]\d{9}(?!\d)")
# Where people, not offices, have their mail.
_MAILBOXES = frozenset(
    (
        "qq.com",
        "foxmail.com",
        "163.com",
        "126.com",
        "yeah.net",
        "sina.com",
        "sina.cn",
        "sohu.com",
        "139.com",
        "189.cn",
        "aliyun.com",
        "gmail.com",
        "googlemail.com",
        "outlook.com",
        "hotmail.com",
        "live.com",
        "msn.com",
        "yahoo.com",
        "yahoo.co.jp",
        "icloud.com",
        "me.com",
        "mac.com",
        "aol.com",
        "proton.me",
        "protonmail.com",
        "gmx.com",
        "gmx.de",
        "web.de",
        "mail.ru",
        "yandex.ru",
        "naver.com",
        "daum.net",
        "hanmail.net",
    )
)


class _Published(NamedTuple):
    """A value that visitors will read, and where it is written."""

    path: str
    loc: Loc
    value: str
    hint: str


def personal_contact(subject: Subject) -> Iterator[Problem]:
    """A public contact should be an office's, not somebody's own mobile or mailbox."""
    for found in _published(subject):
        what = _personal(found.loc[-1], found.value)
        if what:
            yield problem(
                "personal-contact",
                found.path,
                found.loc,
                hint=found.hint,
                value=found.value,
                what=f"@{what}",
            )


def _personal(key: object, value: str) -> str:
    if key == "email" or "@" in value:
        return "mailbox" if value.rpartition("@")[2].lower() in _MAILBOXES else ""
    plain = re.sub(r"[\s().\-‐‑–]", "", value)
    return "mobile" if _MOBILE.search(plain) else ""


def _published(subject: Subject) -> Iterator[_Published]:
    records = subject.records
    keys = ("email", "phone", "wechat", "whatsapp")
    for company in records.companies.values():
        for index, contact in enumerate(company.contacts):
            for key in keys if contact.public else ():
                value = getattr(contact, key)
                if value:
                    yield _Published(company.path, ("contacts", index, key), value, "")
    for service in records.services.values():
        for key in keys if service.contact and service.contact.public else ():
            value = getattr(service.contact, key)
            if value:
                yield _Published(service.path, ("contact", key), value, "")
    edition, site = records.edition, records.site
    for key in ("email", "phone"):
        value = getattr(edition.contact, key) if edition.contact else None
        if value:
            yield _Published(edition.path, ("contact", key), value, "organizers")
    if site.contact:
        yield _Published(site.path, ("contact",), site.contact, "organizers")
