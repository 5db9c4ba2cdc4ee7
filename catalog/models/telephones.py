"""What a telephone has to dial for a number as people write it."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple


class _Plan(NamedTuple):
    """How a country numbers: its code, the most digits behind it, what is dialled before inland."""

    code: str
    longest: int
    trunk: str


# Country, calling code, digits of the longest ordinary number, trunk prefix ("-": none).
# ITU-T E.164 and the national plans that it lists; for what is not here E.164's 15 digits hold.
_TABLE = """
US 1 10 1, CA 1 10 1, RU 7 10 8, KZ 7 10 8, EG 20 10 0, ZA 27 9 0, GR 30 10 -, NL 31 9 0, BE 32 9 0,
FR 33 9 0, ES 34 9 -, HU 36 9 06, IT 39 11 -, RO 40 9 0, CH 41 9 0, AT 43 13 0, GB 44 10 0,
DK 45 8 -, SE 46 9 0, NO 47 8 -, PL 48 9 -, DE 49 13 0, PE 51 9 0, MX 52 10 01, CU 53 8 0,
AR 54 11 0, BR 55 11 0, CL 56 9 -, CO 57 10 0, VE 58 10 0, MY 60 10 0, AU 61 9 0, ID 62 12 0,
PH 63 10 0, NZ 64 10 0, SG 65 8 -, TH 66 9 0, JP 81 10 0, KR 82 10 0, VN 84 10 0, CN 86 11 0,
TR 90 10 0, IN 91 10 0, PK 92 10 0, AF 93 9 0, LK 94 9 0, MM 95 10 0, IR 98 10 0, MA 212 9 0,
DZ 213 9 0, TN 216 8 -, LY 218 9 0, SN 221 9 -, CI 225 10 -, GH 233 9 0, NG 234 10 0, CM 237 9 -,
AO 244 9 -, SD 249 9 0, RW 250 9 0, ET 251 9 0, KE 254 9 0, TZ 255 9 0, UG 256 9 0, ZM 260 9 0,
ZW 263 9 0, PT 351 9 -, LU 352 11 -, IE 353 10 0, IS 354 7 -, AL 355 9 0, MT 356 8 -, CY 357 8 -,
FI 358 12 0, BG 359 9 0, LT 370 8 0, LV 371 8 -, EE 372 8 -, MD 373 8 0, AM 374 8 0, BY 375 9 8,
AD 376 6 -, MC 377 9 0, UA 380 9 0, RS 381 9 0, ME 382 8 0, XK 383 8 0, HR 385 9 0, SI 386 8 0,
BA 387 9 0, MK 389 8 0, CZ 420 9 -, SK 421 9 0, LI 423 7 -, GT 502 8 -, SV 503 8 -, HN 504 8 -,
NI 505 8 -, CR 506 8 -, PA 507 8 -, BO 591 8 0, EC 593 9 0, PY 595 9 0, UY 598 8 0, HK 852 8 -,
MO 853 8 -, KH 855 9 0, LA 856 10 0, BD 880 10 0, TW 886 9 0, LB 961 8 0, JO 962 9 0, SY 963 9 0,
IQ 964 10 0, KW 965 8 -, SA 966 9 0, YE 967 9 0, OM 968 8 -, PS 970 9 0, AE 971 9 0, IL 972 9 0,
BH 973 8 -, QA 974 8 -, BT 975 8 -, MN 976 8 0, NP 977 10 0, TJ 992 9 8, TM 993 8 8, AZ 994 9 0,
GE 995 9 0, KG 996 9 0, UZ 998 9 -
"""
_PLANS = {
    country: _Plan(code, int(longest), "" if trunk == "-" else trunk)
    for country, code, longest, trunk in (row.split() for row in _TABLE.split(","))
}
_BY_CODE = {plan.code: plan for plan in reversed(_PLANS.values())}
_OWN_ZERO = frozenset(("39", "378", "379", "225", "226", "229", "241", "242"))
"""Codes behind which a zero belongs to the number."""

_LONGEST = 15  # digits of any number (E.164)
_VARIES = 3  # by so many digits may numbers of a country differ in length
_READ = 200  # characters
_NUMBER = re.compile(r"[(\s]*\+?[(\s]*[0-9][0-9 ().\-/]*")
_EXTENSION = re.compile(r"\s*(?:ext|x\b|x\d|#|转|轉|分机|分機|内線|내선|доб|poste|int\b|tel)", re.I)
_MOBILE_CN = re.compile(r"1[3-9]\d{9}")


def dial(phone: str, country: str | None = None) -> str:
    """The number with its country's code and without an extension; "" where it is not clear.

    ``+44 (0)20 5555 0100`` → ``+442055550100``. No number is better than a wrong one: it stays
    beside as text.

    Args:
        country: two letters (ISO 3166-1), of whom a number without a code belongs to.
    """
    text = _plain(phone)
    found = _NUMBER.search(text)
    if not found or not _ends_well(found[0], text[found.end() :]):
        return ""
    written = found[0].strip()
    opening = re.match(r"[(\s]*(\+|00[\s-]*(?=[1-9]))[(\s]*", written)
    if opening:
        return _international(written[opening.end() :])
    plan = _PLANS.get(country or "")
    return _national(written, plan) if plan else ""


def _plain(phone: str) -> str:
    """Digits of every script as ours, hyphens of every length as one, nothing invisible."""
    kept = []
    for char in unicodedata.normalize("NFKC", phone[:_READ]):
        kind = unicodedata.category(char)
        if kind == "Nd":
            kept.append(str(unicodedata.digit(char)))
        elif kind == "Pd" or char == "\u2212":
            kept.append("-")
        elif kind == "Zs":
            kept.append(" ")
        elif kind != "Cf":
            kept.append(char)
    return "".join(kept)


def _ends_well(number: str, rest: str) -> bool:
    """Whether a number ends where digits do: 1-800-FAIRS goes on in letters."""
    return not (number[-1] in "-." and rest[:1].isalpha()) or bool(_EXTENSION.match(rest))


def _international(written: str) -> str:
    """A number from its country's code on."""
    digits = re.sub(r"\D", "", written)
    code = next((digits[:n] for n in (3, 2, 1) if digits[:n] in _BY_CODE), "")
    if not code:
        own = re.sub(r"\(\s*0\s*\)", "", written)
        digits = re.sub(r"\D", "", own)
        return f"+{digits}" if 7 <= len(digits) <= _LONGEST and digits[0] != "0" else ""
    end = [digit.end() for digit in re.finditer(r"\d", written)][len(code) - 1]
    return _whole(_BY_CODE[code], written[end:].lstrip(") .-/"))


def _national(written: str, plan: _Plan) -> str:
    """A number as it is dialled inland."""
    digits = re.sub(r"\D", "", written)
    if plan.code == "86" and _MOBILE_CN.match(digits):
        return _whole(plan, written)
    if plan.code == "1" and len(digits) == plan.longest and digits[0] not in "01":
        return f"+1{digits}"
    if plan.code in _OWN_ZERO:
        return _whole(plan, written) if len(digits) > plan.longest - _VARIES else ""
    if plan.trunk:
        return _whole(plan, written) if digits.startswith(plan.trunk) else ""
    return f"+{plan.code}{digits}" if len(digits) == plan.longest else ""


def _whole(plan: _Plan, written: str) -> str:
    """A number behind its country's code: without a trunk prefix, without an extension."""
    parts = _without_trunk(plan, re.split(r"(\D+)", written.strip("() .-/")), written)
    while parts and sum(map(len, parts[::2])) > plan.longest:
        cuts = [at for at in range(1, len(parts), 2) if set(parts[at]) & set("-/")]
        parts = parts[: cuts[-1]] if cuts else []
        if sum(map(len, parts[::2])) < plan.longest - _VARIES:
            return ""
    number = "".join(parts[::2])
    whole = f"+{plan.code}{number}"
    fits = len(number) > _VARIES and len(whole) <= _LONGEST + 1
    if plan.code == "1":
        fits = len(number) == plan.longest
    return whole if fits else ""


def _without_trunk(plan: _Plan, parts: list[str], written: str) -> list[str]:
    """Groups of digits with what stands between, without what is dialled inland only."""
    first, digits = parts[0], "".join(parts[::2])
    if plan.code in _OWN_ZERO:
        return parts
    bracketed = re.match(r"\(\s*(\d+)\s*\)", written)
    if bracketed and bracketed[1] in ("0", plan.trunk):
        parts = parts[2:] if first == bracketed[1] else parts
    elif first.startswith("0") and plan.trunk != "06" and plan.trunk != "01":
        parts = [first.lstrip("0"), *parts[1:]]
    elif plan.trunk and first.startswith(plan.trunk) and len(digits) > plan.longest:
        parts = [first.removeprefix(plan.trunk), *parts[1:]]
    inner = any(
        "(" in gap and group == "0" for gap, group in zip(parts[1::2], parts[2::2], strict=False)
    )
    return [] if inner else parts
