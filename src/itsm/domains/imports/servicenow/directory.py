"""The people, teams, places and categories of a log, made here once and found again on the next run."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar
from uuid import UUID

from itsm.domains.imports.servicenow.log import Entry
from itsm.domains.settings import api as settings
from itsm.domains.teams import api as teams
from itsm.domains.users import api as users
from itsm.platform.actor import Role, system_actor
from itsm.platform.work import UnitOfWork, open_work

MAIL_DOMAIN = "servicenow-log.example"
NOBODY = "Caller unknown"
NO_PLACE = "Location unknown"
NO_CATEGORY = "Category unknown"
_BATCH = 100
T = TypeVar("T")
Progress = Callable[[str, int, int], None]


@dataclass(slots=True)
class Directory:
    """Ids by the names that the log uses."""

    people: dict[str, UUID] = field(default_factory=dict)
    groups: dict[str, UUID] = field(default_factory=dict)
    members: set[tuple[UUID, UUID]] = field(default_factory=set)


async def prepare(entries: Sequence[Entry], progress: Progress) -> Directory:
    """Make what is missing of everything the entries name; return the ids."""
    directory = Directory()
    callers = sorted({e.caller or NOBODY for e in entries})
    agents = sorted({e.agent for e in entries if e.agent} - set(callers))
    people = [(name, Role.END_USER) for name in callers] + [(name, Role.IT_AGENT) for name in agents]
    await _in_batches("people", people, progress, lambda work, item: _person(work, directory, *item))
    groups = sorted({e.group for e in entries if e.group})
    await _in_batches("groups", groups, progress, lambda work, name: _group(work, directory, name))
    places = sorted({e.location or NO_PLACE for e in entries})
    await _in_batches("locations", places, progress, _place)
    kinds = sorted({e.category or NO_CATEGORY for e in entries})
    await _in_batches("categories", kinds, progress, _category)
    parts = sorted({(e.category or NO_CATEGORY, e.subcategory) for e in entries if e.subcategory})
    await _in_batches("subcategories", parts, progress, lambda work, item: _subcategory(work, *item))
    return directory


async def _in_batches(
    what: str, items: Sequence[T], progress: Progress, make: Callable[[UnitOfWork, T], Awaitable[None]]
) -> None:
    for start in range(0, len(items), _BATCH):
        async with open_work(system_actor("Import", kind="import")) as work:
            for item in items[start : start + _BATCH]:
                await make(work, item)
        progress(what, min(start + _BATCH, len(items)), len(items))


async def _person(work: UnitOfWork, directory: Directory, name: str, role: Role) -> None:
    address = f"{name.lower().replace(' ', '-')}@{MAIL_DOMAIN}"
    known = await users.find_user_by_email(work.session, address)
    if known is not None:
        directory.people[name] = known.id
        return
    created = await users.create_user(work, users.NewUser(email=address, name=name, role=role))
    directory.people[name] = created.id


async def _group(work: UnitOfWork, directory: Directory, name: str) -> None:
    key = name.lower().replace(" ", "_")
    if not directory.groups:
        directory.groups |= {team.name: team.id for team in await teams.list_teams(work.session)}
    if name not in directory.groups:
        directory.groups[name] = (await teams.create_team(work, teams.NewTeam(key=f"log_{key}", name=name))).id


async def _place(work: UnitOfWork, name: str) -> None:
    if await settings.find_location(work.session, name) is None:
        await settings.add_location(work, name=name, timezone="UTC")


async def _category(work: UnitOfWork, name: str) -> None:
    if await settings.find_category(work.session, name) is None:
        await settings.add_category(work, name=name)


async def _subcategory(work: UnitOfWork, category: str, name: str) -> None:
    reference = await settings.reference(work.session)
    parent = reference.find_category(category)
    if parent is None:
        raise LookupError(f"category {category} was not made")
    if reference.find_subcategory(parent.id, name) is None:
        await settings.add_category(work, name=name, parent_id=parent.id)


async def ensure_member(work: UnitOfWork, directory: Directory, group: str, agent: str) -> None:
    """Make the agent a member of the group, as the log implies; automatic assignment passes imported people over."""
    pair = (directory.groups[group], directory.people[agent])
    if pair not in directory.members:
        await teams.put_member(work, *pair, teams.Place(is_assignable=False))
        directory.members.add(pair)
