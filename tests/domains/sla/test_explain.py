"""The explanation of a due date, line by line."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from itsm.domains.sla.engine.definitions import Hours, SpecialDay
from itsm.domains.sla.engine.explain import MAX_LINES, carried_line, explain_between, explain_due, paused_line
from itsm.domains.sla.engine.working_time import AroundTheClock
from itsm.domains.sla.enums import LineKind
from tests.domains.sla.calendars import HOUR, MANILA, at, office


def test_friday_afternoon_over_a_holiday_monday() -> None:
    calendar = office(holidays={date(2026, 3, 9): "Founders' Day"})
    lines = explain_due(calendar, at(MANILA, "2026-03-06 16:30"), 2 * HOUR)
    assert [(line.kind, line.first_day.day, line.last_day.day, line.seconds, line.label) for line in lines] == [
        (LineKind.WORKED, 6, 6, 1800, None),
        (LineKind.CLOSED, 7, 8, 0, None),
        (LineKind.HOLIDAY, 9, 9, 0, "Founders' Day"),
        (LineKind.WORKED, 10, 10, 5400, None),
    ]
    assert lines[-1].total_seconds == 2 * HOUR
    assert lines[-1].ends_at == at(MANILA, "2026-03-10 09:30")


def test_a_start_after_hours_and_a_half_day() -> None:
    half = SpecialDay("Half day", (Hours(8 * 60, 12 * 60),))
    calendar = office(exceptions={date(2026, 3, 9): half, date(2026, 3, 10): SpecialDay("Power works", ())})
    lines = explain_due(calendar, at(MANILA, "2026-03-06 18:00"), 5 * HOUR)
    assert [(line.kind, line.label) for line in lines] == [
        (LineKind.AFTER_HOURS, None),
        (LineKind.CLOSED, None),
        (LineKind.WORKED, "Half day"),
        (LineKind.EXCEPTION, "Power works"),
        (LineKind.WORKED, None),
    ]
    assert sum(line.seconds for line in lines) == 5 * HOUR


def test_around_the_clock_is_one_line() -> None:
    start = at(MANILA, "2026-03-06 22:00")
    (line,) = explain_due(AroundTheClock(MANILA), start, 4 * HOUR)
    assert (line.kind, line.first_day, line.last_day) == (LineKind.WORKED, date(2026, 3, 6), date(2026, 3, 7))
    assert (line.starts_at, line.ends_at, line.seconds) == (start, start + 4 * HOUR, 4 * HOUR)


def test_a_long_walk_is_summed_up() -> None:
    week = ((Hours(0, 1), Hours(2, 3)),) * 7
    calendar = office("UTC", week=week)
    lines = explain_due(calendar, at("UTC", "2026-01-01 00:00"), 60 * (MAX_LINES + 50))
    assert len(lines) == MAX_LINES + 1
    assert lines[-1].kind is LineKind.MORE
    assert lines[-1].total_seconds == sum(line.seconds for line in lines) == 60 * (MAX_LINES + 50)


def test_a_stretch_that_ends_on_a_closed_day_says_so() -> None:
    lines = explain_between(office(), at(MANILA, "2026-03-06 16:00"), at(MANILA, "2026-03-09 07:00"), 60)
    assert [line.kind for line in lines] == [LineKind.WORKED, LineKind.CLOSED]
    assert [line.total_seconds for line in lines] == [3660, 3660]


def test_pauses_and_carried_time_are_lines_too() -> None:
    clock = AroundTheClock(ZoneInfo("UTC"))
    pause = paused_line(clock, 0, 90_000, 60, "user")
    assert (pause.kind, pause.last_day, pause.seconds, pause.total_seconds) == (
        LineKind.PAUSED,
        date(1970, 1, 2),
        0,
        60,
    )
    assert carried_line(clock, 0, 120).total_seconds == 120
