"""Due dates and elapsed working time: known cases."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from itsm.domains.sla.engine.definitions import CalendarDefinition, Hours, SpecialDay
from itsm.domains.sla.engine.instants import to_instant, to_moment
from itsm.domains.sla.engine.working_time import AroundTheClock, BusinessHours, NeverDueError
from tests.domains.sla.calendars import HOUR, MANILA, NEW_YORK, OFFICE, at, office

ALL_DAY = (Hours(0, 1440),)


def test_the_rest_of_friday_then_monday() -> None:
    assert office().add(at(MANILA, "2026-03-06 16:30"), HOUR) == at(MANILA, "2026-03-09 08:30")


def test_a_target_used_up_at_closing_time_is_due_at_closing_time() -> None:
    assert office().add(at(MANILA, "2026-03-06 16:00"), HOUR) == at(MANILA, "2026-03-06 17:00")


def test_time_outside_hours_counts_for_nothing() -> None:
    calendar = office()
    friday, monday = at(MANILA, "2026-03-06 18:00"), at(MANILA, "2026-03-09 07:00")
    assert calendar.between(friday, monday) == 0
    assert calendar.add(friday, 1) == at(MANILA, "2026-03-09 08:00") + 1


def test_holiday_half_day_and_worked_holiday() -> None:
    monday, tuesday, wednesday = date(2026, 3, 9), date(2026, 3, 10), date(2026, 3, 11)
    calendar = office(
        holidays={monday: "Founders' Day", wednesday: "Worked all the same"},
        exceptions={
            tuesday: SpecialDay("Half day", (Hours(8 * 60, 12 * 60),)),
            wednesday: SpecialDay("Stocktaking", OFFICE),
        },
    )
    start = at(MANILA, "2026-03-06 16:00")
    assert calendar.add(start, 5 * HOUR) == at(MANILA, "2026-03-10 12:00")
    assert calendar.add(start, 5 * HOUR + 1) == at(MANILA, "2026-03-11 08:00") + 1


def test_a_lunch_break_is_not_worked() -> None:
    hours = (Hours(8 * 60, 12 * 60), Hours(13 * 60, 17 * 60))
    calendar = office(week=(hours,) * 5 + ((), ()))
    assert calendar.add(at(MANILA, "2026-03-06 11:30"), HOUR) == at(MANILA, "2026-03-06 13:30")
    assert calendar.between(at(MANILA, "2026-03-06 00:00"), at(MANILA, "2026-03-07 00:00")) == 8 * HOUR


def test_nothing_to_add_is_due_at_once_even_at_night() -> None:
    night = at(MANILA, "2026-03-06 23:00")
    assert office().add(night, 0) == night
    assert office().between(night, night) == 0


def test_the_night_the_clocks_go_forward_is_an_hour_short() -> None:
    calendar = office(NEW_YORK, week=(ALL_DAY,) * 7)
    sunday, monday = at(NEW_YORK, "2026-03-08 00:00"), at(NEW_YORK, "2026-03-09 00:00")
    assert calendar.between(sunday, monday) == 23 * HOUR
    assert office(NEW_YORK).add(at(NEW_YORK, "2026-03-06 16:00"), 2 * HOUR) == at(NEW_YORK, "2026-03-09 09:00")


def test_hours_inside_the_skipped_hour_are_never_worked() -> None:
    calendar = office(NEW_YORK, week=((Hours(120, 180),),) * 7)
    assert calendar.between(at(NEW_YORK, "2026-03-08 00:00"), at(NEW_YORK, "2026-03-09 00:00")) == 0


def test_an_hour_shown_twice_is_worked_twice() -> None:
    calendar = office(NEW_YORK, week=((Hours(60, 120),),) * 7)
    sunday, monday = at(NEW_YORK, "2026-11-01 00:00"), at(NEW_YORK, "2026-11-02 00:00")
    assert calendar.between(sunday, monday) == 2 * HOUR


def test_half_an_hour_of_daylight_saving_on_lord_howe() -> None:
    zone = ZoneInfo("Australia/Lord_Howe")
    calendar = office(zone, week=(ALL_DAY,) * 7)
    assert calendar.between(at(zone, "2026-04-05 00:00"), at(zone, "2026-04-06 00:00")) == 24 * HOUR + 1800


def test_a_day_that_a_zone_skipped_altogether() -> None:
    zone = ZoneInfo("Pacific/Apia")
    calendar = office(zone, week=(ALL_DAY,) * 7)
    assert calendar.between(at(zone, "2011-12-29 00:00"), at(zone, "2011-12-31 00:00")) == 24 * HOUR


def test_spans_of_several_years_add_up() -> None:
    calendar = office()
    start, end = at(MANILA, "2024-12-30 08:00"), at(MANILA, "2027-01-04 17:00")
    seconds = calendar.between(start, end)
    assert calendar.add(start, seconds) == end
    assert sum(closes - opens for opens, closes in calendar.segments(start, end)) == seconds


def test_segments_are_joined_over_new_year_and_cut_to_the_question() -> None:
    calendar = office("UTC", week=(ALL_DAY,) * 7)
    start, end = at("UTC", "2025-12-31 22:00"), at("UTC", "2026-01-01 02:00")
    assert list(calendar.segments(start, end)) == [(start, end)]
    assert list(office("UTC").segments(start, at("UTC", "2026-01-02 09:00"))) == [
        (at("UTC", "2026-01-01 08:00"), at("UTC", "2026-01-01 17:00")),
        (at("UTC", "2026-01-02 08:00"), at("UTC", "2026-01-02 09:00")),
    ]
    assert list(office("UTC").segments(start, end)) == []


def test_a_calendar_without_hours_never_reaches_a_target() -> None:
    calendar = office(week=((),) * 7)
    with pytest.raises(NeverDueError):
        calendar.add(at(MANILA, "2026-03-06 16:30"), 1)
    assert calendar.between(at(MANILA, "2026-01-01 00:00"), at(MANILA, "2028-01-01 00:00")) == 0


def test_around_the_clock_counts_every_second() -> None:
    clock = AroundTheClock(MANILA)
    assert clock.add(100, 50) == 150
    assert clock.add(100, -5) == 100
    assert clock.between(100, 130) == 30
    assert clock.between(130, 100) == 0
    assert list(clock.segments(100, 130)) == [(100, 130)]
    assert list(clock.segments(130, 130)) == []


@pytest.mark.parametrize("minutes", [(-1, 5), (5, 5), (6, 5), (0, 1441)])
def test_intervals_that_are_none_are_refused(minutes: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="an interval ends after it starts"):
        Hours(*minutes)


def test_overlapping_hours_and_short_weeks_are_refused() -> None:
    clash = (Hours(60, 120), Hours(119, 180))
    with pytest.raises(ValueError, match="must not overlap"):
        CalendarDefinition(MANILA, (clash,) + ((),) * 6)
    with pytest.raises(ValueError, match="must not overlap"):
        CalendarDefinition(MANILA, ((),) * 7, exceptions={date(2026, 1, 1): SpecialDay("x", clash)})
    with pytest.raises(ValueError, match="seven days"):
        CalendarDefinition(MANILA, ((),) * 6)


def test_moments_lose_their_fraction_and_need_a_zone() -> None:
    moment = datetime(2026, 3, 6, 16, 30, 0, 999_999, tzinfo=MANILA)
    assert to_moment(to_instant(moment)) == moment.replace(microsecond=0)
    with pytest.raises(ValueError, match="time zone"):
        to_instant(datetime(2026, 3, 6))  # noqa: DTZ001 - the point of the test


def test_tables_are_built_once_a_year() -> None:
    calendar = office()
    assert calendar.table(2026) is calendar.table(2026)
    assert isinstance(calendar, BusinessHours)
