"""Two people of the demonstration report one jam, and an agent makes one ticket of it; another asks for a priority."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from itsm.domains.tickets import api as tickets
from itsm.domains.tickets.comments.service import add_comment
from itsm.domains.tickets.enums import Impact, Priority, TicketType, Urgency
from itsm.domains.tickets.merging.schemas import MergeCreate
from itsm.domains.tickets.merging.service import merge_tickets
from itsm.domains.tickets.service.change_priority import request_priority
from itsm.domains.tickets.time_entries.schemas import TimeCreate
from itsm.domains.tickets.time_entries.service import log_time
from itsm.platform.actor import Actor
from itsm.platform.work import open_work

Act = Callable[[datetime], Awaitable[None]]
_FIRST = {
    "title": "Label printer on floor two jams on every sheet",
    "description": "Each second sheet of carton labels stays in the printer next to packing. We pull it out by hand.",
    "business_impact": "Cartons for the Friday vessel wait for their labels.",
}
_SECOND = {
    "title": "Paper jam at packing again",
    "description": "The big label printer at packing eats paper since lunch; the rollers look worn.",
    "business_impact": "Two people do nothing but clear jams.",
}


@dataclass(slots=True)
class Jam:
    """What happened to the printer, act by act."""

    actors: Mapping[UUID, Actor]
    ids: Mapping[str, UUID]
    made: list[UUID] = field(default_factory=list)

    def acts(self, now: datetime) -> list[tuple[datetime, Act]]:
        """Return when what happens."""
        hours = ((7, self.first), (5, self.second), (4, self.worse), (3, self.wish), (3, self.spend), (2, self.merge))
        return [(now - timedelta(hours=ago), act) for ago, act in hours]

    async def first(self, moment: datetime) -> None:
        """Let a planner report it."""
        await self._raise("user4.ph", _FIRST, moment)

    async def second(self, moment: datetime) -> None:
        """Let an auditor report it once more."""
        await self._raise("user6.ph", _SECOND, moment)

    async def worse(self, moment: datetime) -> None:
        """Let the second one say more."""
        async with open_work(self.actors[self.ids["user6.ph"]], now=moment) as work:
            body = "It now stops after every sheet. I put the torn ones beside the printer."
            await add_comment(work, str(self.made[1]), body=body, is_internal=False)

    async def wish(self, moment: datetime) -> None:
        """Let the agent ask for another priority."""
        async with open_work(self.actors[self.ids["agent.ph"]], now=moment) as work:
            reason = "The vessel closes on Friday at noon; without labels nothing is loaded."
            await request_priority(work, self.made[0], priority=Priority.P1, reason=reason)

    async def spend(self, moment: datetime) -> None:
        """Note what was done at the printer."""
        async with open_work(self.actors[self.ids["agent.ph"]], now=moment) as work:
            await log_time(work, str(self.made[0]), TimeCreate(minutes=25, note="Cleaned rollers, ordered a kit"))

    async def merge(self, moment: datetime) -> None:
        """Make one ticket of the two."""
        async with open_work(self.actors[self.ids["agent.ph"]], now=moment) as work:
            note = "Paolo reported the same printer earlier today; we go on there, and you hear from me either way."
            wanted = MergeCreate(into=str(self.made[0]), note=note)
            await merge_tickets(work, self.made[1], wanted, if_match="*")

    async def _raise(self, login: str, said: Mapping[str, str], moment: datetime) -> None:
        async with open_work(self.actors[self.ids[login]], now=moment) as work:
            created = await tickets.create_ticket(
                work,
                tickets.NewTicket(
                    type=TicketType.INCIDENT,
                    title=said["title"],
                    description=said["description"],
                    business_impact=said["business_impact"],
                    category="Hardware",
                    location="ph",
                    impact=Impact.FEW,
                    urgency=Urgency.MEDIUM,
                    tags=("printer",),
                ),
                confirm_duplicate=True,
            )
        self.made.append(created.id)
