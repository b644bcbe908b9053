"""What a row of the log asks for, compared with the row before."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from itsm.domains.imports.servicenow.log import Entry
from itsm.domains.imports.servicenow.steps import (
    Assign,
    CannotTakeError,
    Create,
    MoveTo,
    Prioritise,
    Seen,
    path_to,
    steps_of,
)
from itsm.domains.tickets.api import path_between
from itsm.domains.tickets.enums import TicketStatus

AT = datetime(2016, 3, 1, 9, tzinfo=UTC)
FIRST = Entry(
    number="INC1",
    ordinal=0,
    at=AT,
    opened_at=AT,
    state="New",
    priority="3 - Moderate",
    impact="2 - Medium",
    urgency="2 - Medium",
    group="Group 1",
    agent="",
    caller="Caller 1",
    location="Location 1",
    category="Category 1",
    subcategory="",
    symptom="",
    contact="Phone",
    reassignment_count=0,
    reopen_count=0,
    made_sla=True,
)


def moves(before: str, after: str) -> list[str]:
    return [status.value for status in path_between(TicketStatus(before), TicketStatus(after))]


def seen(status: str, state: str, waits_for: str | None = None) -> Seen:
    return Seen(state, FIRST.group, FIRST.agent, FIRST.priority, status, waits_for)


def test_the_first_row_creates_and_assigns() -> None:
    assert steps_of(FIRST, None, moves) == [Create(), Assign("Group 1", "")]


def test_a_first_row_further_on_makes_the_moves_between() -> None:
    steps = steps_of(replace(FIRST, state="Resolved"), None, moves)
    assert [s for s in steps if isinstance(s, MoveTo)] == [MoveTo("in_progress", None), MoveTo("resolved", None)]


def test_a_row_that_changes_nothing_that_counts_has_no_steps() -> None:
    assert steps_of(FIRST, seen("new", "New"), moves) == []


def test_reopening_comes_before_assigning_and_resolving_after() -> None:
    row = replace(FIRST, state="Active", group="Group 2", agent="Resolver 1")
    assert steps_of(row, seen("closed", "Closed"), moves) == [
        MoveTo("reopened", None),
        Assign("Group 2", "Resolver 1"),
        MoveTo("in_progress", None),
    ]


def test_waiting_for_somebody_else_passes_through_work() -> None:
    assert path_to("pending", "user", ("pending", "vendor"), moves) == [
        MoveTo("in_progress", None),
        MoveTo("pending", "vendor"),
    ]


def test_a_new_priority_is_a_step() -> None:
    row = replace(FIRST, priority="1 - Critical")
    assert steps_of(row, seen("new", "New"), moves) == [Prioritise("P1")]


def test_new_after_resolved_becomes_work_again() -> None:
    assert path_to("resolved", None, ("new", None), moves) == [MoveTo("reopened", None), MoveTo("in_progress", None)]


@pytest.mark.parametrize(("field", "word"), [("state", "-100"), ("priority", "")])
def test_unknown_words_are_refused_with_the_reason(field: str, word: str) -> None:
    with pytest.raises(CannotTakeError, match=field):
        steps_of(replace(FIRST, **{field: word}), None, moves)
