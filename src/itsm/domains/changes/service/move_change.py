"""Use cases: send a change on its way; write down how it went."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from itsm.domains.approvals import api as approvals
from itsm.domains.changes.engine.flow import ENDS, OVER, TO, WRITE, moves_from, obstacles
from itsm.domains.changes.enums import BoardPhase, ChangeAction, ChangeState, ChangeType, Outcome
from itsm.domains.changes.errors import MoveRefused
from itsm.domains.changes.events import ChangeReviewed, ChangeScheduled
from itsm.domains.changes.service.boards import SUBJECT, ask_board
from itsm.domains.changes.service.common import missing_of, require_own, situation_of, standing, touch
from itsm.domains.changes.service.conflicts import refresh_conflicts
from itsm.domains.changes.service.freezes import freezing_of
from itsm.domains.changes.service.submit import put_forward, record_move
from itsm.platform.errors import Conflict, FieldError, Invalid

if TYPE_CHECKING:
    from itsm.domains.changes.models import Change
    from itsm.platform.work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What is to be done with a change; finishing says how it ended, cancelling and failing say why."""

    move: ChangeAction
    note: str = ""
    outcome: Outcome | None = None


async def move_change(work: UnitOfWork, change: Change, step: Step) -> Change:
    """Send a locked change on its way.

    Raises MoveRefused (409) with what stands in the way, Invalid (422) for what is missing, TooFewApprovers (409).
    """
    work.actor.require(WRITE)
    await _require_free_way(work, change, step.move)
    before = change.state
    if step.move is ChangeAction.SUBMIT:
        await put_forward(work, change)
    elif step.move is ChangeAction.FINISH:
        await _finish(work, change, step)
    else:
        await _simple(work, change, step)
    touch(work, change)
    record_move(work, change, before, step.note)
    await refresh_conflicts(work, change)
    if step.move is ChangeAction.SCHEDULE:
        _tell_scheduled(work, change)
    return change


async def late_approval_is_open(work: UnitOfWork, change: Change) -> bool:
    """Tell whether those who approve afterwards have not spoken yet."""
    if change.late_approval_id is None:
        return False
    late = await work.session.get(approvals.Approval, change.late_approval_id)
    return late is not None and late.state == approvals.Standing.OPEN


async def write_review(work: UnitOfWork, change: Change, *, summary: str, lessons: str) -> Change:
    """Keep how a locked change went and what is learnt of it.

    Raises NotYours (403), Conflict (409) before it is over and once it is closed.
    """
    work.actor.require(WRITE)
    require_own(work.actor, change)
    if change.state not in OVER or change.state == ChangeState.CLOSED:
        raise Conflict("A review is written after a change was carried out and before it is closed.", code="not_over")
    change.review_summary, change.review_lessons = summary, lessons
    change.reviewed_by_id, change.reviewed_at = work.actor.id, work.now
    touch(work, change)
    work.record(
        ChangeReviewed(**standing(change), changes={"review": (None, None)}, summary=f"{change.number} reviewed")
    )
    return change


async def _require_free_way(work: UnitOfWork, change: Change, move: ChangeAction) -> None:
    state, kind = ChangeState(change.state), ChangeType(change.type)
    allowed = moves_from(state, kind)
    if move not in allowed:
        raise MoveRefused(
            f"A change that is {state.value.replace('_', ' ')} has no such move.",
            allowed=[one.value for one in allowed],
            obstacles=[],
        )
    if move is ChangeAction.SUBMIT and (empty := missing_of(change)):
        errors = [FieldError(name, "required", "Fill this in before you submit it.") for name in empty]
        raise Invalid("Something is missing before it can be submitted.", errors=errors)
    late = await late_approval_is_open(work, change)
    frozen = (await freezing_of(work.session, change)).blocks
    here = situation_of(work.actor, change, is_late_approval_open=late, is_frozen=frozen)
    found = obstacles(move, work.now, here)
    if found:
        raise MoveRefused(
            f"Not yet: {', '.join(one.value.replace('_', ' ') for one in found)}.",
            allowed=[one.value for one in allowed],
            obstacles=[one.value for one in found],
        )


async def _simple(work: UnitOfWork, change: Change, step: Step) -> None:
    if step.move in {ChangeAction.WITHDRAW, ChangeAction.CANCEL, ChangeAction.START}:
        await _leave_approvals(work, change, step.move)
    if step.move is ChangeAction.CANCEL and not step.note:
        raise Invalid.field("note", "Say why it is cancelled.", "required")
    if step.move in {ChangeAction.WITHDRAW, ChangeAction.REOPEN}:
        change.approval_id = change.submitted_at = change.approved_at = None
        change.approved_itself = False
    if step.move is ChangeAction.START:
        change.started_at = work.now
    elif step.move is ChangeAction.CLOSE:
        change.closed_at = work.now
    change.state = TO[step.move].value


async def _leave_approvals(work: UnitOfWork, change: Change, move: ChangeAction) -> None:
    """Void what is asked, where nobody need answer any more. What was approved stays so while it is carried out."""
    if move is ChangeAction.START:
        if change.state != ChangeState.SUBMITTED:
            return
        why = "Begun without waiting, as an emergency"
        change.approval_id = None
    else:
        why = "Withdrawn" if move is ChangeAction.WITHDRAW else "Cancelled"
    await approvals.void_approvals(work, SUBJECT, change.id, why)


async def _finish(work: UnitOfWork, change: Change, step: Step) -> None:
    if step.outcome is None:
        raise Invalid.field("outcome", "Say how it ended.", "required")
    if step.outcome is not Outcome.SUCCESS and not step.note:
        raise Invalid.field("note", "Say what went wrong and what was done about it.", "required")
    change.outcome, change.outcome_note = step.outcome.value, step.note
    change.finished_at, change.state = work.now, ENDS[step.outcome].value
    await work.session.flush()
    late = await ask_board(work, change, BoardPhase.AFTERWARDS)
    change.late_approval_id = late.id if late else None


def _tell_scheduled(work: UnitOfWork, change: Change) -> None:
    if change.starts_at is None or change.ends_at is None:
        return
    people = (change.requester_id, *((change.implementer_id,) if change.implementer_id else ()))
    work.record(
        ChangeScheduled(
            **standing(change),
            starts_at=change.starts_at.isoformat(),
            ends_at=change.ends_at.isoformat(),
            timezone=change.timezone,
            people=tuple(dict.fromkeys(people)),
            summary=f"{change.number} takes place on {change.starts_at:%Y-%m-%d %H:%M} UTC",
        )
    )
