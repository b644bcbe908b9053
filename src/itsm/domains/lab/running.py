"""Run a draft over the past: one snapshot of the data, batch by batch, in the background.

The past is read in one read-only REPEATABLE READ transaction, so that a ticket that changes meanwhile
cannot be seen half. What is found is written in short units of work of its own. A worker that dies leaves
its attempt; the next one begins again from the start.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from itsm.domains.classification import api as classification
from itsm.domains.lab.engine.simulation import Compared, Findings, Side, compare
from itsm.domains.lab.enums import Kind, RunState
from itsm.domains.lab.kinds import ROOMS, Content
from itsm.domains.lab.models import Backtest
from itsm.domains.lab.queries.past import (
    Period,
    count_tickets,
    known_now,
    last_assigned,
    last_of,
    open_at,
    read_batch,
    zones_of_teams,
)
from itsm.domains.lab.repository import get_run
from itsm.domains.lab.service.runs import LostRunError, end_run, note_progress, start_attempt
from itsm.domains.presence import api as presence
from itsm.domains.routing import api as routing
from itsm.domains.sla import api as sla
from itsm.domains.tickets import api as tickets
from itsm.platform.actor import system_actor
from itsm.platform.db.engine import get_database
from itsm.platform.work import open_work

BATCH: Final = 500
# Other jobs and the timers of this worker get their turn in between.
_BREATH: Final = 20


@dataclass(slots=True)
class Progress:
    """How far a run is, and the changed tickets not written yet."""

    done: int = 0
    changed: int = 0
    rows: list[dict[str, Any]] = field(default_factory=list)


async def run_backtest(run_id: UUID) -> None:
    """Run one backtest to its end. Nothing happens to one that has ended, or that somebody else runs anew."""
    async with open_work(system_actor("Rule lab")) as work:
        run = await get_run(work.session, run_id, lock=True)
        attempt = await start_attempt(work, run)
    if attempt is None:
        return
    try:
        findings, is_whole = await _over_the_past(run, attempt)
        await _end(run_id, attempt, RunState.DONE if is_whole else RunState.CANCELLED, findings)
    except LostRunError:
        return


async def fail_run(run_id: UUID, error: str) -> None:
    """Mark a run as failed: it was tried as often as jobs are."""
    async with open_work(system_actor("Rule lab")) as work:
        run = await get_run(work.session, run_id, lock=True)
        if run.state == RunState.RUNNING:
            await end_run(work, run, run.attempt, RunState.FAILED, error=error)


@asynccontextmanager
async def snapshot() -> AsyncIterator[AsyncSession]:
    """Give a session that sees the data as it is now, however long it takes, and can change nothing."""
    async with get_database().sessions(autoflush=False) as session:
        options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        await session.connection(execution_options=options)
        yield session
        await session.rollback()


async def _over_the_past(run: Backtest, attempt: int) -> tuple[Findings, bool]:
    async with snapshot() as session:
        period = Period(run.period_from, run.period_to, run.started_at or run.created_at)
        total = await count_tickets(session, period)
        known = await known_now(session)
        live, draft = await build_sides(session, Kind(run.kind), run.content, period.start)
        findings = Findings(await zones_of_teams(session))
        progress = Progress()
        after: tuple[datetime, UUID] | None = None
        while batch := await read_batch(session, period, known, after=after, limit=BATCH):
            for number, past in enumerate(batch):
                compared = compare(past, live, draft)
                findings.add(compared)
                _keep(run.id, progress, compared)
                if number % _BREATH == 0:
                    await asyncio.sleep(0)
            progress.done, after = progress.done + len(batch), last_of(batch)
            session.expunge_all()
            if not await _note(run.id, attempt, progress, total):
                return findings, False
        return findings, True


async def build_sides(session: AsyncSession, kind: Kind, content: Content, start: datetime) -> tuple[Side, Side]:
    """Return the live rules and the draft, each with the teams as they stood when the period began.

    What the draft does not touch is shared, and so decided once.
    """
    contents = {each: await room.current(session) for each, room in ROOMS.items()}
    live = await _side(session, contents, start)
    drafted = contents | {kind: content}
    if kind in {Kind.SLA_POLICIES, Kind.CALENDARS}:
        return live, replace(live, config=await _config(session, drafted))
    return live, await _side(session, drafted, start)


async def _side(session: AsyncSession, contents: Mapping[Kind, Content], start: datetime) -> Side:
    return Side(
        engines=tickets.Engines(
            classifier=await classification.engine_from(session, contents[Kind.CLASSIFICATION]),
            choices=await classification.choice_policy(session),
            router=await routing.engine_from(session, contents[Kind.ROUTING]),
        ),
        config=await _config(session, contents),
        loads=await _loads(session, start),
    )


async def _config(session: AsyncSession, contents: Mapping[Kind, Content]) -> sla.SlaConfig:
    return await sla.config_from(session, contents[Kind.SLA_POLICIES], contents[Kind.CALENDARS])


async def _loads(session: AsyncSession, start: datetime) -> routing.SimulatedLoads:
    loads = routing.SimulatedLoads(
        await routing.load_rosters(session), await presence.load_presence(session, leaves_since=start)
    )
    held = await open_at(session, start)
    last = await last_assigned(session, start)
    counts: dict[UUID, int] = {}
    for agent_id, _ in held:
        counts[agent_id] = counts.get(agent_id, 0) + 1
    for agent_id in counts.keys() | last.keys():
        loads.hold(agent_id, counts.get(agent_id, 0), last.get(agent_id))
    for agent_id, solved_at in held:
        if solved_at is not None:
            loads.expect(agent_id, [(sla.to_instant(solved_at), -1)])
    return loads


def _keep(run_id: UUID, progress: Progress, compared: Compared) -> None:
    if not compared.what:
        return
    past = compared.past
    progress.rows.append(
        {
            "backtest_id": run_id,
            "ordinal": progress.changed,
            "ticket_id": past.id,
            "number": past.number,
            "title": past.title,
            "raised_at": past.raised_at,
            "what": [what.value for what in compared.what],
            "before": compared.before.to_json(),
            "after": compared.after.to_json(),
        }
    )
    progress.changed += 1


async def _note(run_id: UUID, attempt: int, progress: Progress, total: int) -> bool:
    async with open_work(system_actor("Rule lab")) as work:
        goes_on = await note_progress(work, run_id, attempt, done=progress.done, total=total, rows=progress.rows)
    progress.rows = []
    return goes_on


async def _end(run_id: UUID, attempt: int, state: RunState, findings: Findings) -> None:
    loads = [
        {"backtest_id": run_id, "team_id": team_id, "hour": hour, "before": before, "after": after}
        for (team_id, hour), (before, after) in sorted(findings.loads.items())
    ]
    async with open_work(system_actor("Rule lab")) as work:
        run = await get_run(work.session, run_id, lock=True)
        await end_run(work, run, attempt, state, summary=findings.to_json(), loads=loads)
