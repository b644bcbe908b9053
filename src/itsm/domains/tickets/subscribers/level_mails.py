"""Whom an escalation level tells, and the mails.

Who may see the ticket is told what it is about. The requester's manager, if they may not, hears only that a
request of theirs is late: number, priority and date, nothing of its content, and no link.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import text

from itsm.domains.notifications import api as notifications
from itsm.domains.tickets.queries.audience import Listener, NoticeTicket, ticket_for_notice

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.domains.sla.api import Level

_MOST = 1_000
# sees all: who is told is asked person by person in `Listener.sees`
_PEOPLE = text("""
    SELECT u.id, u.name, u.email, u.role, u.locale, u.timezone, u.location_id,
           coalesce((SELECT o.permissions FROM own_roles o WHERE o.id = u.own_role_id),
                    (SELECT p.permissions FROM role_permissions p WHERE p.role = u.role)) AS changed_permissions,
           coalesce((SELECT array_agg(m.team_id) FROM team_members m JOIN teams mt ON mt.id = m.team_id
                     WHERE m.user_id = u.id AND mt.is_active), '{}') AS team_ids,
           EXISTS (SELECT 1 FROM ticket_watchers w WHERE w.ticket_id = t.id AND w.user_id = u.id) AS is_watcher,
           coalesce(tm.manager_id = u.id, false) AS is_team_manager,
           coalesce(t.assignee_id = u.id, false) AS is_assignee,
           coalesce(rq.manager_id = u.id, false) AS is_requester_manager,
           EXISTS (SELECT 1 FROM team_members m
                   WHERE m.team_id = t.team_id AND m.user_id = u.id AND m.is_lead) AS is_lead
    FROM tickets t
    JOIN users rq ON rq.id = t.requester_id
    LEFT JOIN teams tm ON tm.id = t.team_id
    JOIN users u ON u.is_active AND (
         u.id IN (t.assignee_id, tm.manager_id, rq.manager_id)
      OR u.id = ANY(:named)
      OR u.id IN (SELECT m.user_id FROM team_members m WHERE m.team_id = t.team_id AND m.is_lead)
      OR u.id IN (SELECT w.user_id FROM ticket_watchers w WHERE w.ticket_id = t.id))
    WHERE t.id = :ticket_id
    ORDER BY u.name, u.id
    LIMIT :most
""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Listener):
    """Somebody a level may tell, with what they are to the ticket."""

    is_assignee: bool
    is_requester_manager: bool
    is_lead: bool

    def is_meant(self, level: Level) -> bool:
        """Tell whether the level names them, or what they are."""
        roles = {
            "assignee": self.is_assignee,
            "team_lead": self.is_lead,
            "team_manager": self.is_team_manager,
            "requester_manager": self.is_requester_manager,
            # Whom the level itself made a watcher is stored with its commit only.
            "watchers": self.is_watcher or self.id in level.watchers,
        }
        return self.id in level.people or any(roles[recipient] for recipient in level.recipients)


async def told_by(
    session: AsyncSession, ticket_id: UUID, level: Level, due_at: datetime
) -> tuple[list[str], list[notifications.Mail]]:
    """Return whom a level tells, in words, and their mails; the ticket is asked as it is now."""
    ticket = await ticket_for_notice(session, ticket_id)
    if ticket is None or not (level.recipients or level.people):
        return [], []
    named = [*level.people, *level.watchers]
    rows = await session.execute(_PEOPLE, {"ticket_id": ticket_id, "named": named, "most": _MOST})
    people = [person for row in rows.mappings() if (person := Person(**row)).is_meant(level)]
    full = [person for person in people if person.sees(ticket) and person.id != ticket.requester_id]
    short = [person for person in people if person not in full and person.is_requester_manager]
    mails = [_mail(ticket, level, due_at, person, is_full=True) for person in full]
    mails += [_mail(ticket, level, due_at, person, is_full=False) for person in short]
    return _words(full, short, [p for p in people if p not in full and p not in short]), mails


def _words(full: Sequence[Person], short: Sequence[Person], left_out: Sequence[Person]) -> list[str]:
    """Return a line for each way of having been told, or not."""
    told = [*full, *short]
    said = [f"Told: {', '.join(person.name for person in told)}."] if told else ["There was nobody to tell."]
    if left_out:
        said.append(f"Not told, for they may not see the ticket: {', '.join(person.name for person in left_out)}.")
    return said


def _mail(ticket: NoticeTicket, level: Level, due_at: datetime, person: Person, *, is_full: bool) -> notifications.Mail:
    context: dict[str, Any] = {
        "audience": "staff",
        "number": ticket.number,
        "priority": f"P{ticket.priority}",
        "requester": ticket.requester,
        "level": level.name,
        "metric": level.metric,
        "percent": level.percent,
        "due_at": due_at,
    }
    if is_full:
        context |= {
            "title": ticket.title,
            "status": ticket.status,
            "category": ticket.category,
            "location": ticket.location,
            "team": ticket.team,
            "assignee": ticket.assignee,
        }
    return notifications.Mail(
        recipient_id=person.id,
        address=person.email,
        name=person.name,
        template="sla_level" if is_full else "sla_level_short",
        context=context,
        locale=person.locale,
        timezone=person.timezone,
        thread_key=f"ticket.{ticket.id}",
    )
