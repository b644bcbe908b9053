"""Plays the plan through the services, in the order in which it happened, each step at its own time."""

from __future__ import annotations

import heapq
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from uuid import UUID
from zlib import crc32

from itsm.domains.sla import api as sla
from itsm.domains.tickets import api as tickets
from itsm.domains.tickets.comments.service import add_comment
from itsm.domains.tickets.enums import Impact, PendingReason, TicketStatus, TicketType, Urgency
from itsm.domains.tickets.ratings.service import rate_ticket
from itsm.domains.users import api as users
from itsm.platform.actor import Actor, system_actor
from itsm.platform.clock import utc_now
from itsm.platform.db.engine import get_database
from itsm.platform.permissions import ROLE_PERMISSIONS, Role
from itsm.platform.settings import Settings
from itsm.platform.work import open_work
from itsm.wiring.demo.accounts import add_people
from itsm.wiring.demo.assets import add_assets
from itsm.wiring.demo.bells import fill_bells
from itsm.wiring.demo.changes import add_changes
from itsm.wiring.demo.desk import add_views
from itsm.wiring.demo.hooks import add_hooks
from itsm.wiring.demo.hours import set_hours
from itsm.wiring.demo.imports import add_imports, reckon_health
from itsm.wiring.demo.knowledge import add_articles
from itsm.wiring.demo.macros import add_macros
from itsm.wiring.demo.mails import add_suppressions
from itsm.wiring.demo.merges import Jam
from itsm.wiring.demo.people import EVERYBODY, Person
from itsm.wiring.demo.pressing import Pressure
from itsm.wiring.demo.reports import add_reports
from itsm.wiring.demo.roles import add_own_roles
from itsm.wiring.demo.script import TICKETS, Plan, plans
from itsm.wiring.demo.status import add_status

Progress = Callable[[int, int], None]
Act = Callable[[datetime], Awaitable[None]]
AUTO_CLOSE = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Login:
    """A demonstration login, for the line that is printed."""

    email: str
    role: str
    password: str


async def is_empty() -> bool:
    """Tell whether the desk has nobody yet; demonstration data goes nowhere else."""
    async with get_database().reading() as session:
        return not await users.any_user(session)


async def load(settings: Settings, progress: Progress, *, amount: int = TICKETS) -> list[Login]:
    """Fill an empty desk; return the logins to print. Does nothing to a desk that has people."""
    if not await is_empty():
        return []
    password = settings.demo_password.get_secret_value() or secrets.token_urlsafe(9)
    async with open_work(system_actor("Demonstration")) as work:
        ids = await add_people(work, EVERYBODY, password)
        await add_own_roles(work, ids)
    now = utc_now()
    stage = await played(ids, now, list(plans(now, amount)), progress)
    await add_articles(stage.actors, ids)
    await add_views(stage.actors, ids)
    await add_macros(stage.actors, ids)
    await add_assets(ids)
    await add_status(stage.actors, ids, stage.now)
    await add_changes(stage.actors, ids)
    await add_imports(stage.actors, ids)
    await reckon_health(system_actor("Demonstration"))
    await add_reports(stage.actors, ids)
    await fill_bells({ids[p.login] for p in EVERYBODY if p.login in _SHOWN}, stage.now)
    await add_hooks(stage.actors, ids, stage.now)
    await add_suppressions(stage.actors, ids, stage.now)
    # Last: the past was played with everybody at work, as it is told.
    async with open_work(system_actor("Demonstration")) as work:
        await set_hours(work, ids)
    return [Login(p.email, p.role, password) for p in EVERYBODY if p.login in _SHOWN]


async def played(
    ids: dict[str, UUID], now: datetime, planned: list[Plan], progress: Progress = lambda *_: None
) -> _Stage:
    """Play what is planned, a jam and what presses right now, up to `now`; `ids` are the people by login."""
    stage = _Stage(ids, now)
    pressing = await Pressure(stage.actors, ids).acts(now)
    for moment, act in [*Jam(stage.actors, ids).acts(now), *pressing]:
        stage.at(moment, act)
    await stage.play(planned, progress)
    return stage


_SHOWN = frozenset(
    {"admin", "manager.ph", "agent.ph", "agent.us", "agent.id", "agent.cn", "user.ph", "user.us", "user.id", "user.cn"}
)


@dataclass(slots=True)
class _Stage:
    """The play so far: what is still to happen, soonest first."""

    ids: dict[str, UUID]
    now: datetime
    actors: dict[UUID, Actor] = field(init=False)
    _queue: list[tuple[datetime, int, Act]] = field(default_factory=list)
    _tie: count[int] = field(default_factory=count)

    def __post_init__(self) -> None:
        self.actors = {self.ids[p.login]: _actor(self.ids[p.login], p) for p in EVERYBODY}

    def at(self, moment: datetime | None, act: Act) -> None:
        """Let `act` happen at `moment`, unless that lies ahead of the present."""
        if moment is not None and moment <= self.now:
            heapq.heappush(self._queue, (moment, next(self._tie), act))

    async def play(self, planned: list[Plan], progress: Progress) -> None:
        """Do everything in order of time, then hand the clocks to the present."""
        for plan in planned:
            self.at(plan.created_at, _Life(self, plan).create)
        done = 0
        while self._queue:
            moment, _, act = heapq.heappop(self._queue)
            await act(moment)
            if getattr(act, "__name__", "") == "create":
                done += 1
                progress(done, len(planned))
        async with open_work(system_actor()) as work:
            await sla.release_held(work)


@dataclass(slots=True)
class _Life:
    """One ticket from its creation on."""

    stage: _Stage
    plan: Plan
    ticket_id: UUID | None = None
    was_reopened: bool = False

    async def create(self, moment: datetime) -> None:
        """Raise the ticket and set its further life in motion."""
        plan, story = self.plan, self.plan.story
        async with open_work(self.requester, now=moment) as work:
            created = await tickets.create_ticket(
                work,
                tickets.NewTicket(
                    type=TicketType(story.type),
                    category=story.category,
                    subcategory=story.subcategory,
                    title=plan.title,
                    description=plan.description,
                    business_impact=plan.impact_text,
                    location=plan.requester.location,
                    impact=Impact(story.impact) if story.impact else None,
                    urgency=Urgency(story.urgency) if story.urgency else None,
                    tags=tuple(story.tags),
                ),
                confirm_duplicate=True,
            )
        self.ticket_id = created.id
        self.stage.at(plan.responded_at, self.respond)
        self.stage.at(plan.noted_at, self.note)
        self.stage.at(plan.answered_at, self.answer)
        self.stage.at(plan.resolved_at, self.resolve)

    async def respond(self, moment: datetime) -> None:
        """Start the work with a first answer, or with a question that waits for the requester."""
        asks = self.plan.asked_at is not None
        text = self.plan.story.question if asks else "Thank you, I am looking into it."
        async with open_work(await self.agent(), now=moment) as work:
            await tickets.transition_ticket(work, self.id, tickets.Transition(to=TicketStatus.IN_PROGRESS))
            await add_comment(work, str(self.id), body=text, is_internal=False)
            if asks:
                wait = tickets.Transition(to=TicketStatus.PENDING, pending_reason=PendingReason("user"))
                await tickets.transition_ticket(work, self.id, wait)

    async def note(self, moment: datetime) -> None:
        """Leave a note for colleagues."""
        async with open_work(await self.agent(), now=moment) as work:
            await add_comment(work, str(self.id), body=self.plan.story.note, is_internal=True)

    async def answer(self, moment: datetime) -> None:
        """Let the requester answer; the ticket goes back to work by itself."""
        async with open_work(self.requester, now=moment) as work:
            await add_comment(work, str(self.id), body=self.plan.story.answer, is_internal=False)

    async def resolve(self, moment: datetime) -> None:
        """Solve it, and let the requester confirm, reopen, or say nothing."""
        story = self.plan.story
        async with open_work(await self.agent(), now=moment) as work:
            done = tickets.Transition(
                to=TicketStatus.RESOLVED,
                resolution_summary=self.plan.resolution,
                resolution_category=story.resolution_category,
                root_cause=story.root_cause,
            )
            await tickets.transition_ticket(work, self.id, done)
        if self.plan.reopened_at is not None and not self.was_reopened:
            self.stage.at(self.plan.reopened_at, self.reopen)
        elif self.plan.confirmed_at is not None and moment < self.plan.confirmed_at < moment + AUTO_CLOSE:
            self.stage.at(self.plan.confirmed_at, self.confirm)
        else:
            self.stage.at(moment + AUTO_CLOSE, self.lapse)

    async def confirm(self, moment: datetime) -> None:
        """Let the requester say that it is solved."""
        async with open_work(self.requester, now=moment) as work:
            await tickets.confirm_ticket(work, self.id)
            opinion = _opinion(self.plan, was_reopened=self.was_reopened)
            if opinion is not None:
                await rate_ticket(work, str(self.id), *opinion)

    async def reopen(self, moment: datetime) -> None:
        """Let the requester come back: it happened again; the agent starts over."""
        async with open_work(self.requester, now=moment) as work:
            await tickets.reopen_ticket(work, self.id, "It happened again this morning, please look once more.")
        self.was_reopened = True
        self.stage.at(moment + timedelta(minutes=40), self.restart)
        self.stage.at(moment + timedelta(hours=3), self.resolve)

    async def restart(self, moment: datetime) -> None:
        """Work on a reopened ticket."""
        async with open_work(await self.agent(), now=moment) as work:
            await tickets.transition_ticket(work, self.id, tickets.Transition(to=TicketStatus.IN_PROGRESS))

    async def lapse(self, moment: datetime) -> None:
        """Close what nobody answered, as the desk does by itself."""
        async with open_work(system_actor(), now=moment) as work:
            closed = tickets.Transition(to=TicketStatus.CLOSED, auto_closed=True)
            await tickets.transition_ticket(work, self.id, closed)

    @property
    def id(self) -> UUID:
        """Return the ticket's id. Raises RuntimeError before it was created."""
        if self.ticket_id is None:
            raise RuntimeError("the ticket was not created")
        return self.ticket_id

    @property
    def requester(self) -> Actor:
        """Return who asks."""
        return self.stage.actors[self.stage.ids[self.plan.requester.login]]

    async def agent(self) -> Actor:
        """Return who has the ticket now; the head of IT where nobody does."""
        async with get_database().reading() as session:
            ticket = await tickets.load_visible(session, system_actor(), self.id)
        return self.stage.actors[ticket.assignee_id or self.stage.ids["admin"]]


# What people say with their stars; the place is the number of stars.
_SAID = (
    (),
    ("I waited two days and nobody told me anything.",),
    ("It came back, and I had to explain everything again.", None),
    ("Solved in the end, but it took long.", None, None),
    ("Quick, thank you.", None, "Good help, one question too many.", None),
    ("Solved while we were talking. Great!", None, "Very kind, and explained what was wrong.", None, None),
)
_STARS = (5, 4, 5, 5, 3, 4, 5, 4, 5, 2, 5, 4)


def _opinion(plan: Plan, *, was_reopened: bool) -> tuple[int, str | None] | None:
    """Return the stars and words of a requester who confirms, None for the one in three who says nothing."""
    dice = crc32(f"{plan.title} {plan.created_at}".encode())
    if dice % 3 == 0:
        return None
    stars = max(1, _STARS[dice // 3 % len(_STARS)] - (2 if was_reopened else 0))
    return stars, _SAID[stars][dice // 40 % len(_SAID[stars])]


def _actor(user_id: UUID, person: Person) -> Actor:
    role = Role(person.role)
    permissions = ROLE_PERMISSIONS[role] | ({"tickets.read_all"} if role is not Role.END_USER else frozenset())
    return Actor(id=user_id, name=person.name, role=role, permissions=permissions, email=person.email)


__all__ = ["Login", "is_empty", "load", "played"]
