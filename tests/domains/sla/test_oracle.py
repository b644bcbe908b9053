"""The engine against the minute-by-minute oracle, around daylight-saving changes of many zones.

`ITSM_ORACLE_CASES` sets the number of cases of each property (default 150).
"""

from __future__ import annotations

import os
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from itsm.domains.sla.engine.definitions import CalendarDefinition, Hours, SpecialDay
from itsm.domains.sla.engine.instants import to_instant
from itsm.domains.sla.engine.tables import offset_pieces
from itsm.domains.sla.engine.working_time import BusinessHours
from tests.domains.sla import oracle

CASES = settings(
    max_examples=int(os.environ.get("ITSM_ORACLE_CASES", "150")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
ZONES = (
    "Asia/Manila",
    "America/New_York",
    "Europe/Berlin",
    "Asia/Jakarta",
    "Asia/Shanghai",
    "UTC",
    "Australia/Lord_Howe",
    "Australia/Adelaide",
    "America/St_Johns",
    "America/Havana",
    "America/Santiago",
    "America/Sao_Paulo",
    "America/Nuuk",
    "Africa/Cairo",
    "Africa/Casablanca",
    "Asia/Beirut",
    "Asia/Tehran",
    "Asia/Kathmandu",
    "Pacific/Chatham",
    "Pacific/Apia",
    "Pacific/Auckland",
    "Antarctica/Troll",
    "Atlantic/Azores",
    "Europe/Dublin",
)
FIRST, LAST = (
    to_instant(datetime.fromisoformat("2008-01-01T00:00Z")),
    to_instant(datetime.fromisoformat("2032-01-01T00:00Z")),
)
DAY = 86_400
CHANGES = {name: [end for _, end, _ in offset_pieces(ZoneInfo(name), FIRST, LAST)] for name in ZONES}


@st.composite
def day_hours(draw: st.DrawFn) -> tuple[Hours, ...]:
    """Up to three intervals of one day, often the whole day."""
    if draw(st.integers(0, 9)) == 0:
        return (Hours(0, 1440),)
    edges = sorted(draw(st.sets(st.integers(0, 1440), max_size=6)))
    return tuple(Hours(start, end) for start, end in zip(edges[::2], edges[1::2], strict=False))


@st.composite
def situations(draw: st.DrawFn) -> tuple[CalendarDefinition, int]:
    """A calendar and an instant, mostly within two days of a change of the zone's clocks."""
    name = draw(st.sampled_from(ZONES))
    around = draw(st.sampled_from(CHANGES[name]))
    start = around + draw(st.integers(-2 * DAY, 2 * DAY))
    week = tuple(draw(day_hours()) for _ in range(7))
    today = datetime.fromtimestamp(start, ZoneInfo(name)).date()
    near = st.integers(-1, 4).map(lambda days: today + timedelta(days=days))
    holidays = dict.fromkeys(draw(st.sets(near, max_size=2)), "Holiday")
    exceptions: dict[date, SpecialDay] = {
        day: SpecialDay("Exception", draw(day_hours())) for day in draw(st.sets(near, max_size=1))
    }
    return CalendarDefinition(ZoneInfo(name), week, holidays, exceptions), start


@given(situations(), st.integers(0, 3 * DAY))
@CASES
def test_seconds_between_two_instants(situation: tuple[CalendarDefinition, int], length: int) -> None:
    definition, start = situation
    expected = oracle.business_seconds(definition, start, start + length)
    assert BusinessHours(definition).between(start, start + length) == expected


@given(situations(), st.integers(0, 30 * 3600))
@CASES
def test_due_dates(situation: tuple[CalendarDefinition, int], seconds: int) -> None:
    definition, start = situation
    calendar = BusinessHours(definition)
    if seconds > 0 and not any(definition.week):
        return
    expected = oracle.due(definition, start, seconds)
    if expected is not None:
        assert calendar.add(start, seconds) == expected


@given(situations(), st.integers(1, 400 * DAY), st.integers(0, 400 * DAY))
@CASES
def test_adding_and_counting_are_inverse(situation: tuple[CalendarDefinition, int], seconds: int, length: int) -> None:
    definition, start = situation
    calendar = BusinessHours(definition)
    counted = calendar.between(start, start + length)
    assert counted == sum(closes - opens for opens, closes in calendar.segments(start, start + length))
    if sum(hours.end_minute - hours.start_minute for day in definition.week for hours in day) > 300:
        due = calendar.add(start, seconds % (60 * DAY) + 1)
        assert calendar.between(start, due) == seconds % (60 * DAY) + 1
        assert calendar.between(start, due - 1) == seconds % (60 * DAY)
