"""What the use cases share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from itsm.domains.changes.engine.flow import MANAGE, Situation, needs_review
from itsm.domains.changes.engine.readiness import TEXTS, Draft, missing
from itsm.domains.changes.enums import ChangeState, ChangeType, Outcome, RiskLevel
from itsm.domains.changes.errors import NotYours

if TYPE_CHECKING:
    from itsm.domains.changes.models import Change
    from itsm.platform.actor import Actor
    from itsm.platform.work import UnitOfWork


def standing(change: Change) -> dict[str, Any]:
    """Return what every event says of a change as it is after it."""
    return {
        "subject_id": change.id,
        "version": change.version,
        "number": change.number,
        "title": change.title,
    }


def touch(work: UnitOfWork, change: Change) -> None:
    """Give a change its next version."""
    change.version += 1
    change.updated_at = work.now


def require_own(actor: Actor, change: Change) -> None:
    """Raise NotYours (403) unless the actor asked for the change, carries it out, or manages changes."""
    if not actor.can(MANAGE) and actor.id not in {change.requester_id, change.implementer_id}:
        raise NotYours("Only its requester, its implementer and change managers change it.")


def missing_of(change: Change) -> tuple[str, ...]:
    """Return what must be filled in before a change is submitted."""
    return missing(
        Draft(
            type=ChangeType(change.type),
            texts={name: getattr(change, name) for name in TEXTS},
            justification=change.justification,
            works_on_something=bool(change.systems or change.asset_ids),
            has_risk=change.risk_level is not None,
            has_template=change.template_id is not None,
            starts_at=change.starts_at,
            ends_at=change.ends_at,
        )
    )


def situation_of(
    actor: Actor, change: Change, *, is_late_approval_open: bool = False, is_frozen: bool = False
) -> Situation:
    """Return what the engine looks at to say what this actor may do with a change."""
    kind, outcome = ChangeType(change.type), Outcome(change.outcome) if change.outcome else None
    level = RiskLevel(change.risk_level) if change.risk_level else None
    return Situation(
        state=ChangeState(change.state),
        type=kind,
        is_owner=actor.id == change.requester_id,
        is_implementer=actor.id == change.implementer_id,
        is_manager=actor.can(MANAGE),
        is_complete=not missing_of(change),
        has_implementer=change.implementer_id is not None,
        is_reviewed=change.reviewed_at is not None,
        needs_review=needs_review(kind, level, outcome),
        is_late_approval_open=is_late_approval_open,
        is_frozen=is_frozen,
        starts_at=change.starts_at,
        ends_at=change.ends_at,
    )
