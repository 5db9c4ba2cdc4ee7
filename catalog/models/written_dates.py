"""Dates and times as people write them: only to say how to write them here."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, time
from zoneinfo import available_timezones

from catalog.models.words import LONGEST, by_word, fold

_CHINESE_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?P<name>{'|'.join(_MONTHS)})[a-z]*\.?"
_FORMS = tuple(
    re.compile(form)
    for form in (
        r"(?P<y>\d{4})\s*年\s*(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*[日号]?",
        r"(?P<y>\d{4})\s*年\s*(?P<m>\d{1,2})\s*月",
        r"(?P<y>\d{4})\s*年",
        r"(?<!\d)(?P<y>\d{4})\s*[-./‐–]\s*(?P<m>\d{1,2})\s*[-./‐–]\s*(?P<d>\d{1,2})(?!\d)",
        r"(?<!\d)(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})(?!\d)",
        rf"{_MONTH}\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>\d{{4}})",
        rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH},?\s+(?P<y>\d{{4}})",
        rf"{_MONTH},?\s+(?P<y>\d{{4}})",
        r"(?<!\d)(?P<y>\d{4})\s*[-./‐–]\s*(?P<m>\d{1,2})(?!\d)",
        r"(?<![\d/.-])(?P<m>\d{1,2})\s*[./-]\s*(?P<y>\d{4})(?!\d)",
        r"(?<![\d/.-])(?P<y>(?:19|20)\d{2})(?![\d/.-])",
    )
)
_ZONES = by_word(
    {
        "Asia/Shanghai": (
            "北京时间, 北京, 中国时间, 中国, 中国标准时间, 东八区, 上海, 杭州, 深圳, 广州, "
            "beijing, china, beijing time, utc+8, gmt+8, utc+08:00, gmt+08:00, asia beijing, +8"
        ),
        "Asia/Hong_Kong": "香港, hong kong",
        "Asia/Taipei": "台北, taipei",
        "Asia/Tokyo": "东京, 东京时间, 日本, japan, jst, utc+9",
        "Asia/Seoul": "首尔, 韩国, korea, kst",
        "Asia/Singapore": "新加坡, singapore",
        "Asia/Dubai": "迪拜, dubai, uae",
        "Europe/London": "伦敦, 英国, uk, london, gmt, bst",
        "Europe/Paris": "巴黎, 法国, france, paris",
        "Europe/Berlin": "柏林, 法兰克福, 德国, germany, frankfurt, cet",
        "America/New_York": "纽约, new york, est, edt, eastern time",
        "America/Los_Angeles": "洛杉矶, los angeles, pst, pdt, pacific time",
    }
)
_CLOCK = re.compile(
    r"(?P<h>\d{1,2})\s*(?:[:.点时]\s*(?P<min>\d{2}|半)?\s*分?)?\s*(?P<pm>[ap]\.?m)?"
)
_OFFSET = re.compile(r"\d\s*(?:z\b|[+-]\d)")  # of another zone than the venue's, perhaps
_LATE = ("下午", "晚上", "晚", "傍晚")


def date_meant(text: str) -> str:
    """``2026年11月``, ``3 Nov 2026`` → ``2026-11``, ``2026-11-03``; "" where that is not clear.

    A day and month in figures before the year are not: who can tell which is which?
    """
    found = _date(_plain(text))
    return found[0] if found else ""


def time_meant(text: str) -> str:
    """``2026年11月26日下午2点半`` → ``2026-11-26 14:30``; "" where that is not clear."""
    plain = _plain(text)
    found = _date(plain)
    if not found or len(found[0]) < 10:
        return ""
    day, rest = found
    clock = _CLOCK.search(rest.replace("t", " "))
    if (
        not clock
        or _OFFSET.search(rest)
        or not (clock["min"] or clock["pm"] or re.search("[点时]", clock[0]))
    ):
        return ""
    hour, minute = int(clock["h"]), 30 if clock["min"] == "半" else int(clock["min"] or 0)
    late = any(word in rest for word in _LATE) or (clock["pm"] or "").startswith("p")
    hour += 12 if late and hour < 12 else 0
    try:
        return f"{day} {time(hour, minute):%H:%M}"
    except ValueError:
        return ""


def zone_meant(text: str) -> str:
    """``北京时间``, ``UTC+8``, ``Paris`` → a time zone's name; "" where that is not clear."""
    word = fold(text)
    if re.search(r"-\s*\d", text):  # west of Greenwich, which folding does not tell from east
        return ""
    if word in _ZONES:
        return _ZONES[word][0]
    city = word.replace(" ", "_")
    found = [zone for zone in available_timezones() if zone.lower().rpartition("/")[2] == city]
    return found[0] if len(found) == 1 else ""


def _plain(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text[:LONGEST]).lower()
    return (
        plain.translate(_CHINESE_DIGITS)
        if re.search("[〇零一二三四五六七八九]{4}年", plain)
        else plain
    )


def _date(plain: str) -> tuple[str, str] | None:
    """The date as it is to be written, and what else there is."""
    for form in _FORMS:
        found = form.search(plain)
        if found:
            break
    else:
        return None
    known = {name: value for name, value in found.groupdict().items() if value}
    month = _MONTHS.index(known["name"]) + 1 if "name" in known else int(known.get("m", 0))
    parts = [int(known["y"]), month, int(known.get("d", 0))]
    try:
        date(parts[0], parts[1] or 1, parts[2] or 1)
    except ValueError:
        return None
    written = f"{parts[0]:04}" + "".join(f"-{part:02}" for part in parts[1:] if part)
    return written, f"{plain[: found.start()]} {plain[found.end() :]}"
