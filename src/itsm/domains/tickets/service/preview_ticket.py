"""The promise before submit: what the desk would do with this draft. Nothing is written, no number drawn."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from itsm.domains.settings import api as settings
from itsm.domains.sla import api as sla
from itsm.domains.tickets import similarity, views
from itsm.domains.tickets.enums import Source
from itsm.domains.tickets.queries.prelude import Prelude, preview_prelude
from itsm.domains.tickets.service.deciding import Decided, Said, decide, sla_facts
from itsm.domains.tickets.service.references import Place, resolve_place
from itsm.platform.errors import Invalid
from itsm.platform.ids import new_id

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.domains.tickets.schemas import TicketPreview
    from itsm.platform.actor import Actor


async def preview_ticket(session: AsyncSession, actor: Actor, draft: TicketPreview, *, now: datetime) -> dict[str, Any]:
    """Return priority, team and due dates this draft would get, and the tickets it may repeat.

    Raises Forbidden (403) on behalf of others without the permission, Invalid (422) for unknown names.
    """
    reference = await settings.reference(session)
    place = resolve_place(reference, category=draft.category, subcategory=draft.subcategory, location=draft.location)
    found = await _prelude(session, actor, draft.requester_id, now)
    said = Said(
        type=draft.type,
        title=draft.title,
        description=draft.description,
        business_impact=draft.business_impact,
        impact=draft.impact,
        urgency=draft.urgency,
        priority=draft.priority,
        source=Source.AGENT if draft.requester_id not in {None, actor.id} else Source.PORTAL,
    )
    decided = await decide(session, said, place, found.requester)
    promised = await _promised(session, decided, place, said, found, now)
    team_id = decided.team.team_id
    return {
        "priority": decided.priority.value,
        "priority_source": decided.source.value,
        "classification": decided.classification,
        "team": views.named(str(team_id), found.team_names.get(str(team_id))) if team_id else None,
        "routing_rule": decided.team.rule,
        **promised,
        "duplicates": shown_duplicates(similarity.similar(draft.title, draft.description, found.recent)),
    }


async def find_duplicates(
    session: AsyncSession, actor: Actor, *, title: str, description: str, now: datetime
) -> list[dict[str, Any]]:
    """Return the caller's own tickets of the last hours that say about the same."""
    found = await _prelude(session, actor, None, now)
    return shown_duplicates(similarity.similar(title, description, found.recent))


def shown_duplicates(found: list[similarity.Likeness]) -> list[dict[str, Any]]:
    """Return similar tickets as they are answered."""
    return [
        {
            "id": like.candidate.id,
            "number": like.candidate.number,
            "title": like.candidate.title,
            "status": like.candidate.status,
            "created_at": like.candidate.created_at,
            "similarity": like.score,
        }
        for like in found
    ]


async def _prelude(session: AsyncSession, actor: Actor, requester_id: UUID | None, now: datetime) -> Prelude:
    if requester_id is not None and requester_id != actor.id:
        actor.require("tickets.create_for_others")
    wanted = requester_id or actor.id
    hours = await settings.setting(session, "duplicate_window_hours")
    found = await preview_prelude(session, wanted, now=now, window=timedelta(hours=hours)) if wanted else None
    if found is None or not found.requester.is_active:
        raise Invalid.field("requester_id", "Choose an active person.", "unknown_reference")
    return found


async def _promised(
    session: AsyncSession, decided: Decided, place: Place, said: Said, found: Prelude, now: datetime
) -> dict[str, Any]:
    facts = sla_facts(new_id(), said, place, found.requester, priority=decided.priority, started_at=now)
    promised = await sla.explain_preview(session, facts=facts)
    return {
        "policy": promised.policy,
        "calendar": promised.calendar,
        "timezone": promised.timezone,
        "response": promised.response and promised.response.model_dump(),
        "resolution": promised.resolution and promised.resolution.model_dump(),
    }
