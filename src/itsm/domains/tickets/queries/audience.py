"""Everybody who may have to hear of a ticket, with what decides whether and how they are told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import text

from itsm.domains.tickets.visibility import can_see
from itsm.platform.actor import Actor, Role
from itsm.platform.permissions import held_by

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.domains.tickets.visibility import Placed

_MOST = 1_000
# sees all: who is told is asked person by person in `Listener.sees`
_TICKET = text("""
    SELECT t.id, t.number, t.title, t.description, t.status, t.priority, t.requester_id, t.team_id, t.assignee_id,
           t.location_id,
           t.response_due_at, t.resolution_due_at, t.resolved_at, t.resolution_summary,
           c.name AS category, l.name AS location, rq.name AS requester, tm.name AS team, ag.name AS assignee
    FROM tickets t
    JOIN categories c ON c.id = t.category_id
    JOIN locations l ON l.id = t.location_id
    JOIN users rq ON rq.id = t.requester_id
    LEFT JOIN teams tm ON tm.id = t.team_id
    LEFT JOIN users ag ON ag.id = t.assignee_id
    WHERE t.id = :ticket_id
""")
# sees all: who is told is asked person by person in `Listener.sees`
_PEOPLE = text("""
    SELECT u.id, u.name, u.email, u.role, u.locale, u.timezone, u.location_id,
           coalesce((SELECT o.permissions FROM own_roles o WHERE o.id = u.own_role_id),
                    (SELECT p.permissions FROM role_permissions p WHERE p.role = u.role)) AS changed_permissions,
           coalesce((SELECT array_agg(m.team_id) FROM team_members m JOIN teams mt ON mt.id = m.team_id
                     WHERE m.user_id = u.id AND mt.is_active), '{}') AS team_ids,
           EXISTS (SELECT 1 FROM ticket_watchers w WHERE w.ticket_id = t.id AND w.user_id = u.id) AS is_watcher,
           coalesce(tm.manager_id = u.id, false) AS is_team_manager
    FROM tickets t
    LEFT JOIN teams tm ON tm.id = t.team_id
    JOIN users u ON u.is_active AND (
         u.id IN (t.requester_id, t.assignee_id, tm.manager_id)
      OR u.role = 'it_manager'
      OR u.id IN (SELECT m.user_id FROM team_members m WHERE m.team_id = t.team_id)
      OR u.id IN (SELECT w.user_id FROM ticket_watchers w WHERE w.ticket_id = t.id))
    WHERE t.id = :ticket_id
    ORDER BY u.id
    LIMIT :most
""")
# sees all: who is told is asked person by person in `Listener.sees`
_MENTIONED = text("""
    SELECT u.id, u.name, u.email, u.role, u.locale, u.timezone, u.location_id,
           coalesce((SELECT o.permissions FROM own_roles o WHERE o.id = u.own_role_id),
                    (SELECT p.permissions FROM role_permissions p WHERE p.role = u.role)) AS changed_permissions,
           coalesce((SELECT array_agg(m.team_id) FROM team_members m JOIN teams mt ON mt.id = m.team_id
                     WHERE m.user_id = u.id AND mt.is_active), '{}') AS team_ids,
           EXISTS (SELECT 1 FROM ticket_watchers w WHERE w.ticket_id = t.id AND w.user_id = u.id) AS is_watcher,
           coalesce(tm.manager_id = u.id, false) AS is_team_manager
    FROM tickets t
    LEFT JOIN teams tm ON tm.id = t.team_id
    JOIN ticket_mentions n ON n.comment_id = :comment_id
    JOIN users u ON u.is_active AND u.id = n.user_id
    WHERE t.id = :ticket_id
    ORDER BY u.id
    LIMIT :most
""")


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeTicket:
    """A ticket as mails speak of it."""

    id: UUID
    number: str
    title: str
    description: str
    status: str
    priority: int
    requester_id: UUID
    team_id: UUID | None
    assignee_id: UUID | None
    location_id: UUID
    response_due_at: datetime | None
    resolution_due_at: datetime | None
    resolved_at: datetime | None
    resolution_summary: str | None
    category: str
    location: str
    requester: str
    team: str | None
    assignee: str | None

    def facts(self) -> dict[str, Any]:
        """Return what every mail about the ticket may say, by the names of the mails' variables."""
        return {
            "number": self.number,
            "title": self.title,
            "priority": f"P{self.priority}",
            "status": self.status,
            "category": self.category,
            "location": self.location,
            "requester": self.requester,
            "team": self.team,
            "assignee": self.assignee,
            "response_due_at": self.response_due_at,
            "resolution_due_at": self.resolution_due_at,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Listener:
    """An active person near a ticket."""

    id: UUID
    name: str
    email: str
    role: str
    locale: str
    timezone: str
    location_id: UUID | None
    changed_permissions: list[str] | None
    team_ids: list[UUID]
    is_watcher: bool
    is_team_manager: bool

    def sees(self, ticket: Placed) -> bool:
        """Tell whether they may see the ticket, by the one rule."""
        role = Role(self.role)
        actor = Actor(
            id=self.id,
            name=self.name,
            role=role,
            permissions=held_by(role, self.changed_permissions),
            team_ids=frozenset(self.team_ids),
            location_id=self.location_id,
        )
        return can_see(actor, ticket)


async def ticket_for_notice(session: AsyncSession, ticket_id: UUID) -> NoticeTicket | None:
    """Return the ticket as mails speak of it, or None where there is none."""
    row = (await session.execute(_TICKET, {"ticket_id": ticket_id})).mappings().first()
    return NoticeTicket(**row) if row else None


async def listeners_of(session: AsyncSession, ticket: NoticeTicket) -> list[Listener]:
    """Return the active people near a ticket who may see it: requester, team, managers, watchers."""
    rows = await session.execute(_PEOPLE, {"ticket_id": ticket.id, "most": _MOST})
    people = [Listener(**row) for row in rows.mappings()]
    return [person for person in people if person.sees(ticket)]


async def mentioned_in(session: AsyncSession, ticket: NoticeTicket, comment_id: UUID) -> list[Listener]:
    """Return the active people whom a comment names, and who may see the ticket."""
    values = {"ticket_id": ticket.id, "comment_id": comment_id, "most": _MOST}
    people = [Listener(**row) for row in (await session.execute(_MENTIONED, values)).mappings()]
    return [person for person in people if person.sees(ticket)]
