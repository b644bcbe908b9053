"""What a calendar may say, and what it refuses to."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from itsm.domains.sla.engine.definitions import CalendarDefinition, Hours, SpecialDay, check_ordered
from itsm.domains.sla.engine.instants import to_instant, to_moment, year_of, year_start
from itsm.domains.sla.enums import LineKind
from tests.domains.sla.calendars import MANILA, OFFICE, OFFICE_WEEK


@pytest.mark.parametrize(("start", "end"), [(0, 0), (60, 60), (60, 59), (-1, 60), (0, 1441)])
def test_what_is_no_interval_of_a_day(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="ends after it starts"):
        Hours(start, end)


def test_a_day_may_be_worked_from_midnight_to_midnight() -> None:
    assert Hours(0, 1440).end_minute == 1440


def test_intervals_may_touch_but_not_overlap() -> None:
    check_ordered((Hours(0, 60), Hours(60, 120)))
    with pytest.raises(ValueError, match="in order"):
        check_ordered((Hours(0, 61), Hours(60, 120)))
    with pytest.raises(ValueError, match="in order"):
        CalendarDefinition(MANILA, OFFICE_WEEK, {}, {date(2026, 1, 5): SpecialDay("x", (Hours(60, 90), Hours(0, 60)))})
    with pytest.raises(ValueError, match="in order"):
        CalendarDefinition(MANILA, ((Hours(60, 90), Hours(0, 60)), *OFFICE_WEEK[1:]))


@pytest.mark.parametrize("days", [6, 8])
def test_a_week_has_seven_days(days: int) -> None:
    with pytest.raises(ValueError, match="seven days"):
        CalendarDefinition(MANILA, (OFFICE,) * days)


def test_an_exception_beats_a_holiday_and_a_holiday_beats_the_week() -> None:
    monday, tuesday = date(2026, 3, 9), date(2026, 3, 10)
    half = SpecialDay("Half day", (Hours(480, 720),))
    calendar = CalendarDefinition(MANILA, OFFICE_WEEK, {monday: "Founders", tuesday: "Feast"}, {tuesday: half})
    assert (calendar.hours_on(monday), calendar.reason_on(monday)) == ((), (LineKind.HOLIDAY, "Founders"))
    assert (calendar.hours_on(tuesday), calendar.reason_on(tuesday)) == (half.hours, (LineKind.EXCEPTION, "Half day"))
    assert calendar.reason_on(date(2026, 3, 11)) == (LineKind.WORKED, None)
    assert calendar.reason_on(date(2026, 3, 14)) == (LineKind.CLOSED, None)


def test_instants_are_whole_seconds_of_aware_moments() -> None:
    assert to_instant(datetime.fromisoformat("1970-01-01T00:00:01.999999Z")) == 1
    assert to_moment(86_400) == datetime.fromisoformat("1970-01-02T00:00:00Z")
    with pytest.raises(ValueError, match="needs a time zone"):
        to_instant(datetime.fromisoformat("2026-01-01T00:00:00"))
    assert (year_of(-1), year_of(0), year_start(1970), year_start(1971)) == (1969, 1970, 0, 365 * 86_400)
