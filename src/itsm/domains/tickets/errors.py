"""Refusals of this room, with their stable codes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from itsm.domains.tickets.engine import allowed_moves
from itsm.platform.errors import Conflict, FieldError, Invalid, NotFound

if TYPE_CHECKING:
    from itsm.domains.tickets.enums import TicketStatus
    from itsm.domains.tickets.similarity import Likeness


def unknown_ticket() -> NotFound:
    """Return the answer for a ticket that does not exist or may not be seen: the same bytes for both."""
    return NotFound("There is no such ticket.", code="ticket_not_found")


def transition_not_allowed(before: TicketStatus, after: TicketStatus, allowed: Iterable[str] | None = None) -> Conflict:
    """Return the refusal of a move, naming those that are allowed from here."""
    moves = list(allowed_moves(before) if allowed is None else allowed)
    known = ", ".join(moves) or "none"
    return Conflict(
        f"A ticket that is {before.value} cannot become {after.value}. Allowed: {known}.",
        code="transition_not_allowed",
        status_now=before.value,
        allowed=moves,
    )


def fields_required(names: Iterable[str], why: str) -> Invalid:
    """Return the refusal of a move that lacks what it needs, one error a field."""
    return Invalid(why, code="fields_required", errors=[FieldError(name, "required", why) for name in names])


def possible_duplicate(found: Iterable[Likeness]) -> Conflict:
    """Return the warning that this may already be a ticket; `confirm_duplicate` submits anyway."""
    return Conflict(
        "You raised something like this within the last 24 hours. Send confirm_duplicate to submit it anyway.",
        code="possible_duplicate",
        candidates=[
            {
                "id": like.candidate.id,
                "number": like.candidate.number,
                "title": like.candidate.title,
                "status": like.candidate.status,
                "created_at": like.candidate.created_at,
                "similarity": like.score,
            }
            for like in found
        ],
    )
