"""Putting a change before those who approve it, and acting on what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from itsm.domains.approvals import api as approvals
from itsm.domains.changes.engine.board import approves_itself
from itsm.domains.changes.engine.readiness import OF_TEMPLATE, is_as_in_template
from itsm.domains.changes.enums import BoardPhase, ChangeState, ChangeType, RiskLevel
from itsm.domains.changes.events import ChangeMoved
from itsm.domains.changes.repository import get_template, lock_change
from itsm.domains.changes.service.boards import SUBJECT, ask_board
from itsm.domains.changes.service.common import missing_of, standing, touch
from itsm.domains.changes.service.conflicts import refresh_conflicts
from itsm.domains.changes.service.freezes import freezing_of, steps_of

if TYPE_CHECKING:
    from itsm.domains.changes.models import Change
    from itsm.platform.work import UnitOfWork


async def put_forward(work: UnitOfWork, change: Change) -> None:
    """Approve a change by itself where its template allows that, else ask its board, and whom freezes ask for besides.

    Raises TooFewApprovers (409).
    """
    freezing = await freezing_of(work.session, change)
    change.approved_itself = not freezing.asking and await _approves_itself(work, change, is_frozen=freezing.blocks)
    more = await steps_of(work.session, freezing)
    approval = None if change.approved_itself else await ask_board(work, change, BoardPhase.BEFORE, more)
    change.approval_id = approval.id if approval else None
    change.state = (ChangeState.SUBMITTED if approval else ChangeState.APPROVED).value
    change.submitted_at = work.now
    change.approved_at = None if approval else work.now


async def ask_anew(work: UnitOfWork, change: Change, *, why: str) -> None:
    """Void what was said of a locked change and ask again.

    One that is no longer complete, or was moved into a freeze that lets nothing through, becomes a draft.
    """
    await approvals.void_approvals(work, SUBJECT, change.id, why)
    before = change.state
    change.approval_id = change.approved_at = None
    if missing_of(change) or (await freezing_of(work.session, change)).blocks:
        change.state = ChangeState.DRAFT.value
    else:
        await put_forward(work, change)
    if change.state != before:
        record_move(work, change, before, f"Approval asked for again: {why}")
        await refresh_conflicts(work, change)


async def lock_subject(work: UnitOfWork, change_id: UUID) -> None:
    """Lock the change that is decided on (for the approvals room)."""
    await lock_change(work.session, change_id)


async def board_settled(work: UnitOfWork, change_id: UUID, outcome: approvals.Outcome) -> None:
    """Let a change follow what its board said; the word that comes afterwards is kept and moves nothing."""
    change = await lock_change(work.session, change_id)
    if outcome.purpose != BoardPhase.BEFORE or change.approval_id != outcome.approval_id:
        return
    before = change.state
    if outcome.standing is approvals.Standing.APPROVED:
        change.state, change.approved_at = ChangeState.APPROVED.value, work.now
    else:
        change.state = ChangeState.REJECTED.value
    touch(work, change)
    record_move(work, change, before, outcome.reason)
    await refresh_conflicts(work, change)


def record_move(work: UnitOfWork, change: Change, before: str, note: str) -> None:
    """Record that a change is in another state."""
    words = change.state.replace("_", " ")
    work.record(
        ChangeMoved(
            **standing(change),
            state=change.state,
            previous_state=before,
            note=note,
            implementer_id=change.implementer_id,
            requester_id=change.requester_id,
            changes={"state": (before, change.state)},
            summary=f"{change.number} is {words}" + (f": {note}" if note else ""),
        )
    )


async def _approves_itself(work: UnitOfWork, change: Change, *, is_frozen: bool) -> bool:
    if change.template_id is None or change.type != ChangeType.STANDARD:
        return False
    template = await get_template(work.session, change.template_id)
    said: dict[str, Any] = {name: getattr(change, name) for name in OF_TEMPLATE}
    return approves_itself(
        ChangeType.STANDARD,
        RiskLevel(change.risk_level or RiskLevel.CRITICAL),
        is_preapproved=template.is_preapproved,
        is_as_in_template=is_as_in_template(said, template.fields),
        is_frozen=is_frozen,
    )


subject = approvals.Subject(lock=lock_subject, settled=board_settled)
"""What wiring registers with the approvals room."""
