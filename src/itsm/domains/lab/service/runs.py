"""Ask for a run of a draft, cancel it, and write down how far it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import delete, func, select, update

from itsm.domains.lab.enums import ENDED, RunState
from itsm.domains.lab.events import BacktestEnded, BacktestProgressed, BacktestRequested
from itsm.domains.lab.models import Backtest, BacktestChange, BacktestLoad, RuleDraft
from itsm.platform.errors import Conflict, Invalid
from itsm.platform.ids import new_id
from itsm.platform.work import UnitOfWork

MANAGE: Final = "settings.manage"
JOB: Final = "lab.run_backtest"
MOST_WAITING: Final = 5
"""A run reads the whole period; more than a few at once would only slow each other down."""


MOST_ATTEMPTS: Final = 3


class LostRunError(Exception):
    """The run was started anew elsewhere, cancelled or deleted: this one must write nothing more."""


async def request_run(work: UnitOfWork, draft: RuleDraft, *, start: datetime, end: datetime) -> Backtest:
    """Have a draft's present content run over the tickets raised from `start` until before `end`.

    Raises Invalid for a period that is none, Conflict (409, `too_many_runs`) while several wait.
    """
    work.actor.require(MANAGE)
    if start >= end:
        raise Invalid.field("period_to", "The period ends after it begins.")
    waiting = await work.session.scalar(
        select(func.count()).select_from(Backtest).where(Backtest.state.not_in([state.value for state in ENDED]))
    )
    if (waiting or 0) >= MOST_WAITING:
        raise Conflict("Let the runs that wait end first.", code="too_many_runs")
    row = Backtest(
        id=new_id(),
        draft_id=draft.id,
        kind=draft.kind,
        content=draft.content,
        draft_version=draft.version,
        state=RunState.QUEUED.value,
        period_from=start,
        period_to=end,
        attempt=0,
        total=0,
        done=0,
        is_cancel_asked=False,
        author_id=work.actor.id,
        author_name=work.actor.name,
        created_at=work.now,
        version=1,
    )
    work.session.add(row)
    work.defer(JOB, {"run_id": row.id})
    work.record(BacktestRequested(**_standing(row), summary=f"Draft {draft.name} is run over the past"))
    return row


async def cancel_run(work: UnitOfWork, row: Backtest) -> Backtest:
    """Ask a locked run to stop; one that has not begun stops at once. Nothing happens to one that has ended."""
    work.actor.require(MANAGE)
    if row.state in ENDED:
        return row
    row.is_cancel_asked = True
    if row.state == RunState.QUEUED:
        _end(work, row, RunState.CANCELLED)
    else:
        row.version += 1
    return row


async def start_attempt(work: UnitOfWork, row: Backtest) -> int | None:
    """Begin a locked run from the start, whatever an earlier attempt left; None where there is nothing to do."""
    if row.state in ENDED:
        return None
    if row.attempt >= MOST_ATTEMPTS:
        row.error = "It ended its worker each time it was tried."
        _end(work, row, RunState.FAILED)
        return None
    for model in (BacktestLoad, BacktestChange):
        await work.session.execute(delete(model).where(model.backtest_id == row.id))
    row.state, row.started_at, row.done = RunState.RUNNING.value, work.now, 0
    row.attempt, row.version = row.attempt + 1, row.version + 1
    return row.attempt


async def note_progress(
    work: UnitOfWork, run_id: UUID, attempt: int, *, done: int, total: int, rows: Sequence[Mapping[str, Any]]
) -> bool:
    """Write down how far an attempt is, with the changed tickets since; tell whether it is to go on.

    Raises LostRunError where this attempt is no longer the one that counts.
    """
    moved = await work.session.execute(
        update(Backtest)
        .where(Backtest.id == run_id, Backtest.attempt == attempt, Backtest.state == RunState.RUNNING.value)
        .values(done=done, total=total, version=Backtest.version + 1)
        .returning(Backtest.is_cancel_asked, Backtest.version, Backtest.draft_id, Backtest.kind)
        .execution_options(synchronize_session=False)
    )
    found = moved.first()
    if found is None:
        raise LostRunError
    for row in rows:
        work.stage(BacktestChange, row)
    work.record(
        BacktestProgressed(
            subject_id=run_id,
            version=found.version,
            draft_id=str(found.draft_id),
            kind=found.kind,
            changes={"done": (None, done)},
        )
    )
    return not found.is_cancel_asked


async def end_run(
    work: UnitOfWork,
    row: Backtest,
    attempt: int,
    state: RunState,
    *,
    summary: dict[str, Any] | None = None,
    loads: Sequence[Mapping[str, Any]] = (),
    error: str | None = None,
) -> None:
    """End a locked run with what it found. Raises LostRunError like `note_progress`."""
    if row.attempt != attempt or row.state != RunState.RUNNING:
        raise LostRunError
    for load in loads:
        work.stage(BacktestLoad, load)
    row.summary, row.error = summary, error
    _end(work, row, state)


def _end(work: UnitOfWork, row: Backtest, state: RunState) -> None:
    was = row.state
    row.state, row.ended_at, row.version = state.value, work.now, row.version + 1
    work.record(
        BacktestEnded(**_standing(row), changes={"state": (was, state.value)}, summary=f"Run over the past: {state}")
    )


def _standing(row: Backtest) -> dict[str, Any]:
    return {"subject_id": row.id, "version": row.version, "draft_id": str(row.draft_id), "kind": row.kind}
