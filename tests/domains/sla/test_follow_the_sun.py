"""Several sites in turn: the union of their hours, each by its own wall clock, explained by name."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itsm.domains.sla.engine.definitions import CalendarDefinition, SpecialDay
from itsm.domains.sla.engine.explain import explain_due
from itsm.domains.sla.engine.follow_the_sun import FollowTheSun, Site
from itsm.domains.sla.engine.working_time import AroundTheClock, BusinessHours, Piece
from itsm.domains.sla.enums import LineKind
from tests.domains.sla import oracle
from tests.domains.sla.calendars import HOUR, MANILA, NEW_YORK, OFFICE, at, office
from tests.domains.sla.test_oracle import CASES, DAY, situations

UTC = ZoneInfo("UTC")
HOLIDAY = {date(2026, 3, 9): "Founders"}


def sun(*sites: tuple[str, BusinessHours], zone: ZoneInfo = MANILA) -> FollowTheSun:
    return FollowTheSun(zone, [Site(name, hours) for name, hours in sites])


BOTH = sun(("Philippines", office()), ("US", office(NEW_YORK)))


def test_the_night_of_one_site_is_the_day_of_the_other() -> None:
    start = at(MANILA, "2026-03-04 16:00")
    assert BOTH.add(start, 2 * HOUR) == at(NEW_YORK, "2026-03-04 09:00")
    assert BOTH.between(start, start + 24 * HOUR) == 18 * HOUR
    assert BOTH.add(start, 0) == start


def test_the_explanation_names_the_site_in_its_own_time() -> None:
    lines = explain_due(BOTH, at(MANILA, "2026-03-06 16:00"), 11 * HOUR)
    told = [(line.kind, line.first_day.day, line.seconds, line.label, line.zone) for line in lines]
    assert told == [
        (LineKind.WORKED, 6, HOUR, "Philippines", MANILA),
        (LineKind.WORKED, 6, 9 * HOUR, "US", NEW_YORK),
        (LineKind.CLOSED, 8, 0, None, None),
        (LineKind.WORKED, 9, HOUR, "Philippines", MANILA),
    ]
    assert lines[-1].total_seconds == 11 * HOUR


def test_where_two_are_open_the_earlier_named_works_and_takes_over() -> None:
    early = office("Asia/Shanghai", week=((OFFICE[0],),) * 5 + ((), ()))
    calendar = sun(("Late", office(UTC)), ("Early", early))
    start = at(UTC, "2026-03-04 07:00")
    pieces = list(calendar.pieces(start, start + 4 * HOUR))
    assert pieces == [
        Piece(start, start + HOUR, ZoneInfo("Asia/Shanghai"), "Early"),
        Piece(start + HOUR, start + 4 * HOUR, UTC, "Late"),
    ]
    swapped = sun(("Early", early), ("Late", office(UTC)))
    assert [(piece.site, piece.closes - piece.opens) for piece in swapped.pieces(start, start + 4 * HOUR)] == [
        ("Early", 2 * HOUR),
        ("Late", 2 * HOUR),
    ]


def test_a_day_on_which_nobody_works_says_why_at_which_site() -> None:
    closed = {date(2026, 3, 10): SpecialDay("Stocktaking", ())}
    calendar = sun(("PH", office(holidays=HOLIDAY)), ("US", office(NEW_YORK, holidays=HOLIDAY, exceptions=closed)))
    days = calendar.definition
    assert days.reason_on(date(2026, 3, 9)) == (LineKind.HOLIDAY, "Founders (PH), Founders (US)")
    assert days.reason_on(date(2026, 3, 7)) == (LineKind.CLOSED, None)
    assert days.reason_on(date(2026, 3, 10)) == (LineKind.WORKED, None)
    assert (days.hours_on(date(2026, 3, 10)), days.hours_on(date(2026, 3, 8))) == (OFFICE, ())


def test_it_takes_a_site() -> None:
    with pytest.raises(ValueError, match="a site"):
        FollowTheSun(UTC, [])
    with pytest.raises(ValueError, match="no site"):
        BOTH._turn(at(MANILA, "2026-03-07 12:00"), at(MANILA, "2026-03-07 13:00"))


def test_one_place_and_around_the_clock_have_pieces_too() -> None:
    start = at(MANILA, "2026-03-04 16:00")
    assert list(office().pieces(start, start + DAY)) == [
        Piece(start, start + HOUR, MANILA),
        Piece(start + 16 * HOUR, start + DAY, MANILA),
    ]
    assert list(AroundTheClock(UTC).pieces(5, 9)) == [Piece(5, 9, UTC)]


@given(situations(), situations(), st.integers(0, 2 * DAY), st.integers(1, 20 * 3600))
@CASES
def test_the_union_against_the_minute_by_minute_oracle(
    first: tuple[CalendarDefinition, int], second: tuple[CalendarDefinition, int], length: int, seconds: int
) -> None:
    one, start = first
    two, _ = second
    start -= start % 60
    calendar = sun(("One", BusinessHours(one)), ("Two", BusinessHours(two)))
    minutes = range(start, start + length - length % 60, 60)
    is_open = [oracle.is_open(one, minute) or oracle.is_open(two, minute) for minute in minutes]
    end = start + 60 * len(is_open)
    assert calendar.between(start, end) == 60 * sum(is_open)
    pieces = list(calendar.pieces(start, end))
    assert sum(piece.closes - piece.opens for piece in pieces) == 60 * sum(is_open)
    for piece in pieces:
        definition = one if piece.site == "One" else two
        assert oracle.is_open(definition, piece.opens - piece.opens % 60)
        assert piece.site == "One" or not oracle.is_open(one, piece.opens)
    if any(one.week) and one.zone.key != "Pacific/Apia":
        due = calendar.add(start, seconds)
        assert calendar.between(start, due) == seconds
        assert calendar.between(start, due - 1) == seconds - 1
        assert due - start < timedelta(days=3650).total_seconds()
