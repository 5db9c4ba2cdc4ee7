"""Dates, numbers and names of fields as people write them: what to write is valid, or not said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, create_model

from catalog.models.dates import Day, LocalTime, PartialDate
from catalog.models.edition import Edition
from catalog.models.field_names import field_meant
from catalog.models.scalars import Boolean, Integer
from catalog.models.spelling import split_words
from catalog.models.written_dates import date_meant, time_meant, zone_meant
from tests.unit.models.test_addresses import told

DATES = [
    ("2026年11月3日", "2026-11-03"),
    ("2026年11月", "2026-11"),
    ("２０２６年", "2026"),
    ("二〇二六年", "2026"),
    ("预计2027年上映", "2027"),
    ("2026.11.3", "2026-11-03"),
    ("2026-9-3", "2026-09-03"),
    ("20261103", "2026-11-03"),
    ("11/2026", "2026-11"),
    ("Nov 3, 2026", "2026-11-03"),
    ("3rd of November 2026", "2026-11-03"),
    ("November 2026", "2026-11"),
    ("3/11/2026", ""),  # the third of November, or the eleventh of March
    ("2024-02-30", ""),
    ("二〇二六年十一月", "2026-11"),
    ("二〇二六年十月三十一日", "2026-10-31"),
    ("2026-11-03 00:00:00", "2026-11-03"),
    ("Sept 2026", "2026-09"),
    ("marketing 2026", "2026"),
    ("2024 - 2026", ""),
    ("2024年至2026年", ""),
    ("November to December 2026", ""),
    ("2026-00-10", ""),
    ("2026-10-00", ""),
    ("soon", ""),
]


@pytest.mark.parametrize("text, date", DATES)
def test_date(text, date):
    assert date_meant(text) == date


@pytest.mark.parametrize(
    "text, hint",
    [("2026年11月", "day"), ("2026-11", "day"), ("2026年11月3日", "fix"), ("soon", "")],
)
def test_a_whole_date_is_asked_for(text, hint):
    assert told(TypeAdapter(Day), text)[0] == hint


TIMES = [
    ("2026年11月26日下午2点半", "2026-11-26 14:30"),
    ("2026/11/26 14.30", "2026-11-26 14:30"),
    ("Nov 26, 2026, 2:30 pm", "2026-11-26 14:30"),
    ("2026-11-26 14点", "2026-11-26 14:00"),
    ("2026-11-26 12am", "2026-11-26 00:00"),
    ("2026-11-26 12:30 AM", "2026-11-26 00:30"),
    ("2026-11-26 12:30 p.m.", "2026-11-26 12:30"),
    ("2026-11-26 10:00:00 PM", "2026-11-26 22:00"),
    ("2026-11-26 14:30 pm", "2026-11-26 14:30"),
    ("2026-11-26 14:30 am", ""),
    ("11月26日晚上12点", ""),
    ("2026年11月26日晚上12点", ""),
    ("2026年11月26日上午12点", ""),
    ("2026年11月26日凌晨12点", ""),
    ("2026年11月26日中午12点", "2026-11-26 12:00"),
    ("2026年11月26日（周四）晚上七点", "2026-11-26 19:00"),
    ("2026-11-26 10点5分", "2026-11-26 10:05"),
    ("2026-11-26 2点一刻", ""),
    ("2026-11-26 10点一刻", "2026-11-26 10:15"),
    ("2026-11-26 14:30 UTC", ""),
    ("2026-11-26 14:30 CET", ""),
    ("2026-11-26 14:30Z", ""),
    ("2026-11-26 14:30-15:00", ""),
    ("2026-11-26 10:00+08:00", ""),
    ("2026-11-26", ""),
    ("14:30", ""),
    ("2026-11-26 25:00", ""),
]


@pytest.mark.parametrize("text, time", TIMES)
def test_time(text, time):
    assert time_meant(text) == time


ZONES = [
    ("北京时间", "Asia/Shanghai"),
    ("UTC+8", "Asia/Shanghai"),
    ("UTC-8", ""),
    ("Madrid", "Europe/Madrid"),
    ("New York", "America/New_York"),
    ("+08:00", "Asia/Shanghai"),
    ("+0800", "Asia/Shanghai"),
    ("asia/shanghai", "Asia/Shanghai"),
    ("east", ""),
    ("San Juan", ""),
    ("Atlantis", ""),
]


@pytest.mark.parametrize("text, zone", ZONES)
def test_zone(text, zone):
    assert zone_meant(text) == zone


@given(
    st.text(max_size=30) | st.text(alphabet="0123456789年月日-/. :点半pmNovT十二刻晚", max_size=20)
)
def test_what_is_told_to_be_written_is_read(text):
    date, time = date_meant(text), time_meant(text)
    assert not date or str(PartialDate.parse(date)) == date
    assert not time or TypeAdapter(LocalTime).validate_python(time)


NUMBERS = [
    ("120万", "1200000"),
    ("约300", "300"),
    ("1.5 million", "1500000"),
    ("1.1亿", "110000000"),
    ("8.2亿", "820000000"),
    ("1.13万", "11300"),
    ("45m", ""),
    ("4K", ""),
    ("2 hours", ""),
    ("2小时", ""),
    ("30秒", ""),
    ("1²", ""),
    ("第3季", ""),
    ("120余万", ""),
    ("3-5", ""),
    ("x", ""),
]


@pytest.mark.parametrize("text, number", NUMBERS)
def test_number(text, number):
    assert told(TypeAdapter(Integer), text) == ("fix" if number else "", number)


COUNTED = [
    ("words", "约120万字", "1200000"),
    ("words", "120k words", "120000"),
    ("words", "120 pages", ""),
    ("minutes", "45分钟", "45"),
    ("minutes", "45 min.", "45"),
    ("minutes", "24集", ""),
    ("minutes", "1h 30min", ""),
    ("episodes", "24集", "24"),
    ("episodes", "45分钟", ""),
]


@pytest.mark.parametrize("field, text, number", COUNTED)
def test_number_of_what_a_field_counts(field, text, number):
    model = create_model("Counted", **{field: (Integer, ...)})
    assert told(TypeAdapter(model), {field: text}) == ("fix" if number else "", number)


@pytest.mark.parametrize(
    "text, word", [("公开", "true"), ("on", "true"), ("无", "false"), ("x?", "")]
)
def test_yes_or_no(text, word):
    assert told(TypeAdapter(Boolean), text) == ("fix" if word else "", word)


WORK = ("kind", "title", "logline", "people", "ids", "languages", "synopsis")
COMPANY = ("name", "type", "about", "contacts")
FIELDS = [
    ("类型", WORK, "kind"),
    ("类型", COMPANY, "type"),
    ("标题", WORK, "title"),
    ("作者", WORK, "people"),
    ("ISBN", WORK, "ids"),
    ("Ｔｉｔｌｅ", WORK, "title"),
    ("\u200bkind", WORK, "kind"),
    ("简介", COMPANY, "about"),
    ("联系人", COMPANY, "contacts"),
    ("颜色", COMPANY, ""),
]


@pytest.mark.parametrize("word, known, field", FIELDS)
def test_field(word, known, field):
    assert field_meant(word, known) == field


LISTS = [
    ("a，b、c", ["a", "b", "c"]),
    ("【a】", ["a"]),
    ("［a, b］", ["a", "b"]),
    ("-a -b", ["a", "b"]),
    ("• sci-fi • wuxia", ["sci-fi", "wuxia"]),
    ("sci-fi", ["sci-fi"]),
]


@pytest.mark.parametrize("text, words", LISTS)
def test_words_of_a_list(text, words):
    assert split_words(text) == words


@pytest.mark.parametrize("text, hint", [("全部", "fix"), ("All", "fix"), ("lantern", "")])
def test_all(text, hint):
    exhibitors = Edition.model_fields["exhibitors"].rebuild_annotation()
    assert told(TypeAdapter(exhibitors), text)[0] == hint
