"""How many past incidents a second the rule lab decides twice, written findings included."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Any

from benchmarks.figures import Figures, Row
from benchmarks.stage import in_product
from itsm.domains.lab.enums import Kind
from itsm.domains.lab.models import Backtest
from itsm.domains.lab.repository import get_run
from itsm.domains.lab.running import run_backtest
from itsm.domains.lab.service.drafts import begin_draft
from itsm.domains.lab.service.runs import request_run
from itsm.platform.actor import system_actor
from itsm.platform.db.engine import get_database
from itsm.platform.work import open_work


def measure(figures: Figures) -> None:
    """Run a draft of routing and one of policies over everything the desk has ever seen."""
    for kind in (Kind.ROUTING, Kind.SLA_POLICIES):
        seconds, tickets, summary = in_product(lambda kind=kind: _run(kind))
        found = summary["reproduced"]
        again = f"found again: {found.get('priority', 0):,} of {found.get('comparable', 0):,} priorities"
        rate = f"{tickets / seconds:,.0f} incidents/s ({again})"
        figures.add(Row(f"rule lab, draft of {kind.value}", tickets=f"{tickets:,}", clients="1", rate=rate))


async def _run(kind: Kind) -> tuple[float, int, dict[str, Any]]:
    async with open_work(system_actor()) as work:
        draft = await begin_draft(work, kind, name="Benchmark", reason="")
        if kind is Kind.ROUTING:
            rules = draft.content["rules"]
            draft.content = {"rules": [rule | {"team_id": _other(rules, rule)} for rule in rules]}
        start, end = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
        run = await request_run(work, draft, start=start, end=end)
    began = time.perf_counter()
    await run_backtest(run.id)
    seconds = time.perf_counter() - began
    async with get_database().reading() as session:
        row: Backtest = await get_run(session, run.id)
    if row.summary is None:
        raise RuntimeError(f"the run did not end: {row.state} {row.error}")
    return seconds, row.done, row.summary


def _other(rules: list[dict[str, Any]], rule: dict[str, Any]) -> str | None:
    """Return another team than the rule's own, so that tickets move and findings are written."""
    teams = [one["team_id"] for one in rules if one["team_id"]]
    return next((team for team in teams if team != rule["team_id"]), rule["team_id"]) if rule["team_id"] else None
