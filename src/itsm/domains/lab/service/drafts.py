"""Begin, rename, activate, schedule and discard drafts; bring an earlier version back."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from itsm.domains.lab.enums import DraftState, Kind
from itsm.domains.lab.events import (
    DraftActivated,
    DraftBlocked,
    DraftChanged,
    DraftCreated,
    DraftDiscarded,
    DraftScheduled,
    VersionRestored,
)
from itsm.domains.lab.kinds import ROOMS, Content
from itsm.domains.lab.models import RuleDraft
from itsm.domains.lab.queries.versions import content_of, live_version_id
from itsm.domains.lab.repository import get_draft
from itsm.platform.errors import Conflict, Invalid, Problem
from itsm.platform.ids import new_id
from itsm.platform.work import UnitOfWork

MANAGE: Final = "settings.manage"


async def begin_draft(
    work: UnitOfWork, kind: Kind, *, name: str, reason: str, from_version: str | None = None
) -> RuleDraft:
    """Begin a draft of what is in force, or of an earlier version; raise NotFound for a version that never was."""
    work.actor.require(MANAGE)
    live = await ROOMS[kind].current(work.session)
    content = await content_of(work.session, kind, from_version) if from_version else live
    row = RuleDraft(
        id=new_id(),
        kind=kind.value,
        name=name,
        reason=reason,
        state=DraftState.OPEN.value,
        content=content,
        base=live,
        revisions={},
        version=1,
        author_id=work.actor.id,
        author_name=work.actor.name,
        created_at=work.now,
        updated_at=work.now,
    )
    work.session.add(row)
    work.record(DraftCreated(subject_id=row.id, version=1, kind=kind.value, summary=f"Draft {name} begun"))
    return row


async def rename_draft(work: UnitOfWork, row: RuleDraft, *, name: str | None, reason: str | None) -> RuleDraft:
    """Change what a locked draft is called and why it exists."""
    work.actor.require(MANAGE)
    _require_state(row, DraftState.OPEN, DraftState.BLOCKED, DraftState.SCHEDULED)
    wanted = {"name": name if name is not None else row.name, "reason": reason if reason is not None else row.reason}
    changes = {key: (getattr(row, key), value) for key, value in wanted.items() if getattr(row, key) != value}
    if changes:
        row.name, row.reason = wanted["name"], wanted["reason"]
        _moved(work, row)
        work.record(DraftChanged(**_standing(row), changes=changes, summary=f"Draft {row.name} renamed"))
    return row


async def activate_draft(work: UnitOfWork, row: RuleDraft, *, reason: str, overwrite: bool = False) -> RuleDraft:
    """Put a locked draft into force now.

    Raises Conflict (409, `live_changed`) where what is in force is no longer what the draft was begun from,
    unless `overwrite`; and whatever the room says against the content (422).
    """
    work.actor.require(MANAGE)
    _require_state(row, DraftState.OPEN, DraftState.BLOCKED, DraftState.SCHEDULED)
    kind = Kind(row.kind)
    if not overwrite and await ROOMS[kind].current(work.session) != row.base:
        raise Conflict("What is in force has changed since this draft was begun.", code="live_changed")
    was = row.state
    await ROOMS[kind].activate(work, row.content, reason)
    row.state, row.activate_at, row.activated_at, row.problem = DraftState.ACTIVATED.value, None, work.now, None
    row.reason = reason
    _moved(work, row)
    work.record(
        DraftActivated(
            **_standing(row), changes={"state": (was, row.state)}, summary=f"Draft {row.name} put into force: {reason}"
        )
    )
    return row


async def schedule_draft(work: UnitOfWork, row: RuleDraft, *, at: datetime, reason: str) -> RuleDraft:
    """Have a locked draft put into force at a time to come; raise Invalid for one that is past."""
    work.actor.require(MANAGE)
    _require_state(row, DraftState.OPEN, DraftState.BLOCKED, DraftState.SCHEDULED)
    if at <= work.now:
        raise Invalid.field("at", "Choose a time that is still to come.")
    if await ROOMS[Kind(row.kind)].current(work.session) != row.base:
        raise Conflict("What is in force has changed since this draft was begun.", code="live_changed")
    before = row.activate_at
    row.state, row.activate_at, row.reason, row.problem = DraftState.SCHEDULED.value, at, reason, None
    _moved(work, row)
    work.record(
        DraftScheduled(
            **_standing(row),
            changes={"activate_at": (before, at)},
            summary=f"Draft {row.name} planned for {at:%F %R} UTC",
        )
    )
    work.defer("lab.activate_due", {}, run_at=at)
    return row


async def unschedule_draft(work: UnitOfWork, row: RuleDraft) -> RuleDraft:
    """Take back the time of a locked draft."""
    work.actor.require(MANAGE)
    _require_state(row, DraftState.SCHEDULED)
    before = row.activate_at
    row.state, row.activate_at = DraftState.OPEN.value, None
    _moved(work, row)
    work.record(
        DraftScheduled(**_standing(row), changes={"activate_at": (before, None)}, summary=f"Draft {row.name}: no time")
    )
    return row


async def rebase_draft(work: UnitOfWork, row: RuleDraft) -> RuleDraft:
    """Say that what is in force was looked at: the draft stays as it is and replaces that when activated."""
    work.actor.require(MANAGE)
    _require_state(row, DraftState.OPEN, DraftState.BLOCKED)
    row.base, row.state, row.problem = await ROOMS[Kind(row.kind)].current(work.session), DraftState.OPEN.value, None
    _moved(work, row)
    work.record(
        DraftChanged(**_standing(row), changes={"base": (None, None)}, summary=f"Draft {row.name} compared anew")
    )
    return row


async def discard_draft(work: UnitOfWork, row: RuleDraft) -> None:
    """Put a locked draft aside; it stays readable, with its runs."""
    work.actor.require(MANAGE)
    if row.state == DraftState.DISCARDED:
        return
    _require_state(row, DraftState.OPEN, DraftState.BLOCKED, DraftState.SCHEDULED)
    was = row.state
    row.state, row.activate_at = DraftState.DISCARDED.value, None
    _moved(work, row)
    work.record(
        DraftDiscarded(**_standing(row), changes={"state": (was, row.state)}, summary=f"Draft {row.name} discarded")
    )


async def activate_planned(work: UnitOfWork, draft_id: UUID) -> None:
    """Put a draft into force whose time has come; one that cannot be is blocked, and says why."""
    row = await get_draft(work.session, draft_id, lock=True)
    if row.state != DraftState.SCHEDULED or row.activate_at is None or row.activate_at > work.now:
        return
    savepoint = await work.session.begin_nested()
    try:
        await activate_draft(work, row, reason=row.reason)
        await savepoint.commit()
    except Problem as fault:
        await savepoint.rollback()
        row = await get_draft(work.session, draft_id, lock=True)
        row.state, row.activate_at, row.problem = DraftState.BLOCKED.value, None, fault.detail
        _moved(work, row)
        work.record(
            DraftBlocked(
                **_standing(row),
                changes={"problem": (None, fault.detail)},
                summary=f"Draft {row.name} could not be put into force: {fault.detail}",
            )
        )


async def restore_version(work: UnitOfWork, kind: Kind, reference: str, *, reason: str) -> None:
    """Put an earlier version into force as the next one; raise NotFound, Conflict where it is in force already."""
    work.actor.require(MANAGE)
    content: Content = await content_of(work.session, kind, reference)
    if content == await ROOMS[kind].current(work.session):
        raise Conflict("This is what is in force.", code="in_force_already")
    await ROOMS[kind].activate(work, content, reason)
    work.record(
        VersionRestored(
            subject_id=live_version_id(kind),
            kind=kind.value,
            reference=reference,
            reason=reason,
            changes={"version": (None, reference)},
            summary=f"Version {reference} of {kind.value} is in force again: {reason}",
        )
    )


def _require_state(row: RuleDraft, *states: DraftState) -> None:
    if row.state not in states:
        raise Conflict("This draft is no longer open.", code="draft_not_open", state=row.state)


def _moved(work: UnitOfWork, row: RuleDraft) -> None:
    row.version, row.updated_at = row.version + 1, work.now


def _standing(row: RuleDraft) -> dict[str, Any]:
    return {"subject_id": row.id, "version": row.version, "kind": row.kind}
