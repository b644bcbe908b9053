"""Gives the people of the demonstration their accounts and places in teams."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from itsm.domains.identity import api as identity
from itsm.domains.settings import api as settings
from itsm.domains.teams import api as teams
from itsm.domains.users import api as users
from itsm.platform.actor import Role
from itsm.platform.work import UnitOfWork
from itsm.wiring.demo.people import Person


async def add_people(work: UnitOfWork, people: Iterable[Person], password: str) -> dict[str, UUID]:
    """Create the accounts, all with the same password, and return their ids by login.

    The password is hashed once: these are demonstration logins, told to everybody who starts the desk.
    """
    password_hash = await identity.hash_password(password)
    team_ids = {team.key: team.id for team in await teams.list_teams(work.session)}
    ids: dict[str, UUID] = {}
    for person in people:
        ids[person.login] = await _add_person(work, person, password_hash)
        for membership in person.teams:
            key = membership.removeprefix("*")
            place = teams.Place(is_lead=membership.startswith("*"), is_assignable=person.role == Role.IT_AGENT)
            await teams.put_member(work, team_ids[key], ids[person.login], place)
    return ids


async def _add_person(work: UnitOfWork, person: Person, password_hash: str) -> UUID:
    location = await settings.find_location(work.session, person.location)
    new = users.NewUser(
        email=person.email,
        name=person.name,
        role=Role(person.role),
        is_vip=person.is_vip,
        department=person.department,
        job_title=person.title,
        location_id=location.id if location else None,
        timezone=location.timezone if location else "UTC",
        locale=person.locale,
    )
    user = await users.create_user(work, new)
    await identity.set_password_hash(work, user.id, password_hash)
    return user.id
