"""The status machine: every pair of statuses, what each move needs, and the way round by several moves."""

from __future__ import annotations

import itertools

import pytest

from itsm.domains.tickets.engine import (
    MACHINE,
    allowed_moves,
    missing_fields,
    path_between,
    requester_moves,
    rule_of,
)
from itsm.domains.tickets.enums import ACTIVE, FINISHED, Move, Priority, TicketStatus, level_of, priority_of

S = TicketStatus
ALLOWED = {
    (S.NEW, S.IN_PROGRESS),
    (S.IN_PROGRESS, S.PENDING),
    (S.IN_PROGRESS, S.RESOLVED),
    (S.PENDING, S.IN_PROGRESS),
    (S.PENDING, S.RESOLVED),
    (S.RESOLVED, S.CLOSED),
    (S.RESOLVED, S.REOPENED),
    (S.CLOSED, S.REOPENED),
    (S.REOPENED, S.IN_PROGRESS),
}


@pytest.mark.parametrize(("before", "after"), list(itertools.product(S, S)))
def test_a_move_is_allowed_or_not(before: TicketStatus, after: TicketStatus) -> None:
    assert (rule_of(before, after) is not None) == ((before, after) in ALLOWED)
    assert (after in allowed_moves(before)) == ((before, after) in ALLOWED)


def test_every_status_is_active_or_finished() -> None:
    assert set(S) == ACTIVE | FINISHED
    assert not ACTIVE & FINISHED


def test_only_the_requesters_moves_are_theirs() -> None:
    assert {s: requester_moves(s) for s in S} == {
        S.NEW: (),
        S.IN_PROGRESS: (),
        S.PENDING: (),
        S.RESOLVED: (S.CLOSED, S.REOPENED),
        S.CLOSED: (S.REOPENED,),
        S.REOPENED: (),
    }


@pytest.mark.parametrize(
    ("move", "required"),
    [
        (Move.START, ()),
        (Move.WAIT, ("pending_reason",)),
        (Move.RESOLVE, ("resolution_summary", "resolution_category", "root_cause")),
        (Move.CLOSE, ("resolution_summary", "resolution_category", "root_cause")),
        (Move.REOPEN, ("reason",)),
    ],
)
def test_moves_need_their_fields(move: Move, required: tuple[str, ...]) -> None:
    rules = [rule for rule in MACHINE.values() if rule.move is move]
    assert rules
    for rule in rules:
        assert rule.required == required
        assert missing_fields(rule, {}) == required
        assert missing_fields(rule, dict.fromkeys(required, "said")) == ()
        assert missing_fields(rule, dict.fromkeys(required, "")) == required


def test_a_jump_of_another_system_becomes_moves_of_this_one() -> None:
    assert path_between(S.NEW, S.CLOSED) == (S.IN_PROGRESS, S.RESOLVED, S.CLOSED)
    assert path_between(S.CLOSED, S.PENDING) == (S.REOPENED, S.IN_PROGRESS, S.PENDING)
    assert path_between(S.NEW, S.IN_PROGRESS) == (S.IN_PROGRESS,)
    assert path_between(S.IN_PROGRESS, S.NEW) == ()
    for before, after in itertools.product(S, S):
        here = before
        for step in path_between(before, after):
            assert rule_of(here, step) is not None
            here = step


def test_priorities_and_their_levels() -> None:
    assert [level_of(p) for p in Priority] == [1, 2, 3, 4]
    assert [priority_of(n) for n in (1, 2, 3, 4)] == list(Priority)
