"""One run of a scheduled report: counted with its reader's own eyes, then mailed with the figures as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from itsm.domains.identity.api import reader_of
from itsm.domains.notifications import api as notifications
from itsm.domains.reporting.enums import PanelKind
from itsm.domains.reporting.exporting import FIGURE_COLUMNS, figure_batches
from itsm.domains.reporting.registry.pages import PAGES
from itsm.domains.reporting.schedules.enums import Stopped
from itsm.domains.reporting.schedules.events import ReportMailed, ReportScheduleStopped
from itsm.domains.reporting.schedules.queries import run_with_schedule
from itsm.domains.reporting.schedules.service import slice_for
from itsm.domains.reporting.schedules.wording import figure_lines, period_words, slice_words
from itsm.domains.reporting.service.panels import panel
from itsm.domains.settings import api as settings
from itsm.domains.teams.api import get_team
from itsm.platform.errors import Invalid
from itsm.platform.ids import try_uuid
from itsm.platform.tabular import MEDIA_TYPES, TableFormat, written

if TYPE_CHECKING:
    from uuid import UUID

    from itsm.domains.reporting.filters import Slice
    from itsm.domains.reporting.registry.pages import DashboardPage
    from itsm.domains.reporting.schedules.models import ReportRun, ReportSchedule
    from itsm.domains.settings.api import Reference
    from itsm.platform.actor import Actor
    from itsm.platform.work import UnitOfWork

THREAD: Final = "report"


async def send_run(work: UnitOfWork, run_id: UUID) -> None:
    """Count and mail what a run is about, once. It stops the schedule where its reader may not see it any more."""
    found = await run_with_schedule(work.session, run_id)
    if found is None or found[0].done_at is not None:
        return
    run, schedule = found
    run.done_at = work.now
    reader, page = await reader_of(work.session, schedule.owner_id), PAGES.get(schedule.page)
    if reader is None or page is None or not reader.can("dashboards.read") or not page.may_open(reader):
        _stop(work, schedule, Stopped.RIGHT_LOST)
        return
    reference = await settings.reference(work.session)
    try:
        wanted = slice_for(reader, reference, schedule.filters)
    except Invalid:
        _stop(work, schedule, Stopped.FILTERS_GONE)
        return
    await _mail(work, run, schedule, reader, reference, wanted, page)


async def _mail(
    work: UnitOfWork,
    run: ReportRun,
    schedule: ReportSchedule,
    reader: Actor,
    reference: Reference,
    wanted: Slice,
    page: DashboardPage,
) -> None:
    await _write_file(run, schedule, reader, reference, wanted, page)
    tiles = [
        await panel(reader, reference, wanted, one, compare=schedule.compare)
        for one in page.shown(reader)
        if one.kind is PanelKind.TILES
    ]
    context = {
        "report": schedule.name,
        "page": page.name,
        "page_key": page.key,
        "period": period_words(wanted),
        "slice": slice_words(schedule.filters, await _team_name(work, schedule)),
        "figures": figure_lines(tiles),
        "file_name": run.file_name,
        "attachment_id": str(run.id),
    }
    await notifications.deliver(
        work,
        event_id=run.id,
        recipient_id=schedule.owner_id,
        address=reader.email,
        name=reader.name,
        template="report",
        context=context,
        locale=reader.locale,
        timezone=schedule.timezone,
        thread_key=f"{THREAD}.{schedule.id}",
    )
    schedule.last_at = work.now
    summary = f"Mailed “{schedule.name}” to {reader.email}"
    work.record(
        ReportMailed(
            subject_id=schedule.id,
            page=page.key,
            format=schedule.format,
            filters=schedule.filters,
            recipient=reader.email,
            summary=summary,
        )
    )


async def _write_file(
    run: ReportRun,
    schedule: ReportSchedule,
    reader: Actor,
    reference: Reference,
    wanted: Slice,
    page: DashboardPage,
) -> None:
    kind = TableFormat(schedule.format)
    batches = figure_batches(reader, reference, wanted, page, compare=schedule.compare)
    title = f"Madison88 IT: {page.name}"
    run.file = b"".join([piece async for piece in written(kind, title, FIGURE_COLUMNS, batches)])
    run.file_name = f"dashboard-{page.key}-{wanted.now.date().isoformat()}.{kind.value}"
    run.media_type = MEDIA_TYPES[kind].partition(";")[0]


async def _team_name(work: UnitOfWork, schedule: ReportSchedule) -> str | None:
    team = try_uuid(schedule.filters.get("team") or "")
    card = await get_team(work.session, team) if team else None
    return card.name if card is not None else None


def _stop(work: UnitOfWork, schedule: ReportSchedule, why: Stopped) -> None:
    schedule.stopped, schedule.next_at = why.value, None
    schedule.version += 1
    summary = f"The scheduled report “{schedule.name}” stopped: {why.value.replace('_', ' ')}"
    work.record(
        ReportScheduleStopped(subject_id=schedule.id, version=schedule.version, reason=why.value, summary=summary)
    )
