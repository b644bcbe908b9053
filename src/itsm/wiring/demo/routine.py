"""Two freezes, and the changes that come back every month: what makes the calendar of the demonstration look alive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from itsm.domains.changes import api as changes
from itsm.domains.settings import api as settings
from itsm.domains.teams import api as teams
from itsm.platform.actor import Actor
from itsm.platform.db.engine import get_database
from itsm.platform.work import UnitOfWork, open_work

SITES: Final = {
    "Asia/Manila": "ph",
    "Asia/Jakarta": "id",
    "Asia/Shanghai": "cn",
    "America/New_York": "us",
    "America/Denver": "us",
}
"""The site of a change, by the zone its window is told in."""
UPDATES, LAPTOP = "Monthly server updates", "Replace a laptop or desktop"


@dataclass(frozen=True, slots=True, kw_only=True)
class Routine:
    """A standard change: what, when (days from now and an hour in UTC), by whom, on what. What is past was done.

    `hour` None: at the very hour of the day, so that it meets what is told in hours from now.
    """

    title: str
    template: str
    does: str
    day: int
    hour: int | None
    zone: str = "Asia/Manila"
    on: tuple[str, ...] = ()


ROUTINE: Final[tuple[Routine, ...]] = (
    Routine(title="Server updates: Manila, test group", template=UPDATES, does="agent3.ph", day=-21, hour=13),
    Routine(title="Server updates: Denver", template=UPDATES, does="agent.us", day=-19, hour=3, zone="America/Denver"),
    Routine(title="Replace the laptop of a planner", template=LAPTOP, does="agent.ph", day=-16, hour=2),
    Routine(title="Server updates: Bandung", template=UPDATES, does="agent2.id", day=-12, hour=13, zone="Asia/Jakarta"),
    Routine(title="Replace two laptops in Costing", template=LAPTOP, does="agent2.ph", day=-6, hour=3),
    Routine(title="Replace a pattern maker's desktop", template=LAPTOP, does="agent.id", day=-3, hour=4),
    Routine(title="Install this month's server updates", template=UPDATES, does="agent3.ph", day=2, hour=14),
    Routine(
        title="Server updates: Manila applications",
        template=UPDATES,
        does="agent3.ph",
        day=3,
        hour=None,
        on=("SV-0002", "SV-0003"),
    ),
    Routine(
        title="Replace the laptop of the lab in Dongguan",
        template=LAPTOP,
        does="agent2.cn",
        day=5,
        hour=6,
        zone="Asia/Shanghai",
    ),
    Routine(title="Server updates: Denver", template=UPDATES, does="agent.us", day=9, hour=3, zone="America/Denver"),
    Routine(title="Replace three laptops in Sales", template=LAPTOP, does="agent2.us", day=12, hour=16),
    Routine(title="Server updates: Bandung", template=UPDATES, does="agent2.id", day=19, hour=13, zone="Asia/Jakarta"),
)


async def site_ids() -> dict[str, UUID]:
    """Return the ids of the sites by their key."""
    async with get_database().reading() as session:
        found = {key: await settings.find_location(session, key) for key in set(SITES.values())}
    return {key: place.id for key, place in found.items() if place}


async def add_freezes(people: dict[str, Actor], now: datetime) -> None:
    """Announce the month end, in which one more approval is needed, and the stock-taking, in which nothing goes."""
    sites = await site_ids()
    midnight = now.replace(hour=16)
    rows: list[dict[str, Any]] = [
        {
            "name": "Month-end closing",
            "reason": "Finance closes the books; Infor Nexus and the shares must stay as they are.",
            "starts_at": midnight + timedelta(days=4),
            "ends_at": midnight + timedelta(days=7),
            "timezone": "Asia/Manila",
            "effect": "approve",
            "location_ids": [],
            "approver_ids": [people["admin"].id],
        },
        {
            "name": "Stock-taking in Bandung",
            "reason": "The warehouse counts for three days; scanners, labels and Wi-Fi are needed all day.",
            "starts_at": midnight + timedelta(days=14),
            "ends_at": midnight + timedelta(days=17),
            "timezone": "Asia/Jakarta",
            "effect": "block",
            "location_ids": [sites["id"]],
            "approver_ids": [],
        },
    ]
    async with open_work(people["manager.ph"], now=now - timedelta(days=30)) as work:
        for row in rows:
            await changes.add_freeze(work, row | {"team_ids": [], "types": ["standard", "normal"]})


async def add_routine(people: dict[str, Actor], now: datetime, tags: dict[str, UUID]) -> None:
    """Submit the standard changes, which approve themselves; carry out those whose time has come."""
    async with get_database().reading() as session:
        templates = {one.name: one for one in await changes.templates(session, only_active=True)}
    sites = await site_ids()
    for one in ROUTINE:
        template = templates[one.template]
        day = now if one.hour is None else now.replace(hour=one.hour)
        starts = day + timedelta(days=one.day)
        ends = starts + timedelta(minutes=template.duration_minutes)
        said = {
            "type": changes.ChangeType.STANDARD,
            "title": one.title,
            "template_id": template.id,
            "starts_at": starts,
            "ends_at": ends,
            "timezone": one.zone,
            "implementer_id": people[one.does].id,
            "location_id": sites[SITES[one.zone]],
            "asset_ids": [tags[tag] for tag in one.on],
        }
        planned = min(now, starts) - timedelta(hours=30)
        async with open_work(people[one.does], now=planned) as work:
            change = await changes.create_change(work, said | {"team_id": await first_team(work, people[one.does])})
            await changes.move_change(work, change, changes.Step(move=changes.ChangeAction.SUBMIT))
        if change.state == changes.ChangeState.SUBMITTED:
            continue  # it lies in a freeze that asks for one more approval, and waits
        async with open_work(people["manager.ph"], now=planned + timedelta(hours=2)) as work:
            await _moved(work, change.number, changes.Step(move=changes.ChangeAction.SCHEDULE))
        if ends < now:
            await _done(people, one.does, change.number, starts, ends)


async def _done(people: dict[str, Actor], does: str, number: str, starts: datetime, ends: datetime) -> None:
    finish = changes.Step(move=changes.ChangeAction.FINISH, outcome=changes.Outcome.SUCCESS)
    steps = (
        (does, starts, changes.Step(move=changes.ChangeAction.START)),
        (does, ends, finish),
        ("manager.ph", ends + timedelta(hours=8), changes.Step(move=changes.ChangeAction.CLOSE)),
    )
    for login, moment, step in steps:
        async with open_work(people[login], now=moment) as work:
            await _moved(work, number, step)


async def _moved(work: UnitOfWork, number: str, step: changes.Step) -> None:
    change = await changes.load_visible(work.session, work.actor, number, lock=True)
    await changes.move_change(work, change, step)


async def first_team(work: UnitOfWork, actor: Actor) -> UUID | None:
    """Return a team of who carries a change out, always the same of several."""
    return min(await teams.team_ids_of(work.session, actor.id), default=None) if actor.id else None
