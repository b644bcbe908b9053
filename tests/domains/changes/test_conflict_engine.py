"""Conflicts and free windows, against oracles that go through time quarter hour by quarter hour."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itsm.domains.changes.engine.conflicts import (
    Booking,
    Clash,
    Freeze,
    all_clashes,
    clashes,
    meets_on,
    overlap,
    told_apart,
)
from itsm.domains.changes.engine.slots import GRID, Hours, free_slots, spans
from itsm.domains.changes.enums import ChangeType, ConflictKind, FreezeEffect

NOW = datetime(2026, 3, 1, tzinfo=UTC)
MANILA = ZoneInfo("Asia/Manila")
NEW_YORK = ZoneInfo("America/New_York")
EVERY_DAY = frozenset(range(7))
ticks = st.integers(0, 40)


def at(tick: int) -> datetime:
    return NOW + tick * GRID


@st.composite
def bookings(draw: st.DrawFn, name: int) -> Booking:
    start = draw(ticks)
    works_on = draw(st.frozensets(st.sampled_from("abc"), max_size=2))
    return Booking(
        id=name,
        starts_at=at(start),
        ends_at=at(start + draw(st.integers(1, 9))),
        type=draw(st.sampled_from(list(ChangeType))),
        implementer=draw(st.none() | st.sampled_from("xy")),
        site=draw(st.none() | st.sampled_from("PU")),
        team=draw(st.none() | st.sampled_from("mn")),
        works_on=works_on,
        reach=works_on | draw(st.frozensets(st.sampled_from("abcd"), max_size=2)),
    )


@st.composite
def freezes(draw: st.DrawFn, name: int) -> Freeze:
    start = draw(ticks)
    return Freeze(
        id=name,
        starts_at=at(start),
        ends_at=at(start + draw(st.integers(1, 9))),
        effect=draw(st.sampled_from(list(FreezeEffect))),
        sites=draw(st.frozensets(st.sampled_from("PU"), max_size=1)),
        teams=draw(st.frozensets(st.sampled_from("mn"), max_size=1)),
        types=draw(st.frozensets(st.sampled_from(list(ChangeType)), max_size=2)),
    )


many = st.integers(1, 6).flatmap(lambda count: st.tuples(*(bookings(name) for name in range(count))))
some_freezes = st.integers(0, 3).flatmap(lambda count: st.tuples(*(freezes(100 + name) for name in range(count))))


def busy_at(one: Booking | Freeze, tick: int) -> bool:
    return one.starts_at <= at(tick) < one.ends_at


def slowly(one: Booking, others: tuple[Booking, ...], frozen: tuple[Freeze, ...]) -> set[tuple[str, int]]:
    """Look at every quarter hour whether two are at work at once, and on what."""
    found: set[tuple[str, int]] = set()
    for tick in range(60):
        if not busy_at(one, tick):
            continue
        for other in others:
            if other.id == one.id or not busy_at(other, tick):
                continue
            if any(key in other.works_on or key in other.reach for key in one.works_on) or any(
                key in one.reach for key in other.works_on
            ):
                found.add(("system", int(str(other.id))))
            if one.implementer and one.implementer == other.implementer:
                found.add(("implementer", int(str(other.id))))
        for freeze in frozen:
            about = (
                (not freeze.sites or one.site is None or one.site in freeze.sites)
                and (not freeze.teams or one.team in freeze.teams)
                and (not freeze.types or one.type in freeze.types)
            )
            if about and busy_at(freeze, tick):
                found.add(("freeze", int(str(freeze.id))))
    return found


def said(found: tuple[Clash, ...]) -> set[tuple[str, int]]:
    return {(clash.kind.value, int(str(clash.freeze if clash.other is None else clash.other))) for clash in found}


@given(many, some_freezes)
def test_what_is_in_the_way_is_found_as_slowly(changes: tuple[Booking, ...], frozen: tuple[Freeze, ...]) -> None:
    for one in changes:
        assert said(clashes(one, changes, frozen)) == slowly(one, changes, frozen)


@given(many, some_freezes)
def test_all_at_once_is_each_by_itself(changes: tuple[Booking, ...], frozen: tuple[Freeze, ...]) -> None:
    found = all_clashes(changes, frozen)
    for one in changes:
        assert set(found[one.id]) == set(clashes(one, changes, frozen))
        assert len(found[one.id]) == len(clashes(one, changes, frozen))


@given(many)
def test_two_changes_are_in_each_others_way_or_neither(changes: tuple[Booking, ...]) -> None:
    for one in changes:
        for other in changes:
            assert meets_on(one, other) == meets_on(other, one)
            assert overlap(one, other) == overlap(other, one)


def test_windows_that_only_touch_are_in_nobody_s_way() -> None:
    first = Booking(id=1, starts_at=at(0), ends_at=at(4), works_on=frozenset("a"))
    second = Booking(id=2, starts_at=at(4), ends_at=at(8), works_on=frozenset("a"))
    assert clashes(first, [second], []) == ()
    longer = Booking(id=3, starts_at=at(3), ends_at=at(9), works_on=frozenset("a"))
    (clash,) = clashes(first, [longer], [])
    assert (clash.kind, clash.on, clash.starts_at, clash.ends_at) == (
        ConflictKind.SYSTEM,
        frozenset("a"),
        at(3),
        at(4),
    )


spans_of = st.lists(st.tuples(ticks, st.integers(1, 12)).map(lambda pair: (at(pair[0]), at(sum(pair)))), max_size=5)


@given(st.integers(1, 8), spans_of, spans_of, st.integers(1, 4))
def test_free_windows_are_those_found_step_by_step(
    length: int, where: list[tuple[datetime, datetime]], busy: list[tuple[datetime, datetime]], count: int
) -> None:
    duration = length * GRID
    expected: list[tuple[datetime, datetime]] = []
    for start, end in where:
        moment = start
        while moment + duration <= end:
            if any(since < moment + duration and until > moment for since, until in busy):
                moment += GRID
            else:
                expected.append((moment, moment + duration))
                moment += duration
    assert free_slots(duration, where, busy, count=count) == tuple(expected[:count])


def test_a_window_begins_on_a_quarter_hour() -> None:
    off = NOW + timedelta(minutes=7)
    ((start, _),) = free_slots(GRID, [(off, off + timedelta(hours=2))], [(NOW, NOW + timedelta(minutes=31))], count=1)
    assert start == NOW + timedelta(minutes=45)
    assert free_slots(GRID, [], [], count=1) == ()


def test_hours_over_midnight_on_their_own_weekday_and_cut_at_both_ends() -> None:
    nights = Hours(zone=MANILA, opens=time(22), closes=time(2), weekdays=frozenset({5}))
    found = list(spans(nights, NOW - timedelta(days=3), NOW + timedelta(days=9)))
    # 28 February 2026 is a Saturday; Manila is eight hours ahead.
    assert found[0] == (datetime(2026, 2, 28, 14, tzinfo=UTC), datetime(2026, 2, 28, 18, tzinfo=UTC))
    assert len(found) == 2
    cut = list(spans(nights, found[0][0] + timedelta(hours=1), found[0][1] - timedelta(hours=1)))
    assert cut == [(found[0][0] + timedelta(hours=1), found[0][1] - timedelta(hours=1))]


@pytest.mark.parametrize("day", [8, 1])
def test_a_night_that_loses_an_hour_is_shorter(day: int) -> None:
    """New York springs forward on 8 March 2026 at two in the morning."""
    nights = Hours(zone=NEW_YORK, opens=time(1), closes=time(5), weekdays=EVERY_DAY)
    begin = datetime(2026, 3, day, 0, tzinfo=NEW_YORK)
    (start, end) = next(iter(spans(nights, begin, begin + timedelta(days=1))))
    assert end - start == timedelta(hours=3 if day == 8 else 4)


@given(many)
def test_where_two_meet_is_told_apart_without_loss(changes: tuple[Booking, ...]) -> None:
    by_id = {one.id: one for one in changes}
    for one in changes:
        for clash in clashes(one, changes, ()):
            shared, own, theirs = told_apart(clash, one)
            assert shared | own | theirs == clash.on
            assert shared == clash.on & one.works_on & by_id[clash.other].works_on
            assert own <= one.works_on
            assert theirs.isdisjoint(one.works_on)


def test_a_freeze_is_in_the_way_for_the_time_both_share_and_meets_on_nothing() -> None:
    one = Booking(id=1, starts_at=at(2), ends_at=at(6), works_on=frozenset("a"))
    (clash,) = clashes(one, [], [Freeze(id="f", starts_at=at(4), ends_at=at(9), effect=FreezeEffect.BLOCK)])
    assert (clash.kind, clash.other, clash.freeze) == (ConflictKind.FREEZE, None, "f")
    assert (clash.starts_at, clash.ends_at, clash.on, clash.both) == (at(4), at(6), frozenset(), frozenset())


def test_windows_fit_exactly_between_what_is_busy() -> None:
    busy = [(at(0), at(4)), (at(6), at(9))]
    assert free_slots(2 * GRID, [(at(0), at(9))], busy, count=3) == ((at(4), at(6)),)


def test_hours_that_only_touch_what_is_asked_are_none_of_it() -> None:
    days = Hours(zone=MANILA, opens=time(9), closes=time(17), weekdays=EVERY_DAY)
    nine = datetime(2026, 3, 2, 9, tzinfo=MANILA)
    five = datetime(2026, 3, 2, 17, tzinfo=MANILA)
    assert list(spans(days, five, nine + timedelta(days=1))) == []
    assert list(spans(days, nine, five)) == [(nine, five)]


def test_hours_that_close_when_they_open_are_a_whole_day() -> None:
    whole = Hours(zone=MANILA, opens=time(8), closes=time(8), weekdays=frozenset({0}))
    (found,) = spans(whole, NOW, NOW + timedelta(days=7))
    assert found[1] - found[0] == timedelta(days=1)
