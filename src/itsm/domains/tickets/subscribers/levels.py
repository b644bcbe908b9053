"""A clock reached a percent at which its policy escalates: hand over, raise, add watchers, tell people.

Each level runs once per clock, percent and place, under the ticket's lock. What cannot be done is said in
the outcome; it stops nothing else.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from itsm.domains.notifications import api as notifications
from itsm.domains.sla import api as sla
from itsm.domains.tickets.enums import FINISHED, Priority
from itsm.domains.tickets.events import TicketLevelReached
from itsm.domains.tickets.repository import TicketRecord, change, load_visible
from itsm.domains.tickets.service.assign_ticket import Assignment, assign_ticket
from itsm.domains.tickets.service.change_priority import override_priority
from itsm.domains.tickets.service.common import standing
from itsm.domains.tickets.subscribers.level_mails import told_by
from itsm.domains.tickets.watchers.service import add_watcher
from itsm.platform.errors import Problem

if TYPE_CHECKING:
    from itsm.platform.work import UnitOfWork

HEARS: Final = ("sla.warning", "sla.breached", "sla.level_reached", "ola.warning", "ola.breached")


async def escalate_levels(work: UnitOfWork, args: dict[str, Any]) -> None:
    """Hear of a crossing and run the levels that wait for it. Hearing it twice runs nothing twice."""
    data = args["data"]
    crossed = sla.Crossed(
        ticket_id=UUID(str(args["subject_id"])),
        metric=data["metric"],
        cycle=data["cycle"],
        percent=data["threshold"],
        policy_version_id=UUID(str(data["policy_version_id"])),
        at=datetime.fromisoformat(str(data["at"])),
    )
    ticket = await load_visible(work.session, work.actor, crossed.ticket_id, for_update=True)
    clock_id, levels = await sla.levels_to_run(work.session, crossed)
    due_at = datetime.fromisoformat(str(data["due_at"]))
    for level in levels:
        ticket, outcome = await _act(work, ticket, level)
        ticket = await change(work, ticket)
        told, mails = await told_by(work.session, ticket.id, level, due_at)
        outcome += told
        sla.record_level(work, crossed, clock_id, level, outcome)
        event = TicketLevelReached(
            **standing(work, ticket),
            summary=f"{ticket.number}: {_reason(level)}",
            level=level.name,
            metric=level.metric,
            cycle=crossed.cycle,
            percent=level.percent,
            due_at=due_at,
            outcome=tuple(outcome),
        )
        event_id = work.record(event)
        if not args["is_replay"]:
            await notifications.deliver_all(work, event_id, mails)


async def _act(work: UnitOfWork, ticket: TicketRecord, level: sla.Level) -> tuple[TicketRecord, list[str]]:
    """Do what a level does to the ticket; return the ticket as it is then, and a line for each thing done."""
    if ticket.status in FINISHED:
        return ticket, [f"The ticket was {ticket.status.value} before: nothing was changed."]
    outcome: list[str] = []
    wanted = sla.raised_priority(ticket.priority.value, level.priority)
    if wanted is not None:
        ticket = await override_priority(work, ticket.id, priority=Priority(wanted), reason=_reason(level))
        outcome.append(f"Priority raised to {wanted}.")
    if level.team_id is not None or level.agent_id is not None:
        ticket, said = await _hand_over(work, ticket, level)
        outcome.append(said)
    if level.watchers:
        outcome.append(await _add_watchers(work, ticket, level))
    return ticket, outcome


async def _hand_over(work: UnitOfWork, ticket: TicketRecord, level: sla.Level) -> tuple[TicketRecord, str]:
    wanted = Assignment(team_id=level.team_id, assignee_id=level.agent_id, reason=_reason(level))
    before = (ticket.team_id, ticket.assignee_id)
    try:
        after = await assign_ticket(work, ticket.id, wanted)
    except Problem as refusal:
        return ticket, f"Not handed over: {refusal.errors[0].message if refusal.errors else refusal.detail}"
    if (after.team_id, after.assignee_id) == before:
        return after, "Nobody else could have it: it stays where it is."
    return after, "Handed over."


async def _add_watchers(work: UnitOfWork, ticket: TicketRecord, level: sla.Level) -> str:
    added: list[str] = []
    for user_id in level.watchers:
        try:
            added.append((await add_watcher(work, str(ticket.id), user_id)).name)
        except Problem:
            # Who may not see the ticket, or has left, does not follow it; the outcome names only who does.
            continue
    return f"Follow it now: {', '.join(added)}." if added else "No watcher may see the ticket: none was added."


def _reason(level: sla.Level) -> str:
    return f"Escalation level “{level.name}” at {level.percent} % of the {level.metric} target"
