"""Assignments a second: the choice of an agent under the lock and its commit, by eight clients at once.

Nothing but the assignment is in the transaction, so one team shows what its lock lets through, and several teams
what the machine does when they do not wait for each other. Half of the people have shifts, leave and skills.
"""

from __future__ import annotations

import asyncio
import time
from datetime import timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

from benchmarks.figures import Figures, Row
from benchmarks.stage import in_product
from itsm.domains.presence import api as presence
from itsm.domains.presence.enums import Weekday
from itsm.domains.routing import api as routing
from itsm.domains.teams import api as teams
from itsm.domains.users import api as users
from itsm.platform.actor import Role, system_actor
from itsm.platform.work import open_work

if TYPE_CHECKING:
    from collections.abc import Sequence

CLIENTS: Final = 8
MEMBERS: Final = 5
TEAMS: Final = 8
SECONDS: Final = 3.0
_ALWAYS: Final = [{"start": "00:00", "end": "24:00"}]


def measure(figures: Figures) -> None:
    """Add the rows: one team of five, then eight such teams."""

    async def run() -> dict[int, tuple[float, list[float]]]:
        team_ids = [await _team(number) for number in range(TEAMS)]
        await _assign(team_ids, 0.5)
        return {count: await _assign(team_ids[:count], SECONDS) for count in (1, TEAMS)}

    for count, (rate, times) in in_product(run).items():
        times.sort()
        work = "assignment (choice, lock, commit), " + ("one team of five" if count == 1 else f"{count} teams of five")
        figures.add(
            Row(
                work,
                clients=str(CLIENTS),
                rate=f"{rate:,.0f}/s",
                p50=f"{times[len(times) // 2] * 1000:.1f}",
                p95=f"{times[len(times) * 95 // 100] * 1000:.1f}",
            )
        )


async def _team(number: int) -> UUID:
    """Add a team of five: two of them with hours, one of them on leave next month."""
    async with open_work(system_actor("Benchmark")) as work:
        team = await teams.create_team(work, teams.NewTeam(key=f"bench_{number}", name=f"Bench {number}"))
        for member in range(MEMBERS):
            person = await users.create_user(
                work,
                users.NewUser(email=f"bench{number}.{member}@x.example", name=f"B {member}", role=Role.IT_AGENT),
            )
            await teams.put_member(work, team.id, person.id, teams.Place())
            if member < 2:
                week = {day.value: _ALWAYS for day in Weekday}
                await presence.set_shift(work, person.id, timezone="Asia/Manila", week=week)
        start = work.now + timedelta(days=30)
        await presence.plan_leave(work, person.id, starts_at=start, ends_at=start + timedelta(days=5), reason="")
    return team.id


async def _assign(team_ids: Sequence[UUID], seconds: float) -> tuple[float, list[float]]:
    """Return assignments a second and how long each took, clients spread over the teams."""
    times: list[float] = []
    until = time.perf_counter() + seconds

    async def client(number: int) -> None:
        team_id = team_ids[number % len(team_ids)]
        while (began := time.perf_counter()) < until:
            async with open_work(system_actor("Benchmark")) as work:
                await routing.assign_agent(work, team_id)
            times.append(time.perf_counter() - began)

    await asyncio.gather(*(client(number) for number in range(CLIENTS)))
    return len(times) / seconds, times
