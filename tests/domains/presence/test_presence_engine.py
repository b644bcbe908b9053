"""Shifts in their own zone, leave, skills, and who is asked at night."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itsm.domains.presence.engine import Duty, Minutes, Presence, Shift
from itsm.domains.presence.enums import Absence

MANILA, NEW_YORK = ZoneInfo("Asia/Manila"), ZoneInfo("America/New_York")
OFFICE: tuple[Minutes, ...] = ((480, 720), (780, 1020))
WEEKDAYS = (OFFICE,) * 5 + ((), ())
ANA, BEN = UUID(int=1), UUID(int=2)
PH, US, ID = UUID(int=11), UUID(int=12), UUID(int=13)


def at(day: int, hour: int, minute: int = 0, *, zone: ZoneInfo = MANILA) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=zone).astimezone(UTC)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (at(2, 7, 59), False),
        (at(2, 8), True),
        (at(2, 11, 59), True),
        (at(2, 12), False),
        (at(2, 13), True),
        (at(2, 17), False),
        (at(7, 10), False),
    ],
)
def test_hours_begin_and_end_on_the_minute(moment: datetime, *, expected: bool) -> None:
    assert Shift(MANILA, WEEKDAYS).covers(moment) is expected


def test_a_night_is_two_intervals() -> None:
    shift = Shift(MANILA, ((((1320, 1440),),) + (((0, 360),),) + ((),) * 5))
    assert [shift.covers(at(2, 23, 59)), shift.covers(at(3, 0)), shift.covers(at(3, 6))] == [True, True, False]
    assert list(shift.spans(at(2, 23), at(3, 2))) == [(at(2, 23), at(3, 2))]


def test_days_that_join_are_one_stretch_and_end_at_midnight() -> None:
    always: tuple[Minutes, ...] = ((0, 720), (720, 1440))
    shift = Shift(MANILA, ((), always, always, always, (), (), ()))
    assert list(shift.spans(at(2, 0), at(9, 0))) == [(at(3, 0), at(6, 0))]
    assert [shift.covers(at(5, 23, 59)), shift.covers(at(6, 0))] == [True, False]


def test_hours_that_only_touch_a_period_are_not_in_it() -> None:
    shift = Shift(MANILA, WEEKDAYS)
    assert list(shift.spans(at(2, 12), at(2, 13))) == []
    assert list(shift.spans(at(2, 11), at(2, 14))) == [(at(2, 11), at(2, 12)), (at(2, 13), at(2, 14))]
    assert {moment.tzinfo for span in shift.spans(at(2, 0), at(3, 0)) for moment in span} == {UTC}


def test_a_shift_over_a_change_of_the_clock_is_one_stretch() -> None:
    # 2026-03-08: New York jumps from 02:00 to 03:00. 2026-11-01: 02:00 becomes 01:00 again.
    shift = Shift(NEW_YORK, ((),) * 6 + (((60, 240),),))
    spring = list(shift.spans(datetime(2026, 3, 8, tzinfo=UTC), datetime(2026, 3, 9, tzinfo=UTC)))
    assert [end - start for start, end in spring] == [timedelta(hours=2)]
    autumn = list(shift.spans(datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 11, 2, tzinfo=UTC)))
    assert [end - start for start, end in autumn] == [timedelta(hours=4)]


def test_hours_that_the_clock_jumps_over_begin_or_end_at_the_jump() -> None:
    # 2025-03-09: Havana jumps from 00:00 to 01:00, at 05:00 UTC.
    day = datetime(2025, 3, 9, tzinfo=UTC)
    for hours, expected in (
        ((0, 60), []),
        ((10, 50), []),
        ((30, 120), [(day + timedelta(hours=5), day + timedelta(hours=6))]),
    ):
        shift = Shift(ZoneInfo("America/Havana"), ((),) * 6 + ((hours,),))
        assert list(shift.spans(day, day + timedelta(days=1))) == expected
    evening = Shift(ZoneInfo("America/Havana"), ((),) * 5 + (((1380, 1440),), ((0, 30), (60, 90))))
    assert list(evening.spans(day, day + timedelta(days=1))) == [
        (day + timedelta(hours=4), day + timedelta(hours=5, minutes=30))
    ]


@pytest.mark.parametrize(
    "week",
    [WEEKDAYS[:6], (((480, 480),), *WEEKDAYS[1:]), (((480, 1441),), *WEEKDAYS[1:]), (((-1, 5),), *WEEKDAYS[1:])],
)
def test_hours_that_are_no_hours_are_refused(week: tuple[tuple[Minutes, ...], ...]) -> None:
    with pytest.raises(ValueError, match=r"^a week has seven days$|^an interval ends after it starts, within one day$"):
        Shift(MANILA, week)


def test_hours_that_overlap_are_refused() -> None:
    with pytest.raises(ValueError, match=r"^intervals must be in order and must not overlap$"):
        Shift(MANILA, (((480, 720), (719, 800)), *WEEKDAYS[1:]))
    assert Shift(MANILA, (((480, 720), (720, 800)), *WEEKDAYS[1:]))


@st.composite
def days(draw: st.DrawFn) -> tuple[Minutes, ...]:
    edges = sorted(draw(st.sets(st.integers(0, 1440), max_size=6)))
    return tuple(zip(edges[::2], edges[1::2], strict=False))


@given(
    st.sampled_from(["Asia/Manila", "America/New_York", "Europe/London", "Australia/Lord_Howe", "America/Havana"]),
    st.tuples(*[days()] * 7),
    st.integers(0, 3 * 365 * 24 * 60).map(lambda past: datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=past)),
)
def test_spans_say_what_covers_says(zone: str, week: tuple[tuple[Minutes, ...], ...], moment: datetime) -> None:
    shift = Shift(ZoneInfo(zone), week)
    spans = list(shift.spans(moment - timedelta(days=1), moment + timedelta(days=1)))
    assert shift.covers(moment) is any(start <= moment < end for start, end in spans)
    assert all(moment - timedelta(days=1) <= start < end <= moment + timedelta(days=1) for start, end in spans)
    assert all(earlier[1] < later[0] for earlier, later in pairwise(spans))


def test_why_somebody_is_not_at_work() -> None:
    people = Presence(
        shifts={ANA: Shift(MANILA, WEEKDAYS)}, leaves={ANA: ((at(3, 0), at(4, 0)),), BEN: ((at(2, 9), at(2, 10)),)}
    )
    assert people.absence_of(ANA, at(2, 9)) is None
    assert people.absence_of(ANA, at(2, 20)) is Absence.OFF_SHIFT
    assert people.absence_of(ANA, at(3, 0)) is Absence.ON_LEAVE
    assert people.absence_of(ANA, at(4, 9)) is None
    assert people.absence_of(BEN, at(2, 9)) is Absence.ON_LEAVE
    assert people.absence_of(BEN, at(2, 10)) is None


def test_hours_say_nothing_of_the_time_before_they_were_set() -> None:
    people = Presence(shifts={ANA: Shift(MANILA, WEEKDAYS, since=at(3, 0))})
    assert people.absence_of(ANA, at(2, 23)) is None
    assert people.absence_of(ANA, at(3, 0)) is Absence.OFF_SHIFT
    assert people.absence_of(ANA, at(3, 9)) is None


def test_skills_that_are_gone_are_asked_of_nobody() -> None:
    sap, printers, gone = (UUID(int=n) for n in (71, 72, 73))
    people = Presence(skills={ANA: frozenset({sap})}, skill_names={sap: "SAP", printers: "Printers"})
    assert (people.skills_of(ANA), people.skills_of(BEN)) == ({sap}, frozenset())
    assert people.named_skills((printers, gone, sap)) == {printers: "Printers", sap: "SAP"}


def test_teams_follow_each_other_once_round() -> None:
    people = Presence(duties={PH: Duty((ANA,), US), US: Duty((), ID), ID: Duty((), PH)})
    assert people.followed_from(PH) == (PH, US, ID)
    assert people.followed_from(US) == (US, ID, PH)
    assert Presence().followed_from(PH) == (PH,)
    assert people.duty_of(UUID(int=99)) == Duty()
