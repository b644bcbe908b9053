"""Use case: merge a ticket into another. A pointer, no copying: nothing of the source is deleted or rewritten.

What was said and attached is read in the target from then on (`queries/family.py`). Watchers and links are added to the
target and remembered, so that an undo takes exactly these away again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import update

from itsm.domains.routing import api as routing
from itsm.domains.sla import api as sla
from itsm.domains.tickets.comments.writing import write_comment
from itsm.domains.tickets.enums import TicketStatus
from itsm.domains.tickets.links.enums import LinkKind
from itsm.domains.tickets.links.models import TicketLink
from itsm.domains.tickets.links.queries import LINKS_MAX, between, count_links
from itsm.domains.tickets.merging.checks import load_both, refusal_of
from itsm.domains.tickets.merging.events import TicketAbsorbed, TicketMerged
from itsm.domains.tickets.merging.models import TicketMerge
from itsm.domains.tickets.merging.queries import links_to_copy
from itsm.domains.tickets.models import Ticket
from itsm.domains.tickets.repository import TicketRecord, change
from itsm.domains.tickets.service.clocks import clock_columns
from itsm.domains.tickets.service.common import standing
from itsm.domains.tickets.watchers.queries import WATCHERS_MAX, count_watchers, is_watching, watchers_of
from itsm.domains.tickets.watchers.service import stage_watchers
from itsm.platform.errors import StaleVersion
from itsm.platform.http.etags import require_version
from itsm.platform.ids import new_id

if TYPE_CHECKING:
    from uuid import UUID

    from itsm.domains.tickets.merging.schemas import MergeCreate
    from itsm.platform.work import UnitOfWork

KEPT = ("status", "pending_reason", "pending_since", "pending_reminded_at", "resolved_at", "closed_at")
"""Columns of the source that an undo writes back."""


async def merge_tickets(
    work: UnitOfWork, reference: str | UUID, wanted: MergeCreate, *, if_match: str | None
) -> TicketMerge:
    """Let a ticket go on in another one, and close it.

    Raises NotFound (404), Forbidden (403) unless the actor works both, PreconditionRequired (428), StaleVersion (412),
    Invalid (422), Conflict (409: `already_merged`, `ticket_finished`, `older_keeps_clock`).
    """
    source, target = await load_both(work.session, work.actor, reference, wanted.into, for_update=True)
    require_version(if_match, source.version)
    if wanted.into_version not in {None, target.version}:
        raise StaleVersion("Somebody changed the other ticket since you read it.", current_version=target.version)
    if (refusal := refusal_of(work.actor, source, target)) is not None:
        raise refusal
    before = {name: _plain(getattr(source, name)) for name in KEPT}
    moved = await _move(work, source, target)
    if wanted.note:
        source, _ = await write_comment(work, source, body=wanted.note, is_internal=False, with_move=True)
    closed = await _close(work, source, target)
    absorbed = await change(work, target)
    merge = TicketMerge(
        id=new_id(),
        source_id=source.id,
        target_id=target.id,
        merged_by_id=work.actor.id,
        merged_at=work.now,
        before=before,
        moved=moved,
    )
    work.session.add(merge)
    _tell(work, source, closed, absorbed, wanted.note)
    if source.assignee_id is not None:
        await routing.release_agent(work, source.assignee_id)
    return merge


# sees all: both are locked and worked; tickets merged into the source follow it
async def _move(work: UnitOfWork, source: TicketRecord, target: TicketRecord) -> dict[str, Any]:
    """Add the source's watchers and links to the target; return what was added, for an undo."""
    followed = await work.session.scalars(
        update(Ticket)
        .where(Ticket.merged_into_id == source.id)
        .values(merged_into_id=target.id)
        .returning(Ticket.id)
        .execution_options(synchronize_session=False)
    )
    carried = [str(key) for key in followed]
    watchers = await _add_watchers(work, source, target)
    return {"carried": carried, "watchers": watchers, "links": await _add_links(work, source, target)}


async def _add_watchers(work: UnitOfWork, source: TicketRecord, target: TicketRecord) -> list[str]:
    room = WATCHERS_MAX - await count_watchers(work.session, target.id)
    added = [
        person.id
        for person in await watchers_of(work.session, source.id)
        if person.sees(target) and await is_watching(work.session, target.id, person.id) is None
    ][: max(room, 0)]
    stage_watchers(work, target.id, added)
    return [str(user_id) for user_id in added]


async def _add_links(work: UnitOfWork, source: TicketRecord, target: TicketRecord) -> list[str]:
    """Link the target to what the source is linked to, parents aside: a ticket has one of its own. And the two."""
    room = LINKS_MAX - await count_links(work.session, target.id) - 1
    wanted = [(source.id, target.id, LinkKind.DUPLICATE_OF)]
    for link in (await links_to_copy(work.session, source.id, target.id))[: max(room, 0)]:
        kind = LinkKind(link.kind)
        ends = (target.id, link.target_id) if link.source_id == source.id else (link.source_id, target.id)
        wanted.append((*(sorted(ends) if kind is LinkKind.RELATED else ends), kind))
    added = []
    for one, other, kind in wanted:
        if kind is LinkKind.PARENT_OF or await between(work.session, one, other, kind):
            continue
        link_id = new_id()
        values = {"source_id": one, "target_id": other, "kind": kind.value}
        work.session.add(TicketLink(id=link_id, **values, created_by_id=work.actor.id, created_at=work.now))
        added.append(str(link_id))
    return added


async def _close(work: UnitOfWork, source: TicketRecord, target: TicketRecord) -> TicketRecord:
    """Close the source with notes that say where it goes on; its clocks end without an outcome."""
    summary = await sla.cancel(work, ticket_id=source.id)
    return await change(
        work,
        source,
        status=TicketStatus.CLOSED,
        merged_into_id=target.id,
        pending_reason=None,
        pending_since=None,
        pending_reminded_at=None,
        resolved_at=work.now,
        closed_at=work.now,
        resolution_summary=f"Goes on in {target.number}.",
        resolution_category="Duplicate",
        root_cause=f"The same as {target.number}.",
        **clock_columns(summary, was_breached=source.is_breached),
    )


def _tell(
    work: UnitOfWork, before: TicketRecord, closed: TicketRecord, absorbed: TicketRecord, note: str | None
) -> None:
    changes: dict[str, tuple[Any, Any]] = {"status": (before.status.value, closed.status.value)}
    work.record(
        TicketMerged(
            **standing(work, closed),
            changes=changes | {"merged_into": (None, absorbed.number)},
            summary=f"{closed.number} was merged into {absorbed.number}",
            target_id=absorbed.id,
            target_number=absorbed.number,
            note=note,
        )
    )
    work.record(
        TicketAbsorbed(
            **standing(work, absorbed),
            changes={"merged": (None, closed.number)},
            summary=f"{closed.number} was merged into {absorbed.number}",
            source_id=closed.id,
            source_number=closed.number,
        )
    )


def _plain(value: Any) -> Any:
    """Return a column as JSON holds it."""
    return value.isoformat() if hasattr(value, "isoformat") else value
