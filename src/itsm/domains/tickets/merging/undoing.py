"""Use case: undo a merge, while its time lasts and nobody has written on either ticket since."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import delete, update

from itsm.domains.routing import api as routing
from itsm.domains.settings import api as settings
from itsm.domains.sla import api as sla
from itsm.domains.tickets.enums import TicketStatus
from itsm.domains.tickets.links.models import TicketLink
from itsm.domains.tickets.merging.checks import load_both
from itsm.domains.tickets.merging.events import TicketMergeUndone
from itsm.domains.tickets.merging.models import TicketMerge
from itsm.domains.tickets.merging.queries import is_written_since
from itsm.domains.tickets.models import Ticket
from itsm.domains.tickets.repository import TicketRecord, change, load_visible
from itsm.domains.tickets.service.clocks import clock_columns
from itsm.domains.tickets.service.common import standing
from itsm.domains.tickets.watchers.models import Watcher
from itsm.platform.errors import Conflict, NotFound

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.platform.work import UnitOfWork


async def undo_until(session: AsyncSession, merge: TicketMerge) -> datetime:
    """Return how long a merge may be undone."""
    return merge.merged_at + timedelta(hours=int(await settings.setting(session, "merge_undo_hours")))


async def undo_merge(work: UnitOfWork, reference: str, merge_id: UUID) -> TicketMerge:
    """Let both tickets be on their own again, the source as it was before.

    Raises NotFound (404), Forbidden (403) unless the actor works both, Conflict (409: `merge_undone`, `too_late`,
    `written_since`, `merged_further`).
    """
    named = await load_visible(work.session, work.actor, reference)
    merge = await work.session.get(TicketMerge, merge_id, with_for_update=True, populate_existing=True)
    if merge is None or named.id not in {merge.source_id, merge.target_id}:
        raise NotFound("There is no such merge.", code="merge_not_found")
    other = merge.target_id if named.id == merge.source_id else merge.source_id
    pair = await load_both(work.session, work.actor, named.id, other, for_update=True)
    source, target = pair if named.id == merge.source_id else pair[::-1]
    await _require_possible(work, merge, source)
    await _take_away(work, merge)
    restored = await _restore(work, merge, source)
    kept = await change(work, target)
    merge.undone_at, merge.undone_by_id = work.now, work.actor.id
    _tell(work, restored, kept, {"status": (source.status.value, restored.status.value)})
    _tell(work, kept, restored, {})
    if restored.assignee_id is not None:
        await routing.claim_agent(work, restored.assignee_id, is_new=False)
    return merge


async def _require_possible(work: UnitOfWork, merge: TicketMerge, source: TicketRecord) -> None:
    if merge.undone_at is not None:
        raise Conflict("This merge was undone before.", code="merge_undone")
    if source.merged_into_id != merge.target_id:
        raise Conflict("The ticket was reopened, or merged further, since.", code="merged_further")
    if work.now > await undo_until(work.session, merge):
        raise Conflict("A merge is undone within its time; link or split now.", code="too_late")
    if await is_written_since(work.session, (merge.source_id, merge.target_id), merge.merged_at):
        raise Conflict("Somebody has written since; nothing of that may be torn apart.", code="written_since")


# sees all: both are locked and worked; what goes away is what the merge itself added
async def _take_away(work: UnitOfWork, merge: TicketMerge) -> None:
    """Remove the watchers and links that came with the merge, and let what followed the source follow it again."""
    ids = {name: [UUID(key) for key in keys] for name, keys in merge.moved.items()}
    now = {"synchronize_session": False}
    gone = delete(Watcher).where(Watcher.ticket_id == merge.target_id, Watcher.user_id.in_(ids["watchers"]))
    await work.session.execute(gone.execution_options(**now))
    await work.session.execute(delete(TicketLink).where(TicketLink.id.in_(ids["links"])).execution_options(**now))
    back = update(Ticket).where(Ticket.id.in_(ids["carried"]), Ticket.merged_into_id == merge.target_id)
    await work.session.execute(back.values(merged_into_id=merge.source_id).execution_options(**now))


async def _restore(work: UnitOfWork, merge: TicketMerge, source: TicketRecord) -> TicketRecord:
    """Make the source as it was; its clocks go on with what they had used before the merge."""
    before: dict[str, Any] = {name: _moment(name, value) for name, value in merge.before.items()}
    status = TicketStatus(before.pop("status"))
    reason = before["pending_reason"]
    clocks = await sla.revive(work, ticket_id=source.id, status=status.value, pending_reason=reason)
    return await change(
        work,
        source,
        status=status,
        **before,
        merged_into_id=None,
        resolution_summary=None,
        resolution_category=None,
        root_cause=None,
        **clock_columns(clocks, was_breached=source.is_breached),
    )


def _moment(name: str, value: Any) -> Any:
    is_time = name.endswith(("_at", "_since")) and value is not None
    return datetime.fromisoformat(value) if is_time else value


def _tell(work: UnitOfWork, ticket: TicketRecord, other: TicketRecord, changes: dict[str, tuple[Any, Any]]) -> None:
    work.record(
        TicketMergeUndone(
            **standing(work, ticket),
            changes=changes | {"merged": (other.number, None)},
            summary=f"The merge of {ticket.number} and {other.number} was undone",
            other_ticket_id=other.id,
            other_number=other.number,
        )
    )
