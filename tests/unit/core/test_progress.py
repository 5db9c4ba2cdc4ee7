"""How far a build is: rates and times that are true, few lines where nobody watches."""

import io

import pytest

from catalog.core.progress import Pace, Paces, say_pace, show_progress


class Clock:
    """Time that passes when told."""

    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


class Terminal(io.StringIO):
    """What rich takes for a terminal."""

    def isatty(self):
        return True


def test_what_was_there_at_first_does_not_count_into_the_rate():
    clock = Clock()
    paces = Paces(clock)
    assert paces.heard("pages", 900, 1000).rate is None
    clock.now += 2
    pace = paces.heard("pages", 950, 1000)
    assert pace.rate == 25
    assert pace.left == 2


@pytest.mark.parametrize(
    ("pace", "english", "chinese"),
    [
        (
            Pace(0, 0, 10, 1500, 12000),
            "pages: 1,500 of 12,000, 150/s, 1:10 left",
            "页面：1,500 / 12,000，150/秒，剩 1:10",
        ),
        (
            Pace(0, 0, 4000, 2000, 12000),
            "pages: 2,000 of 12,000, 0.5/s, 5:33:20 left",
            "页面：2,000 / 12,000，0.5/秒，剩 5:33:20",
        ),
        (Pace(0, 0, 9, 9, 9), "pages: 9 of 9, 1.0/s, in 0:09", "页面：9 / 9，1.0/秒，用时 0:09"),
        (Pace(5, 7, 5, 7, 9), "pages: 7 of 9", "页面：7 / 9"),
    ],
)
def test_how_a_pace_is_said(pace, english, chinese):
    assert say_pace("pages", pace, chinese=False) == english
    assert say_pace("pages", pace, chinese=True) == chinese


def test_in_a_log_there_is_a_line_every_few_seconds():
    clock, stream = Clock(), io.StringIO()
    with show_progress(stream, "en", clock) as listen:
        for done in range(0, 301):
            listen("pages", done, 300)
            clock.now += 0.04
    assert stream.getvalue().splitlines() == [
        "pages: 125 of 300, 25/s, 0:07 left",
        "pages: 250 of 300, 25/s, 0:02 left",
    ]


def test_what_is_quick_says_nothing_in_a_log():
    clock, stream = Clock(), io.StringIO()
    with show_progress(stream, "en", clock) as listen:
        for stage in ("read", "pictures", "previews", "frames", "pages"):
            listen(stage, 0, 3)
            clock.now += 4
            listen(stage, 3, 3)
    assert stream.getvalue() == ""


def test_waiting_for_another_build_is_said_in_a_log_and_on_a_terminal():
    for stream in (io.StringIO(), Terminal()):
        with show_progress(stream, "en", Clock()) as listen:
            listen("waiting", 0, 1)
        assert "Another build is writing to this folder" in stream.getvalue()


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", ["pages", "50 / 200", "25/s", "0:06 left"]), ("zh-Hans", ["页面", "25/秒", "剩 0:06"])],
)
def test_a_terminal_has_bars_with_rate_and_time_left(language, words, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")
    clock, stream = Clock(), Terminal()
    with show_progress(stream, language, clock) as listen:
        listen("pages", 0, 200)
        clock.now += 2
        listen("pages", 50, 200)
        shown = stream.getvalue()
        for word in words:
            assert word in shown
        drawn = len(shown)
        clock.now += 0.01
        listen("pages", 51, 200)
        assert len(stream.getvalue()) == drawn, "drawn more often than anybody can see"
