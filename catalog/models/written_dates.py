"""Dates and times as people write them: only to say how to write them here."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, time
from zoneinfo import available_timezones

from catalog.models.spelling import LONGEST, by_word, fold

_CHINESE_DIGITS = str.maketrans("〇零一二两三四五六七八九", "001223456789")
_CHINESE_YEAR = re.compile(r"[〇零一二三四五六七八九]{4}(?=\s*年)")
_CHINESE_NUMBER = re.compile(
    r"([二三四五]?十[一二三四五六七八九]?|[一二两三四五六七八九])(?=\s*[月日号点时分])"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_NAMES = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    "sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_MONTH = rf"\b(?P<name>{_MONTH_NAMES})\b\.?"
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
_WEEKDAY = re.compile(
    r"(?:星期|周|礼拜)[一二三四五六日天]|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?"
)
_CLOCK = re.compile(
    r"(?P<part>凌晨|清晨|早上|早晨|上午|早|中午|正午|午后|下午|傍晚|晚上|晚间|晚)?\s*(?P<h>\d{1,2})\s*"
    r"(?:[:.]\s*(?P<min>\d{2})(?::00)?|(?P<word>[点时])\s*(?:(?P<past>\d{1,2}|半|一刻|三刻)\s*分?|整|钟)?)?"
    r"\s*(?P<half>[ap])?(?(half)\.?m\.?)"
)
_PAST = {"半": 30, "一刻": 15, "三刻": 45}
# Which hours of its clock a part of the day has; the others are left to whoever wrote them, for
# 晚上12点 is of the next day to some.
_PARTS = (
    (("凌晨",), range(1, 7), 0),
    (("清晨", "早上", "早晨", "上午", "早"), range(5, 12), 0),
    (("中午", "正午"), range(11, 13), 0),
    (("中午", "午后", "下午"), range(1, 7), 12),
    (("午后", "下午"), range(12, 19), 0),
    (("傍晚",), range(4, 9), 12),
    (("傍晚",), range(16, 21), 0),
    (("晚上", "晚间", "晚"), range(6, 12), 12),
    (("晚上", "晚间", "晚"), range(18, 24), 0),
    (("a",), range(1, 12), 0),
    (("a",), range(12, 13), -12),
    (("p",), range(1, 12), 12),
    (("p",), range(12, 24), 0),
)
# More of a date than was understood: another number, another month.
_MORE = re.compile(rf"\d|[一二三四五六七八九十]\s*[年月日号]|{_MONTH}")
_CONTINENTS = ("Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")
_EAST_8 = re.compile(r"(?:utc|gmt)?\s*\+\s*0?8(?::?00)?")


def date_meant(text: str) -> str:
    """``2026年11月``, ``3 Nov 2026`` → ``2026-11``, ``2026-11-03``; "" where that is not clear.

    A day and month in figures before the year are not: who can tell which is which?
    """
    found = _date(_plain(text))
    # A spreadsheet's midnight says nothing.
    rest = re.sub(r"\b\d{1,2}:\d{2}(:\d{2})?(?!\d)", "", found[1]) if found else ""
    return found[0] if found and not _MORE.search(rest) else ""


def time_meant(text: str) -> str:
    """``2026年11月26日下午2点半`` → ``2026-11-26 14:30``; "" where that is not clear."""
    found = _date(_plain(text))
    if not found or len(found[0]) < 10:
        return ""
    day, rest = found
    clock = _CLOCK.fullmatch(_WEEKDAY.sub(" ", re.sub(r"\bt(?=\d)", " ", rest)).strip(" ,;()"))
    if not clock or not (clock["min"] or clock["word"] or clock["half"]):
        return ""
    hour, past = int(clock["h"]), clock["past"] or clock["min"] or "0"
    if clock["part"] and clock["half"]:
        return ""
    part = clock["part"] or clock["half"]
    if part:
        moved = [by for words, hours, by in _PARTS if part in words and hour in hours]
        if not moved:
            return ""
        hour += moved[0]
    elif clock["word"] and 0 < hour < 7:  # 2点 is as good as always in the afternoon
        return ""
    try:
        return f"{day} {time(hour, _PAST.get(past) or int(past)):%H:%M}"
    except ValueError:
        return ""


def zone_meant(text: str) -> str:
    """``北京时间``, ``UTC+8``, ``Paris`` → a time zone's name; "" where that is not clear."""
    word = fold(text)
    plain = unicodedata.normalize("NFKC", text[:LONGEST]).strip().lower()
    if _EAST_8.fullmatch(plain):
        return "Asia/Shanghai"
    if re.search(r"-\s*\d", text):  # west of Greenwich, which folding does not tell from east
        return ""
    if word in _ZONES:
        return _ZONES[word][0]
    found = []
    for zone in available_timezones():
        region, _, city = zone.partition("/")
        if region in _CONTINENTS and word in (fold(zone), fold(city)) and "/" not in city:
            found.append(zone)
    return found[0] if len(found) == 1 else ""


def _plain(text: str) -> str:
    """In figures as far as years, months, days and hours are concerned."""
    plain = unicodedata.normalize("NFKC", text[:LONGEST]).lower()
    plain = _CHINESE_YEAR.sub(lambda found: found[0].translate(_CHINESE_DIGITS), plain)
    return _CHINESE_NUMBER.sub(lambda found: _number(found[0]), plain)


def _number(word: str) -> str:
    tens, ten, ones = word.rpartition("十")
    digits = ones.translate(_CHINESE_DIGITS) or "0"
    return (tens.translate(_CHINESE_DIGITS) or "1") + digits if ten else digits


def _date(plain: str) -> tuple[str, str] | None:
    """The date as it is to be written, and what else there is."""
    for form in _FORMS:
        found = form.search(plain)
        if found:
            break
    else:
        return None
    known = {name: value for name, value in found.groupdict().items() if value}
    if "name" in known:
        known["m"] = str(_MONTHS.index(known["name"][:3]) + 1)
    parts = [int(known["y"]), int(known.get("m", 0)), int(known.get("d", 0))]
    if any(not int(known.get(name, 1)) for name in "md"):  # 2026-00-10
        return None
    try:
        date(parts[0], parts[1] or 1, parts[2] or 1)
    except ValueError:
        return None
    written = f"{parts[0]:04}" + "".join(f"-{part:02}" for part in parts[1:] if part)
    return written, f"{plain[: found.start()]} {plain[found.end() :]}"
