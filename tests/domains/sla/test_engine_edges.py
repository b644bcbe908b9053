"""Edges of the engine that mutation testing found unwatched: exact instants, exact days, what is left empty."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from itsm.domains.sla.engine import clocks
from itsm.domains.sla.engine.clocks import Crossing, Span, Target
from itsm.domains.sla.engine.definitions import CalendarDefinition, Hours, SpecialDay
from itsm.domains.sla.engine.explain import MAX_LINES, carried_line, explain_between, paused_line
from itsm.domains.sla.engine.explain_clock import explain_clock
from itsm.domains.sla.engine.follow_the_sun import FollowTheSun, Site
from itsm.domains.sla.engine.instants import to_moment
from itsm.domains.sla.engine.tables import offset_pieces
from itsm.domains.sla.engine.working_time import AroundTheClock, BusinessHours, NeverDueError
from itsm.domains.sla.enums import LineKind, Phase
from tests.domains.sla.calendars import HOUR, MANILA, NEW_YORK, OFFICE_WEEK, at, office

UTC = ZoneInfo("UTC")
ALWAYS = AroundTheClock(UTC)
WHOLE_DAYS = ((Hours(0, 1440),),) * 7


def test_a_clock_paused_the_moment_it_was_used_up_keeps_its_due_instant() -> None:
    paused = clocks.pause(clocks.start(ALWAYS, 0, Target(100)), ALWAYS, 100, "user")
    assert clocks.resume(paused.clock, ALWAYS, 500).clock.due_at == 100


def test_nothing_waits_for_a_clock_that_has_stopped() -> None:
    late = clocks.stop(clocks.start(ALWAYS, 0, Target(100, (), (150,))), ALWAYS, 120).clock
    cancelled = clocks.cancel(clocks.start(ALWAYS, 0, Target(100)), ALWAYS, 20).clock
    assert clocks.plan(late, ALWAYS) == {150: None}
    assert (cancelled.phase, clocks.plan(cancelled, ALWAYS)) == (Phase.STOPPED, {100: None})


@pytest.mark.parametrize(("target", "crossings"), [(100, (Crossing(100, 200),)), (101, ()), (102, ())])
def test_a_paused_clock_is_breached_only_where_a_new_target_is_used_up(
    target: int, crossings: tuple[Crossing, ...]
) -> None:
    paused = clocks.pause(clocks.start(ALWAYS, 0, Target(400)), ALWAYS, 100, "user")
    step = clocks.retarget(paused.clock, paused.ended, ALWAYS, 200, Target(target))
    assert step.crossings == crossings


def test_a_warning_reached_to_the_second_is_not_given_again() -> None:
    warned = clocks.settle(clocks.start(ALWAYS, 0, Target(100, (80,))), ALWAYS, 80).clock
    step = clocks.retarget(warned, (), ALWAYS, 80, Target(100, (80,), (90,)))
    assert (step.crossings, step.clock.fired, step.clock.levels) == ((), {80}, {90})


def test_a_stopped_clock_gives_its_ledger_back_untouched() -> None:
    spans = (Span(0, 10, Phase.RUNNING, 10),)
    stopped = clocks.stop(clocks.start(ALWAYS, 0, Target(100)), ALWAYS, 10).clock
    assert clocks.retarget(stopped, spans, ALWAYS, 20, Target(5)).ended == spans


def test_the_due_instant_of_a_ledger_with_several_spans() -> None:
    spans = (
        Span(0, 30, Phase.RUNNING, 30),
        Span(30, 50, Phase.PAUSED, 0, "user"),
        Span(50, 90, Phase.RUNNING, 40),
    )
    clock = clocks.start(ALWAYS, 90, Target(70))
    assert clocks.due_of(clock, spans, ALWAYS) == 90
    assert clocks.due_of(clocks.start(ALWAYS, 90, Target(50)), spans, ALWAYS) == 70
    assert clocks.due_of(clocks.start(ALWAYS, 90, Target(30)), spans, ALWAYS) == 30
    carried = clocks.start(ALWAYS, 90, Target(50), carried_seconds=10)
    assert clocks.due_of(carried, spans, ALWAYS) == 60
    assert clocks.due_of(clocks.start(ALWAYS, 90, Target(50), carried_seconds=50), spans, ALWAYS) == 90


def test_a_target_used_up_with_the_last_working_second_of_a_year() -> None:
    assert office(UTC).add(at(UTC, "2026-12-31 16:00"), HOUR) == at(UTC, "2026-12-31 17:00")


def test_a_calendar_without_enough_time_says_so() -> None:
    closed = BusinessHours(CalendarDefinition(UTC, ((),) * 7))
    with pytest.raises(NeverDueError, match=r"^the calendar has too little working time"):
        closed.add(0, 1)


def test_segments_go_on_after_the_one_that_is_joined_across_the_year() -> None:
    half = {date(2027, 1, 2): SpecialDay("Half day", (Hours(0, 720),))}
    calendar = BusinessHours(CalendarDefinition(UTC, WHOLE_DAYS, {}, half))
    first, last = at(UTC, "2026-12-31 00:00"), at(UTC, "2027-01-04 00:00")
    assert list(calendar.segments(first, last)) == [
        (first, at(UTC, "2027-01-02 12:00")),
        (at(UTC, "2027-01-03 00:00"), last),
    ]


@pytest.mark.parametrize(
    ("zone", "year", "expected"),
    [
        ("America/New_York", 2026, ["2026-03-08T07:00:00", "2026-11-01T06:00:00"]),
        ("Australia/Lord_Howe", 2026, ["2026-04-04T15:00:00", "2026-10-03T15:30:00"]),
        ("Asia/Manila", 2026, []),
    ],
)
def test_clocks_change_at_their_very_second(zone: str, year: int, expected: list[str]) -> None:
    # An odd start makes the search for the second end on either side of it.
    for shift in range(4):
        first, last = at(UTC, f"{year}-01-01 00:00") + shift, at(UTC, f"{year + 1}-01-01 00:00")
        pieces = list(offset_pieces(ZoneInfo(zone), first, last))
        assert [to_moment(end).strftime("%Y-%m-%dT%H:%M:%S") for _, end, _ in pieces[:-1]] == expected


def test_sites_that_hand_over_to_the_second_make_one_segment() -> None:
    def works(start: int, end: int) -> BusinessHours:
        return BusinessHours(CalendarDefinition(UTC, ((Hours(start, end),),) * 7))

    sun = FollowTheSun(NEW_YORK, [Site("Day", works(480, 960)), Site("Evening", works(960, 1200))])
    day = at(UTC, "2026-03-04 00:00")
    assert list(sun.segments(day, day + 24 * HOUR)) == [(day + 8 * HOUR, day + 20 * HOUR)]
    assert [piece.site for piece in sun.pieces(day, day + 24 * HOUR)] == ["Day", "Evening"]
    assert sun.zone is NEW_YORK


def test_the_holiday_of_one_site_explains_a_day_on_which_the_other_is_closed_anyway() -> None:
    monday_off = office(UTC, holidays={date(2026, 3, 7): "Founders"})
    days = FollowTheSun(UTC, [Site("A", monday_off), Site("B", office(UTC))]).definition
    assert days.reason_on(date(2026, 3, 7)) == (LineKind.HOLIDAY, "Founders (A)")


def test_a_pause_and_a_carried_cycle_tell_their_days_and_instants() -> None:
    calendar = office()
    start, end = at(MANILA, "2026-03-04 10:00"), at(MANILA, "2026-03-06 11:00")
    pause = paused_line(calendar, start, end, 7, "user")
    assert (pause.first_day, pause.last_day) == (date(2026, 3, 4), date(2026, 3, 6))
    assert (pause.starts_at, pause.ends_at, pause.seconds, pause.total_seconds, pause.label) == (
        start,
        end,
        0,
        7,
        "user",
    )
    carried = carried_line(calendar, start, 50)
    assert (carried.first_day, carried.last_day) == (date(2026, 3, 4), date(2026, 3, 4))
    assert (carried.starts_at, carried.ends_at, carried.seconds, carried.total_seconds) == (start, start, 50, 50)


def test_a_day_worked_until_midnight_is_that_day_alone() -> None:
    calendar = office(UTC, week=((Hours(0, 1440),), *OFFICE_WEEK[1:]))
    monday = at(UTC, "2026-03-02 00:00")
    lines = explain_between(calendar, monday, monday + 26 * HOUR)
    assert [(line.kind, line.first_day.day, line.last_day.day, line.total_seconds) for line in lines] == [
        (LineKind.WORKED, 2, 2, 24 * HOUR)
    ]
    half_past = explain_between(calendar, monday + 10 * 24 * HOUR, monday + 11 * 24 * HOUR)
    assert [(line.first_day.day, line.total_seconds) for line in half_past] == [(12, 9 * HOUR)]


def test_what_no_longer_fits_is_summed_up_in_one_line() -> None:
    calendar = BusinessHours(CalendarDefinition(UTC, ((Hours(0, 60), Hours(120, 180)),) * 7))
    start = at(UTC, "2026-01-01 00:00")
    lines = explain_between(calendar, start, at(UTC, "2026-07-01 00:30"))
    last = lines[-1]
    assert (len(lines), last.kind, last.label) == (MAX_LINES + 1, LineKind.MORE, None)
    assert (last.last_day, last.ends_at) == (date(2026, 7, 1), at(UTC, "2026-07-01 00:30"))
    assert last.total_seconds == calendar.between(start, at(UTC, "2026-07-01 00:30"))


def test_the_explanation_counts_on_through_every_span_and_names_the_open_pause() -> None:
    spans = [
        (Span(0, 30, Phase.RUNNING, 30), ALWAYS),
        (Span(30, 50, Phase.PAUSED, 0, "user"), ALWAYS),
        (Span(50, 90, Phase.RUNNING, 40), ALWAYS),
    ]
    clock = clocks.pause(clocks.start(ALWAYS, 90, Target(100)), ALWAYS, 90, "vendor").clock
    lines = explain_clock(clock, spans, ALWAYS, 120)
    assert [(line.kind, line.total_seconds, line.label) for line in lines] == [
        (LineKind.WORKED, 30, None),
        (LineKind.PAUSED, 30, "user"),
        (LineKind.WORKED, 70, None),
        (LineKind.PAUSED, 70, "vendor"),
    ]
    used_up = clocks.pause(clocks.start(ALWAYS, 90, Target(70)), ALWAYS, 90, "vendor").clock
    assert [line.kind for line in explain_clock(used_up, spans, ALWAYS, 120)] == [
        LineKind.WORKED,
        LineKind.PAUSED,
        LineKind.WORKED,
    ]
    exact = [*spans, (Span(90, 95, Phase.PAUSED, 0, "later"), ALWAYS)]
    assert len(explain_clock(used_up, exact, ALWAYS, 120)) == 3
    shorter = clocks.pause(clocks.start(ALWAYS, 90, Target(50)), ALWAYS, 90, "vendor").clock
    assert explain_clock(shorter, spans, ALWAYS, 120)[-1].ends_at == 70
