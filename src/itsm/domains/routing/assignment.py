"""Gives tickets to agents and takes them away, with counts that are right at any number of callers.

The loads of the team are locked as late as possible, read in the same statement, decided on by the
engine, and the chosen agent's new numbers are staged: they are written with the last statement of
the unit of work, so the lock is held for that statement and the commit only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID
from weakref import WeakKeyDictionary

from sqlalchemy import func, update
from sqlalchemy.dialects.postgresql import insert

from itsm.domains.presence import api as presence
from itsm.domains.routing.choosing import ANYBODY, TICK, Asked, choose, teams_to_ask
from itsm.domains.routing.engine.agents import AgentChoice, Candidate
from itsm.domains.routing.models import AgentLoad
from itsm.domains.routing.queries import TeamLoads, held_load, lock_loads, lock_team_loads
from itsm.platform.work import UnitOfWork

# Loads that a unit of work has staged but not written. Bulk changes assign more than once in one
# unit: later choices must see the earlier ones, and each agent is written once.
_STAGED: WeakKeyDictionary[UnitOfWork, dict[UUID, dict[str, Any]]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """Who got the ticket and why; `agent_id` None: it waits in the team's queue.

    `team_id` is the team that has it now: another than was asked where that one is awake and this one sleeps.
    """

    team_id: UUID
    agent_id: UUID | None
    agent_name: str | None
    choice: AgentChoice

    def to_json(self) -> dict[str, Any]:
        """Return the explanation as it is stored with the ticket."""
        return self.choice.to_json()


async def assign_agent(
    work: UnitOfWork, team_id: UUID, asked: Asked = ANYBODY, *, released: UUID | None = None
) -> Assignment:
    """Choose an agent of a team as it takes turns, and count the ticket as theirs with this commit.

    An urgent ticket goes to another team where that one is awake: see `Assignment.team_id`. `released` is the
    agent who gives the ticket up: it is taken off their count in the same step. Call it as late as you can:
    others who assign in this team wait until the commit.
    """
    people = await presence.present(work.session)
    loads = await _locked(work, teams_to_ask(people, team_id, asked), released)
    if released is not None:
        await _take_off(work, released)
    known = [
        replace(team, candidates=tuple(_with_staged(work, candidate) for candidate in team.candidates))
        for team in loads
    ]
    choice = choose(known, people, asked, work.now)
    agent = choice.agent
    if agent is not None:
        at = _after_all(work.now, (candidate for team in known for candidate in team.candidates))
        _stage(work, replace(agent, open_count=agent.open_count + 1, last_assigned_at=at))
    return Assignment(
        team_id=choice.team_id or team_id,
        agent_id=agent.agent_id if agent else None,
        agent_name=agent.name if agent else None,
        choice=choice,
    )


async def claim_agent(work: UnitOfWork, user_id: UUID, *, is_new: bool = True) -> None:
    """Count a ticket that a person gave to an agent, or that came back to them (`is_new` False)."""
    staged = _staged(work).get(user_id)
    if staged is not None:
        staged["open_count"] += 1
        return
    row = {"user_id": user_id, "open_count": 1, "is_away": False, "last_assigned_at": work.now if is_new else None}
    added = insert(AgentLoad).values(row)
    changes: dict[str, Any] = {"open_count": AgentLoad.open_count + 1}
    if is_new:
        changes["last_assigned_at"] = added.excluded.last_assigned_at
    await work.session.execute(added.on_conflict_do_update(index_elements=["user_id"], set_=changes))


async def release_agent(work: UnitOfWork, user_id: UUID) -> None:
    """Take a ticket off an agent's count: it was finished, or went to somebody else."""
    staged = _staged(work).get(user_id)
    if staged is not None:
        staged["open_count"] = max(0, staged["open_count"] - 1)
        return
    await work.session.execute(
        update(AgentLoad)
        .where(AgentLoad.user_id == user_id)
        .values(open_count=func.greatest(AgentLoad.open_count - 1, 0))
        .execution_options(synchronize_session=False)
    )


async def hold_loads(work: UnitOfWork, user_ids: Iterable[UUID | None]) -> None:
    """Lock the counts of these agents (None: no agent) until the commit, for who takes tickets off several of them.

    Call it before the first is released, and lock the tickets before: everybody else does so too.
    """
    wanted = {user_id for user_id in user_ids if user_id is not None}
    if wanted:
        await lock_loads(work.session, wanted)


async def reassign(work: UnitOfWork, from_user_id: UUID | None, to_user_id: UUID | None) -> None:
    """Move one ticket from one agent's count to another's; None is the queue."""
    if from_user_id == to_user_id:
        return
    # In the order of ids, like every other lock on loads, so that nobody waits in a circle.
    for user_id in sorted(user for user in (from_user_id, to_user_id) if user):
        await (claim_agent if user_id == to_user_id else release_agent)(work, user_id)


async def list_agent(work: UnitOfWork, user_id: UUID) -> None:
    """Give somebody who joins a team a load, so that there is a row to lock; nothing for those who have one."""
    row = {"user_id": user_id, "open_count": 0, "is_away": False}
    await work.session.execute(insert(AgentLoad).values(row).on_conflict_do_nothing())


async def correct_loads(work: UnitOfWork, open_counts: Mapping[UUID, int]) -> None:
    """Set counts to what the tickets say, for repairs and imports."""
    for user_id in sorted(open_counts):
        row = {"user_id": user_id, "open_count": open_counts[user_id], "is_away": False}
        added = insert(AgentLoad).values(row)
        await work.session.execute(
            added.on_conflict_do_update(index_elements=["user_id"], set_={"open_count": added.excluded.open_count})
        )


async def _locked(work: UnitOfWork, team_ids: Sequence[UUID], also: UUID | None) -> tuple[TeamLoads, ...]:
    loads = await lock_team_loads(work.session, team_ids, also)
    unlisted = {user_id for team in loads for user_id in team.unlisted}
    if not unlisted:
        return loads
    # Joined this very moment, and the job that lists them (`jobs.py`) has not run yet. Made while other rows are
    # held, in no order with them: this can meet another such unit of work in a circle, which the caller's retry undoes.
    rows = [{"user_id": user_id, "open_count": 0, "is_away": False} for user_id in sorted(unlisted)]
    await work.session.execute(insert(AgentLoad).values(rows).on_conflict_do_nothing())
    return await lock_team_loads(work.session, team_ids, also)


def _after_all(now: datetime, candidates: Iterable[Candidate]) -> datetime:
    """Return the time of this assignment: now, but after every other of the team.

    Units of work begin in another order than they get the lock; turns follow the lock.
    """
    latest = max((c.last_assigned_at for c in candidates if c.last_assigned_at), default=None)
    return now if latest is None else max(now, latest + TICK)


async def _take_off(work: UnitOfWork, user_id: UUID) -> None:
    if user_id not in _staged(work):
        held = await held_load(work.session, user_id)
        if held is None:
            return
        _stage(
            work,
            Candidate(
                agent_id=user_id,
                name="",
                is_away=held.is_away,
                open_count=held.open_count,
                last_assigned_at=held.last_assigned_at,
            ),
        )
    await release_agent(work, user_id)


def _staged(work: UnitOfWork) -> dict[UUID, dict[str, Any]]:
    return _STAGED.setdefault(work, {})


def _with_staged(work: UnitOfWork, candidate: Candidate) -> Candidate:
    staged = _staged(work).get(candidate.agent_id)
    if staged is None:
        return candidate
    return replace(candidate, open_count=staged["open_count"], last_assigned_at=staged["last_assigned_at"])


def _stage(work: UnitOfWork, load: Candidate) -> None:
    """Have these numbers written at the commit; the row is locked by this transaction."""
    numbers = {"open_count": load.open_count, "last_assigned_at": load.last_assigned_at}
    staged = _staged(work).get(load.agent_id)
    if staged is not None:
        staged.update(numbers)
        return
    row = {"user_id": load.agent_id, "is_away": load.is_away} | numbers
    _staged(work)[load.agent_id] = row
    work.stage(AgentLoad, row)
