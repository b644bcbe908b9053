"""Scheduling a dashboard for oneself, changing that, and having it sent now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from itsm.domains.reporting.errors import no_such_page
from itsm.domains.reporting.filters import DashboardParams, slice_of
from itsm.domains.reporting.registry.pages import PAGES
from itsm.domains.reporting.schedules.engine import Rhythm, next_due
from itsm.domains.reporting.schedules.enums import Frequency
from itsm.domains.reporting.schedules.events import ReportScheduleChanged, ReportScheduled, ReportScheduleRemoved
from itsm.domains.reporting.schedules.models import ReportRun, ReportSchedule
from itsm.domains.reporting.schedules.queries import due_schedules, schedules_of
from itsm.domains.settings import api as settings
from itsm.domains.teams.api import get_team
from itsm.platform.errors import Conflict, Invalid
from itsm.platform.ids import new_id, try_uuid

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID

    from itsm.domains.reporting.filters import Slice
    from itsm.domains.settings.api import Reference
    from itsm.platform.actor import Actor
    from itsm.platform.work import UnitOfWork

MOST: Final = 25
SEND_JOB: Final = "reporting.send_report"
_AT_ONCE: Final = 100


def slice_for(actor: Actor, reference: Reference, filters: Mapping[str, Any]) -> Slice:
    """Return what saved filters mean now for `actor`. Raises Invalid where they name what is there no more."""
    return slice_of(DashboardParams(**filters), actor, reference)


async def add_schedule(work: UnitOfWork, owner_id: UUID, fields: Mapping[str, Any]) -> ReportSchedule:
    """Have a dashboard mailed. Raises NotFound for a page that is not theirs, Invalid, Conflict beyond `MOST`."""
    await _check(work, fields["page"], fields["filters"])
    if len(await schedules_of(work.session, owner_id, MOST)) >= MOST:
        raise Conflict(f"There are {MOST} scheduled reports already.")
    schedule = ReportSchedule(
        id=new_id(), owner_id=owner_id, is_paused=False, version=1, created_at=work.now, updated_at=work.now, **fields
    )
    _plan(schedule, work.now)
    work.session.add(schedule)
    summary = f"Has “{schedule.name}” mailed {schedule.frequency}"
    work.record(
        ReportScheduled(
            subject_id=schedule.id, version=1, page=schedule.page, filters=schedule.filters, summary=summary
        )
    )
    return schedule


async def change_schedule(work: UnitOfWork, schedule: ReportSchedule, changes: Mapping[str, Any]) -> None:
    """Change, pause or take up a schedule; taking it up forgets why it had stopped. Raises Invalid, NotFound."""
    await _check(work, schedule.page, changes.get("filters", schedule.filters))
    told = {name: (getattr(schedule, name), new) for name, new in changes.items() if getattr(schedule, name) != new}
    was_stopped = schedule.stopped
    if not told and not (was_stopped and changes.get("is_paused") is False):
        return
    for name, (_, new) in told.items():
        setattr(schedule, name, new)
    if changes.get("is_paused") is False:
        schedule.stopped = None
    schedule.version += 1
    schedule.updated_at = work.now
    _plan(schedule, work.now)
    summary = f"Changed the scheduled report “{schedule.name}”"
    work.record(ReportScheduleChanged(subject_id=schedule.id, version=schedule.version, changes=told, summary=summary))


async def remove_schedule(work: UnitOfWork, schedule: ReportSchedule) -> None:
    """Remove a schedule and what is known of its runs."""
    await work.session.delete(schedule)
    work.record(ReportScheduleRemoved(subject_id=schedule.id, summary=f"No longer mails “{schedule.name}”"))


def send_now(work: UnitOfWork, schedule: ReportSchedule) -> UUID:
    """Have a report mailed at once, whether or not it is paused; return the run's id."""
    return _queue(work, schedule, work.now)


async def find_due(work: UnitOfWork) -> bool:
    """Queue every report that is due, each once; tell whether there may be more.

    The row is locked and moves on in the same commit: nobody else finds it, and nothing is lost. What was missed while
    no worker ran leaves once, not once for each time.
    """
    due = await due_schedules(work.session, work.now, _AT_ONCE)
    for schedule in due:
        if schedule.next_at is not None:
            _queue(work, schedule, schedule.next_at)
        _plan(schedule, work.now)
    return len(due) == _AT_ONCE


def _queue(work: UnitOfWork, schedule: ReportSchedule, due_at: datetime) -> UUID:
    run = ReportRun(id=new_id(), schedule_id=schedule.id, due_at=due_at)
    work.session.add(run)
    work.defer(SEND_JOB, {"run_id": run.id})
    return run.id


def _plan(schedule: ReportSchedule, now: datetime) -> None:
    """Set when it is due next: never while it is off."""
    rhythm = Rhythm(
        frequency=Frequency(schedule.frequency),
        hour=schedule.hour,
        zone=schedule.timezone,
        weekday=schedule.weekday,
        day=schedule.day,
    )
    schedule.next_at = None if schedule.is_paused or schedule.stopped else next_due(rhythm, now)


async def _check(work: UnitOfWork, page: str, filters: Mapping[str, Any]) -> None:
    shown = PAGES.get(page)
    if shown is None or not shown.may_open(work.actor):
        raise no_such_page()
    team = try_uuid(str(filters.get("team") or ""))
    if team is not None and await get_team(work.session, team) is None:
        raise Invalid.field("filters.team", "There is no such team.", "unknown_reference")
    slice_for(work.actor, await settings.reference(work.session), filters)
