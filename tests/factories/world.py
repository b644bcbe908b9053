"""The small world of the tests: shipped defaults and the people of the demonstration, without tickets."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select, text

from itsm.domains.settings.models import Location
from itsm.domains.teams.models import Team, TeamMember
from itsm.domains.users.models import User
from itsm.platform.actor import Actor, system_actor
from itsm.platform.db.engine import get_database
from itsm.platform.permissions import ROLE_PERMISSIONS
from itsm.platform.work import open_work
from itsm.wiring.defaults import install_defaults
from itsm.wiring.demo.accounts import add_people
from itsm.wiring.demo.people import EVERYBODY

PASSWORD = "correct horse battery staple 88"


@dataclass(frozen=True)
class World:
    """Ids of people by the part of their address before the @, teams by key, locations by key."""

    users: dict[str, UUID]
    teams: dict[str, UUID]
    locations: dict[str, UUID]
    actors: dict[str, Actor]

    def actor(self, login: str) -> Actor:
        """Return the actor that somebody would be after signing in."""
        return self.actors[login]


async def build_world() -> None:
    """Write the defaults and the people into the database of this process; no event or job is left."""
    async with open_work(system_actor()) as work:
        await install_defaults(work)
    async with open_work(system_actor()) as work:
        await add_people(work, EVERYBODY, PASSWORD)
    async with open_work(system_actor()) as work:
        await work.session.execute(text("TRUNCATE domain_events, jobs"))


async def load_world() -> World:
    """Return the ids of the people, teams and locations that `build_world` wrote."""
    async with get_database().reading() as session:
        people = (await session.execute(select(User))).scalars().all()
        teams = {team.key: team.id for team in (await session.execute(select(Team))).scalars()}
        locations = {place.key: place.id for place in (await session.execute(select(Location))).scalars()}
        places = (await session.execute(select(TeamMember.user_id, TeamMember.team_id))).all()
    return World(
        users={person.email.split("@")[0]: person.id for person in people},
        teams=teams,
        locations=locations,
        actors={p.email.split("@")[0]: _actor(p, frozenset(t for u, t in places if u == p.id)) for p in people},
    )


def _actor(user: User, team_ids: frozenset[UUID]) -> Actor:
    return Actor(
        id=user.id,
        name=user.name,
        role=user.role,
        permissions=ROLE_PERMISSIONS[user.role],
        email=user.email,
        team_ids=team_ids,
        location_id=user.location_id,
        timezone=user.timezone,
    )
