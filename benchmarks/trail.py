"""How fast the audit trail is sealed and held against its seal."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from benchmarks.figures import Figures, Row
from benchmarks.stage import in_product
from itsm.domains.audit.chain.sealing import BLOCK_ENTRIES, seal_entries
from itsm.domains.audit.chain.verifying import verify
from itsm.platform.actor import system_actor
from itsm.platform.db.engine import get_database
from itsm.platform.work import open_work

if TYPE_CHECKING:
    from benchmarks.stage import Stage

ENTRIES = 200_000
VERIFY_GOAL = 50_000
# As long as a real one: a change of status by an agent, from a browser.
_FILL = f"""
    INSERT INTO audit_entries (id, at, actor_id, actor_name, actor_kind, action, subject_type, subject_id, changes,
                               details, summary, ip, user_agent, session_id, request_id)
    SELECT gen_random_uuid(), now() - n * interval '1 second', gen_random_uuid(), 'Bea Santos', 'user',
           'ticket.status_changed', 'ticket', gen_random_uuid(), '{{"status": ["new", "in_progress"]}}',
           jsonb_build_object('version', n, 'team_id', gen_random_uuid(), 'assignee_id', gen_random_uuid()),
           'Bea Santos moved TKT-2026-' || lpad(n::text, 6, '0') || ' to in progress', '10.12.0.7',
           'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/144.0', gen_random_uuid(),
           replace(gen_random_uuid()::text, '-', '')
    FROM generate_series(1, {ENTRIES}) n
"""  # noqa: S608 - a number of this module


def measure(stage: Stage, figures: Figures) -> None:
    """Seal a trail of many entries, then verify it as `itsm audit verify` does."""
    stage.sql(_FILL)
    sealed = in_product(_seal)
    verified = in_product(_verify)
    figures.add(Row("audit entries sealed", clients="1", rate=f"{sealed:,.0f}/s"))
    figures.add(
        Row(
            "audit entries verified against their seal",
            clients="1",
            rate=f"{verified:,.0f}/s",
            goal=f"≥ {VERIFY_GOAL:,}/s",
            met=verified >= VERIFY_GOAL,
        )
    )


async def _seal() -> float:
    began, count = time.perf_counter(), 0
    while True:
        async with open_work(system_actor()) as work:
            done = await seal_entries(work)
        count += done
        if done < BLOCK_ENTRIES:
            return count / (time.perf_counter() - began)


async def _verify() -> float:
    async with get_database().reading() as session:
        report = await verify(session)
    if not report.is_whole:
        raise RuntimeError(f"{report.problem_count} problems in a trail nobody touched: {report.problems[:3]}")
    return report.entries / report.seconds
