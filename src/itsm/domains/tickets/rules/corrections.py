"""Counts what people put right against the rule that had decided it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import text

from itsm.domains.tickets.rules.enums import Correction, RuleSetKind

if TYPE_CHECKING:
    from uuid import UUID

    from itsm.platform.work import UnitOfWork

_KIND_OF: Final = {
    Correction.PRIORITY: RuleSetKind.CLASSIFICATION,
    Correction.CATEGORY: RuleSetKind.ROUTING,
    Correction.TEAM: RuleSetKind.ROUTING,
}
# The rule is read from the decision in the same statement: the caller replaces it next.
# sees all: of a ticket that the actor is changing
_NOTE = text("""
    INSERT INTO ticket_rule_corrections
        (ticket_id, kind, rule_id, correction, previous, corrected, corrected_by_id, corrected_at)
    SELECT t.id, CAST(:kind AS text), (t.decision -> CAST(:kind AS text) ->> 'rule_id')::uuid,
           :correction, :previous, :corrected, :by, :at
    FROM tickets t
    WHERE t.id = :ticket_id AND t.decision -> CAST(:kind AS text) ->> 'rule_id' IS NOT NULL
    ON CONFLICT DO NOTHING
""")


async def note_correction(
    work: UnitOfWork, ticket_id: UUID, correction: Correction, *, previous: object, corrected: object
) -> None:
    """Note that the actor corrects what a rule decided; nothing where no rule did, or where nobody acts.

    Call it before the ticket's decision is replaced. `previous` and `corrected` are a priority or an id.
    """
    if work.actor.id is None:
        return
    await work.session.execute(
        _NOTE,
        {
            "ticket_id": ticket_id,
            "kind": _KIND_OF[correction].value,
            "correction": correction.value,
            "previous": str(previous) if previous else None,
            "corrected": str(corrected) if corrected else None,
            "by": work.actor.id,
            "at": work.now,
        },
    )
