"""What happened to a ticket: its clocks, its story, and for those who work it the whole audit log."""

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from itsm.domains.audit import api as audit
from itsm.domains.audit.schemas import AuditRead, read_entry
from itsm.domains.sla import api as sla
from itsm.domains.tickets.policies import require_working, works_on
from itsm.domains.tickets.repository import find_place, load_visible
from itsm.domains.tickets.routes.common import TicketRef
from itsm.domains.tickets.sla_schemas import TicketSlaHistory
from itsm.domains.tickets.story import TimelinePage
from itsm.platform import jsonio
from itsm.platform.clock import utc_now
from itsm.platform.http.deps import CurrentActor, Reading
from itsm.platform.http.etags import json_response
from itsm.platform.http.paging import Page, PageQuery, decode_cursor, encode_cursor

router = APIRouter(prefix="/tickets", tags=["tickets"])

# What only those who work a ticket read: notes, wishes among colleagues, other agents' affairs.
_STAFF_ACTIONS = (
    "comment.internal_created",
    "comment.internal_edited",
    "attachment.internal_added",
    "attachment.internal_removed",
    "file.downloaded",
    "file.quarantined",
    "file.released",
    "file.deleted",
    "ticket.asset_linked",
    "ticket.asset_unlinked",
    "ticket.linked",
    "ticket.unlinked",
    "watcher.added",
    "watcher.removed",
    "ticket.priority_requested",
    "ticket.priority_decided",
    "sla.retargeted",
    "ola.warning",
    "ola.breached",
    "ticket.level_reached",
    "ticket.macro_applied",
    "ticket.absorbed",
    "ticket.merge_undone",
    "ticket.followed_up",
    "ticket.split",
    "time_entry.created",
    "time_entry.deleted",
)
_STAFF_FIELDS = frozenset({"root_cause", "tags"})


@router.get("/{ticket_id}/sla")
async def get_ticket_sla(ticket_id: TicketRef, actor: CurrentActor, session: Reading) -> TicketSlaHistory:
    """Return the clocks of a ticket as they stand, and when each ran, paused, warned, met or breached."""
    ticket = await load_visible(session, actor, ticket_id)
    now = utc_now()
    is_worker = works_on(actor, ticket)
    present = await sla.read_one(session, ticket_id=ticket.id, now=now, for_staff=is_worker)
    history = await sla.timeline(session, ticket_id=ticket.id, now=now, for_staff=is_worker)
    return TicketSlaHistory(
        present=present,
        items=history.items,
        promises=await sla.promises_of(session, ticket_id=ticket.id, for_staff=is_worker),
        escalations=await sla.escalations_of(session, ticket_id=ticket.id) if is_worker else [],
    )


@router.get("/{ticket_id}/timeline", response_model=TimelinePage)
async def get_ticket_timeline(request: Request, ticket_id: TicketRef, actor: CurrentActor, page: PageQuery) -> Response:
    """Return the story of a ticket, the latest first, as its reader may know it."""
    after = decode_cursor(page.cursor, int)
    ticket = await find_place(actor, ticket_id)
    is_worker = works_on(actor, ticket)
    entries = await audit.story_of(
        "ticket",
        ticket.id,
        limit=page.limit + 1,
        before=after[0] if after else None,
        without_actions=() if is_worker else _STAFF_ACTIONS,
    )
    shown = entries[: page.limit]
    body = {
        "items": [_entry(entry, is_worker=is_worker) for entry in shown],
        "next_cursor": encode_cursor(shown[-1]["seq"]) if len(entries) > page.limit else None,
    }
    return json_response(request, jsonio.dumps(body))


def _entry(entry: Any, *, is_worker: bool) -> dict[str, Any]:
    _, key, at, action, actor_id, actor_name, summary, changes, reason = entry
    if not is_worker:
        changes = {name: pair for name, pair in changes.items() if name not in _STAFF_FIELDS}
    return {
        "id": key,
        "at": at,
        "action": action,
        "actor_id": actor_id,
        "actor_name": actor_name,
        "summary": summary,
        "changes": changes,
        "reason": reason if is_worker else None,
    }


@router.get("/{ticket_id}/audit-log")
async def get_ticket_audit_log(
    ticket_id: TicketRef, actor: CurrentActor, session: Reading, page: PageQuery
) -> Page[AuditRead]:
    """Return the audit entries of a ticket, the latest first, with old and new values. For those who work it."""
    ticket = await load_visible(session, actor, ticket_id)
    require_working(actor, ticket)
    after = decode_cursor(page.cursor, int)
    entries = await audit.entries_of(
        session, "ticket", ticket.id, limit=page.limit + 1, before=after[0] if after else None
    )
    shown = entries[: page.limit]
    return Page[AuditRead](
        items=[read_entry(entry) for entry in shown],
        next_cursor=encode_cursor(shown[-1].seq) if len(entries) > page.limit else None,
        total=None,
        total_is_estimate=False,
    )
