"""Stored runs and drafts as they are answered: names for ids, lines for contents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from itsm.domains.lab.engine.differences import differences
from itsm.domains.lab.engine.simulation import METRICS
from itsm.domains.lab.enums import DraftState, Kind
from itsm.domains.lab.kinds import ROOMS, Content
from itsm.domains.lab.models import Backtest, BacktestChange, RuleDraft
from itsm.domains.lab.queries.names import names_in, people_names, team_names
from itsm.domains.lab.schemas import (
    BacktestCard,
    BacktestRead,
    ChangeRead,
    DifferenceRead,
    DraftCard,
    DraftRead,
    FateRead,
    SummaryRead,
)

NO_TEAM = "No team"


async def difference_read(session: AsyncSession, before: Content, after: Content) -> list[DifferenceRead]:
    """Return how two contents differ, with names for ids."""
    names = await names_in(session, before, after)
    return [DifferenceRead(**asdict(line)) for line in differences(before, after, names)]


async def draft_read(session: AsyncSession, row: RuleDraft) -> DraftRead:
    """Return a draft beside what is in force; one that has ended beside what was when it was begun."""
    has_ended = row.state in {DraftState.ACTIVATED, DraftState.DISCARDED}
    live = row.base if has_ended else await ROOMS[Kind(row.kind)].current(session)
    return DraftRead(
        **DraftCard.model_validate(row).model_dump(),
        differences=await difference_read(session, live, row.content),
        is_live_changed=live != row.base,
    )


async def run_read(session: AsyncSession, row: Backtest) -> BacktestRead:
    """Return a run with what it found."""
    summary = _summary(row.summary, await team_names(session)) if row.summary else None
    return BacktestRead(**BacktestCard.model_validate(row).model_dump(), summary=summary)


async def changes_read(session: AsyncSession, rows: Sequence[BacktestChange]) -> list[ChangeRead]:
    """Return changed tickets with the names of teams and agents, in two queries whatever their number."""
    agents = {UUID(side["agent_id"]) for row in rows for side in (row.before, row.after) if side["agent_id"]}
    names = await team_names(session) | await people_names(session, agents)
    return [
        ChangeRead(
            ticket_id=row.ticket_id,
            number=row.number,
            title=row.title,
            raised_at=row.raised_at,
            what=row.what,
            before=_fate(row.before, names),
            after=_fate(row.after, names),
        )
        for row in rows
    ]


def _fate(stored: Mapping[str, Any], names: Mapping[str, str]) -> FateRead:
    return FateRead(
        priority=stored["priority"],
        team=names.get(stored["team_id"] or ""),
        agent=names.get(stored["agent_id"] or ""),
        **{metric: stored.get(metric) for metric in METRICS},
    )


def _summary(stored: Mapping[str, Any], names: Mapping[str, str]) -> SummaryRead:
    counts = ("comparable", "not_comparable", "priority", "team", "agent", "due")
    return SummaryRead.model_validate(
        {
            "tickets": stored["tickets"],
            "changed_tickets": stored["changed_tickets"],
            "changed": stored["changed"],
            "breaches": [{"metric": metric} | sides for metric, sides in stored["breaches"].items()],
            "priorities": _shares(stored["priorities"], {}),
            "teams": _shares(stored["teams"], names),
            "reproduced": {name: stored["reproduced"].get(name, 0) for name in counts},
        }
    )


def _shares(stored: Mapping[str, Mapping[str, int]], names: Mapping[str, str]) -> list[dict[str, Any]]:
    keys = sorted({*stored["before"], *stored["after"]}, key=lambda key: (names.get(key, key), key))
    return [
        {
            "id": None if key == "None" else key,
            "name": NO_TEAM if key == "None" else names.get(key, key),
            "before": stored["before"].get(key, 0),
            "after": stored["after"].get(key, 0),
        }
        for key in keys
    ]
