"""The status machine as data. Pure: no database, no clock.

New → In Progress ⇄ Pending → Resolved → Closed; Resolved or Closed → Reopened → In Progress
(domain.md, Tickets). In Progress resolves with or without having waited. Anything else is refused, and the
refusal names the moves that are allowed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from itsm.domains.tickets.enums import Move, TicketStatus

_RESOLUTION = ("resolution_summary", "resolution_category", "root_cause")

Status = TicketStatus


@dataclass(frozen=True, slots=True)
class Rule:
    """One allowed move: what it means, what must be told, and whether the requester may do it too."""

    move: Move
    required: tuple[str, ...] = ()
    by_requester: bool = False


MACHINE: Mapping[tuple[Status, Status], Rule] = {
    (Status.NEW, Status.IN_PROGRESS): Rule(Move.START),
    (Status.IN_PROGRESS, Status.PENDING): Rule(Move.WAIT, ("pending_reason",)),
    (Status.IN_PROGRESS, Status.RESOLVED): Rule(Move.RESOLVE, _RESOLUTION),
    (Status.PENDING, Status.IN_PROGRESS): Rule(Move.START),
    (Status.PENDING, Status.RESOLVED): Rule(Move.RESOLVE, _RESOLUTION),
    (Status.RESOLVED, Status.CLOSED): Rule(Move.CLOSE, _RESOLUTION, by_requester=True),
    (Status.RESOLVED, Status.REOPENED): Rule(Move.REOPEN, ("reason",), by_requester=True),
    (Status.CLOSED, Status.REOPENED): Rule(Move.REOPEN, ("reason",), by_requester=True),
    (Status.REOPENED, Status.IN_PROGRESS): Rule(Move.START),
}


def allowed_moves(status: Status) -> tuple[Status, ...]:
    """Return the statuses a ticket may move to from `status`, in the order of the machine."""
    return tuple(after for before, after in MACHINE if before is status)


def requester_moves(status: Status) -> tuple[Status, ...]:
    """Return the statuses to which the requester may move their ticket from `status`."""
    return tuple(after for (before, after), rule in MACHINE.items() if before is status and rule.by_requester)


def rule_of(before: Status, after: Status) -> Rule | None:
    """Return the rule of a move, or None where there is no such move."""
    return MACHINE.get((before, after))


def missing_fields(rule: Rule, given: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what the move needs and neither the request nor the ticket holds."""
    return tuple(name for name in rule.required if not given.get(name))


def path_between(before: Status, after: Status) -> tuple[Status, ...]:
    """Return the shortest sequence of allowed moves that ends in `after`; empty where there is none.

    For imports: other systems jump from New to Closed in one go.
    """
    paths: list[tuple[Status, ...]] = [(move,) for move in allowed_moves(before)]
    seen = {before}
    for path in paths:
        if path[-1] is after:
            return path
        if path[-1] not in seen:
            seen.add(path[-1])
            paths += [(*path, move) for move in allowed_moves(path[-1])]
    return ()
