"""What presses at the desk right now, on any day: close to its target, past it, or with nobody.

Offices are closed at weekends and on holidays, and their clocks stand: without these tickets a visitor on a Sunday
would look at a desk with nothing to do. When each came in is reckoned back in the working time of its own promise.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from itsm.domains.conditions.api import TicketFacts
from itsm.domains.sla import api as sla
from itsm.domains.sla.terms import terms_for
from itsm.domains.tickets import api as tickets
from itsm.domains.tickets.comments.service import add_comment
from itsm.domains.tickets.enums import Impact, Priority, TicketStatus, TicketType, Urgency
from itsm.domains.tickets.schemas import TicketPreview
from itsm.domains.tickets.service.preview_ticket import preview_ticket
from itsm.platform.actor import system_actor
from itsm.platform.db.engine import get_database
from itsm.platform.ids import new_id
from itsm.platform.work import open_work

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping
    from uuid import UUID

    from itsm.domains.sla.engine.working_time import WorkingTime
    from itsm.platform.actor import Actor

    Act = Callable[[datetime], Awaitable[None]]

_LONGEST: Final = timedelta(days=60)
_ANSWERED_AFTER: Final = timedelta(minutes=25)
_CLOSE: Final = 0.87
_ANSWER: Final = "Thank you, I can see it here, too. I am on it and tell you more as soon as I know why."


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressing:
    """One ticket: who asks for what, and `used`, which share of the time to solve it is gone by now.

    With `hours` instead it came in so long ago, and nobody has taken it.
    """

    login: str
    site: str
    category: str
    title: str
    description: str
    business_impact: str
    urgency: Urgency
    used: float | None = None
    hours: float = 0


PRESSING: Final = (
    Pressing(
        login="user4.ph",
        site="ph",
        category="Software",
        title="Planning sheet opens read-only for the whole team",
        description="Whoever opens the capacity sheet is told that somebody else edits it, and nobody does.",
        business_impact="Lines are loaded from yesterday's plan until we can save again.",
        urgency=Urgency.HIGH,
        used=_CLOSE,
    ),
    Pressing(
        login="user2.us",
        site="us",
        category="Hardware",
        title="Color cards come out in the wrong shades",
        description="The proofing printer turns navy into purple since its ink was changed.",
        business_impact="The line review needs cards that match the yarn.",
        urgency=Urgency.HIGH,
        used=0.91,
    ),
    Pressing(
        login="user2.id",
        site="id",
        category="Hardware",
        title="Scanner at sewing line four loses its connection",
        description="It beeps, waits half a minute and forgets the bundle. The other lines are fine.",
        business_impact="Bundles of line four are counted by hand.",
        urgency=Urgency.MEDIUM,
        used=_CLOSE,
    ),
    Pressing(
        login="user2.cn",
        site="cn",
        category="Software",
        title="The lab balance sends no weights to the test report",
        description="Weights stay empty in the report; the balance itself shows them.",
        business_impact="Test reports for the winter order wait for weights typed by hand.",
        urgency=Urgency.HIGH,
        used=0.9,
    ),
    Pressing(
        login="user5.ph",
        site="ph",
        category="Software",
        title="The bank portal refuses our payment file",
        description="It says line 212 has a wrong length. The file is made as every month.",
        business_impact="Suppliers are paid late, and two have called already.",
        urgency=Urgency.HIGH,
        used=1.2,
    ),
    Pressing(
        login="user3.us",
        site="us",
        category="Software",
        title="Shipping papers of the forwarder do not arrive",
        description="The shared mailbox takes nothing from the forwarder; mails from others come in.",
        business_impact="A container waits at the port and costs by the day.",
        urgency=Urgency.HIGH,
        used=1.35,
    ),
    Pressing(
        login="user6.ph",
        site="ph",
        category="Other",
        title="The camera of the inspection room looks at the wall",
        description="It was turned when the lamps were changed, and its mount is out of our reach.",
        business_impact="Buyers who inspect from afar see a wall.",
        urgency=Urgency.MEDIUM,
        hours=2.2,
    ),
    Pressing(
        login="user4.cn",
        site="cn",
        category="Other",
        title="The badge reader of the sample room takes three tries",
        description="It blinks red twice and opens at the third time, for everybody.",
        business_impact="Samples are carried past a door that is held open by a chair.",
        urgency=Urgency.LOW,
        hours=5.5,
    ),
    Pressing(
        login="user4.us",
        site="us",
        category="Other",
        title="The showroom screen turns itself off at noon",
        description="Somebody presses the button again each day; it is in no settings we can find.",
        business_impact="Customers sit before a black screen.",
        urgency=Urgency.LOW,
        hours=19,
    ),
)


def begun(hours: WorkingTime, seconds: int, now: datetime) -> datetime:
    """Return the latest instant since which `seconds` of working time have passed; at most 60 days back."""
    end = sla.to_instant(now)
    early, late = end - int(_LONGEST.total_seconds()), end
    while late - early > 1:
        middle = (early + late) // 2
        early, late = (middle, late) if hours.between(middle, end) >= seconds else (early, middle)
    return sla.to_moment(early)


@dataclass(slots=True)
class Pressure:
    """What presses, act by act."""

    actors: Mapping[UUID, Actor]
    ids: Mapping[str, UUID]

    async def acts(self, now: datetime) -> list[tuple[datetime, Act]]:
        """Return when what happens."""
        found: list[tuple[datetime, Act]] = []
        for one in PRESSING:
            came = _Came(self, one)
            moment = now - timedelta(hours=one.hours) if one.used is None else await self._since(one, one.used, now)
            found.append((moment, came.raised))
            if one.used is not None:
                found.append((moment + _ANSWERED_AFTER, came.taken))
        return found

    async def _since(self, one: Pressing, used: float, now: datetime) -> datetime:
        """Return when a ticket came in whose time to solve is used up to this share."""
        async with get_database().reading() as session:
            said = await preview_ticket(session, self.actors[self.ids[one.login]], _draft(one), now=now)
            facts = sla.Facts(
                ticket_id=new_id(),
                started_at=now,
                ticket=TicketFacts(priority=Priority(said["priority"])),
                location_key=one.site,
            )
            terms = await terms_for(session, facts)
        promised = said["resolution"]
        if terms is None or promised is None:
            return now - timedelta(days=1)
        return begun(terms.calendar, round(promised["target_seconds"] * used), now)


@dataclass(slots=True)
class _Came:
    """One of these tickets from its coming in on."""

    pressure: Pressure
    pressing: Pressing
    ticket_id: UUID | None = None

    async def raised(self, moment: datetime) -> None:
        """Let its requester raise it."""
        draft = _draft(self.pressing)
        async with open_work(self.pressure.actors[self.pressure.ids[self.pressing.login]], now=moment) as work:
            new = tickets.NewTicket(
                type=draft.type,
                category=draft.category,
                title=draft.title,
                description=draft.description,
                business_impact=draft.business_impact,
                location=draft.location,
                impact=draft.impact,
                urgency=draft.urgency,
                tags=(),
            )
            self.ticket_id = (await tickets.create_ticket(work, new, confirm_duplicate=True)).id

    async def taken(self, moment: datetime) -> None:
        """Let whoever has it answer and begin; what it needs takes longer than it should."""
        if self.ticket_id is None:
            return
        async with get_database().reading() as session:
            ticket = await tickets.load_visible(session, system_actor(), self.ticket_id)
        if ticket.assignee_id is None:
            return
        async with open_work(self.pressure.actors[ticket.assignee_id], now=moment) as work:
            await tickets.transition_ticket(work, ticket.id, tickets.Transition(to=TicketStatus.IN_PROGRESS))
            await add_comment(work, str(ticket.id), body=_ANSWER, is_internal=False)


def _draft(one: Pressing) -> TicketPreview:
    return TicketPreview(
        type=TicketType.INCIDENT,
        title=one.title,
        description=one.description,
        business_impact=one.business_impact,
        category=one.category,
        location=one.site,
        impact=Impact.FEW,
        urgency=one.urgency,
    )
