"""When steps are settled, who may decide, when to chase: by example, and against slow ways of saying the same."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itsm.domains.approvals.engine.people import Delegation, Place, fixed, seats_for
from itsm.domains.approvals.engine.steps import StepVotes, course, needed_of, standing_of, whole
from itsm.domains.approvals.engine.timing import Chase, chase, reminder_at
from itsm.domains.approvals.enums import Standing, StepRule, Vote

YES, NO = Vote.APPROVED, Vote.REJECTED
NOW = datetime(2026, 11, 28, 9, tzinfo=UTC)
votes_of = st.lists(st.sampled_from([YES, NO, None]), min_size=1, max_size=5).map(tuple)


@pytest.mark.parametrize(
    ("rule", "quorum", "places", "needed"),
    [
        (StepRule.ANY, 9, 3, 1),
        (StepRule.ALL, 1, 3, 3),
        (StepRule.QUORUM, 2, 3, 2),
        (StepRule.QUORUM, 4, 3, None),
        (StepRule.ANY, 1, 0, None),
        (StepRule.ALL, 1, 0, None),
        (StepRule.QUORUM, 0, 1, 1),
    ],
)
def test_how_many_must_say_yes(rule: StepRule, quorum: int, places: int, needed: int | None) -> None:
    assert needed_of(rule, quorum, places) == needed


def slow_standing(step: StepVotes) -> Standing:
    """Look at every way the open places could still go."""
    ends = {
        sum(vote is YES for vote in end) >= step.needed
        for end in product(*([vote] if vote else [YES, NO] for vote in step.votes))
    }
    if ends == {True}:
        return Standing.APPROVED
    return Standing.REJECTED if ends == {False} else Standing.OPEN


@given(votes_of, st.integers(1, 5))
def test_a_step_is_settled_as_soon_as_nothing_could_alter_it(votes: tuple[Vote | None, ...], needed: int) -> None:
    step = StepVotes(needed, votes)
    found = standing_of(step)
    # A step that is approved stays so; open places could only add to it.
    assert found is slow_standing(step)


@given(st.lists(st.builds(StepVotes, st.integers(1, 3), votes_of), max_size=4))
def test_steps_wait_for_each_other(steps: list[StepVotes]) -> None:
    found = course(steps)
    assert len(found) == len(steps)
    for index, standing in enumerate(found):
        before = found[:index]
        if all(one is Standing.APPROVED for one in before):
            assert standing is standing_of(steps[index])
        else:
            assert standing is Standing.WAITING
    after = whole(found)
    if not steps or set(found) == {Standing.APPROVED}:
        assert after is Standing.APPROVED
    else:
        assert after is (Standing.REJECTED if Standing.REJECTED in found else Standing.OPEN)


def test_who_is_asked_is_asked_once_and_never_on_their_own() -> None:
    assert fixed(["ana", "ben", "ana", "cy"], {"cy"}) == ("ana", "ben")


people = st.sampled_from("abcde")
moments = st.integers(-3, 3).map(lambda hours: NOW + timedelta(hours=hours))
delegations_of = st.lists(st.builds(Delegation, people, people, moments, moments), max_size=6)
places_of = st.lists(st.builds(Place, people, st.none() | people), max_size=5)


@given(people, places_of, delegations_of, st.sets(people), st.sets(people))
def test_who_may_decide_for_whom(
    person: str, places: list[Place[str]], delegations: list[Delegation[str]], stand_ins: set[str], barred: set[str]
) -> None:
    seats = seats_for(person, places, delegations, stand_ins=stand_ins, barred=barred, now=NOW)
    has_spoken = any(place.decided_by == person for place in places)
    for index, place in enumerate(places):
        lent = any(
            one.person == place.approver and one.delegate == person and one.starts_at <= NOW and one.ends_at > NOW
            for one in delegations
        )
        near = place.approver == person or lent or person in stand_ins
        assert (index in seats) == (near and not place.decided_by and person not in barred and not has_spoken)
    own = [places[index].approver == person for index in seats]
    assert own == sorted(own, reverse=True), "their own come first"


@pytest.mark.parametrize(
    ("hours", "is_reminded", "is_escalated", "what", "again"),
    [
        (0, False, False, None, 2),
        (2, False, False, Chase.REMIND, 4),
        (3, True, False, None, 4),
        (4, True, False, Chase.ESCALATE, None),
        (9, False, False, Chase.ESCALATE, None),
        (9, True, True, None, None),
    ],
)
def test_reminder_half_way_escalation_when_due(
    hours: int, *, is_reminded: bool, is_escalated: bool, what: Chase | None, again: int | None
) -> None:
    due = NOW + timedelta(hours=4)
    found = chase(NOW + timedelta(hours=hours), NOW, due, is_reminded=is_reminded, is_escalated=is_escalated)
    assert found == (what, None if again is None else NOW + timedelta(hours=again))
    assert reminder_at(NOW, due) == NOW + timedelta(hours=2)


def test_a_delegation_holds_from_its_first_second_until_before_its_last() -> None:
    lent = Delegation("ana", "ben", NOW, NOW + timedelta(hours=1))
    assert [lent.holds_at(NOW + timedelta(seconds=s)) for s in (-1, 0, 3_599, 3_600)] == [False, True, True, False]


@pytest.mark.parametrize(
    ("person", "decided_by", "delegate", "hours", "barred", "seats"),
    [
        ("ben", None, "ben", 0, (), (0,)),
        ("ben", None, "cy", 0, (), ()),
        ("ben", None, "ben", 1, (), ()),
        ("ben", "ben", "ben", 0, (), ()),
        ("ben", None, "ben", 0, ("ben",), ()),
    ],
)
def test_whose_seat_may_be_taken(
    person: str, decided_by: str | None, delegate: str, hours: int, barred: tuple[str, ...], seats: tuple[int, ...]
) -> None:
    places = [Place("ana"), Place("dee", decided_by)]
    begins = NOW + timedelta(hours=hours)
    lent = [Delegation("ana", delegate, begins, begins + timedelta(hours=2))]
    assert seats_for(person, places, lent, stand_ins=(), barred=barred, now=NOW) == seats


def test_all_of_one_is_one() -> None:
    assert needed_of(StepRule.ALL, 0, 1) == 1
