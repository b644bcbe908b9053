"""Over a slice of the replayed public log, today's rules find again what was decided."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from itsm.domains.imports import api as imports
from itsm.domains.lab.enums import Kind, RunState
from itsm.domains.lab.repository import get_run
from itsm.domains.lab.running import run_backtest
from itsm.domains.lab.service.drafts import begin_draft
from itsm.domains.lab.service.runs import request_run
from itsm.platform.actor import system_actor
from itsm.platform.db.engine import Database
from itsm.platform.work import open_work
from tests.factories.paths import SHARED_DATA

LOG = SHARED_DATA / "incident_event_log.csv.gz"
INCIDENTS = 40


@pytest.mark.data
@pytest.mark.timeout(600)
async def test_todays_rules_find_again_what_the_replay_decided(database: Database) -> None:
    if not LOG.exists():
        pytest.skip(f"{LOG} is not here")
    entries = imports.read_log(LOG)
    kept = frozenset(list(dict.fromkeys(entry.number for entry in entries))[:INCIDENTS])
    await imports.replay([entry for entry in entries if entry.number in kept], lambda *_: None)
    async with open_work(system_actor()) as work:
        draft = await begin_draft(work, Kind.CALENDARS, name="As it is", reason="")
        start, end = datetime(2015, 1, 1, tzinfo=UTC), datetime(2018, 1, 1, tzinfo=UTC)
        run = await request_run(work, draft, start=start, end=end)
    await run_backtest(run.id)
    async with database.reading() as session:
        ended = await get_run(session, run.id)
    assert ended.state == RunState.DONE, ended.error
    assert ended.summary is not None
    found = ended.summary["reproduced"]
    assert ended.summary["tickets"] == found["comparable"] == INCIDENTS
    assert (found["priority"], found["team"], found["agent"]) == (INCIDENTS,) * 3
    assert found["due"] == INCIDENTS
    assert ended.summary["changed_tickets"] == 0
