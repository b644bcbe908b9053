"""The desk of the demonstration has something to do on any day, when every office is closed, too."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from uuid import UUID

import pytest
from sqlalchemy import func, select

from itsm.domains.sla.monitor import sweep
from itsm.domains.tickets.board.queries import AT_RISK
from itsm.domains.tickets.models import Ticket
from itsm.platform.actor import system_actor
from itsm.platform.cache import snapshot
from itsm.platform.db.engine import Database, open_database, set_database
from itsm.platform.jobs.runner import Worker
from itsm.platform.settings import Settings
from itsm.platform.work import open_work
from itsm.wiring.assemble import assemble
from itsm.wiring.defaults import install_defaults
from itsm.wiring.demo.accounts import add_people
from itsm.wiring.demo.load import played
from itsm.wiring.demo.people import EVERYBODY
from itsm.wiring.demo.pressing import PRESSING
from itsm.wiring.jobs import JOBS
from tests.factories.schema import create_schema

SUNDAY = datetime(2026, 11, 29, 11, tzinfo=UTC)
NEW_YEAR = datetime(2026, 1, 1, 3, tzinfo=UTC)
TUESDAY = datetime(2026, 11, 24, 7, 30, tzinfo=UTC)
MONDAY_AT_SIX_IN_MANILA = datetime(2026, 11, 29, 22, tzinfo=UTC)


@pytest.fixture
async def people(empty_database: str, settings: Settings) -> AsyncIterator[dict[str, UUID]]:
    """The people of the demonstration on a desk as shipped, by login."""
    assemble(settings)
    await create_schema(empty_database)
    snapshot.forget_all()
    database: Database = open_database(empty_database, pool_size=5)
    set_database(database)
    async with open_work(system_actor()) as work:
        await install_defaults(work)
    async with open_work(system_actor()) as work:
        ids = await add_people(work, EVERYBODY, "for one test only, long")
    yield ids
    set_database(None)
    await database.close()


@pytest.mark.parametrize("now", [SUNDAY, NEW_YEAR, TUESDAY, MONDAY_AT_SIX_IN_MANILA])
async def test_something_presses_on_any_day(people: dict[str, UUID], now: datetime) -> None:
    await played(people, now, [])
    async with open_work(system_actor(), now=now) as work:
        await sweep(work)
    await Worker(JOBS).run_until_empty()
    async with open_work(system_actor(), now=now) as work:
        fitting = select(func.count()).select_from(Ticket)
        # sees all: the demonstration is looked at from above
        close = await work.session.scalar(fitting.where(AT_RISK))
        late = await work.session.scalar(fitting.where(Ticket.is_breached))
        waiting = await work.session.scalar(fitting.where(Ticket.assignee_id.is_(None)))
    # At least: whatever else came in may be close or late by itself on a working day.
    assert close >= sum(1 for one in PRESSING if one.used and one.used < 1)
    assert late >= sum(1 for one in PRESSING if one.used and one.used > 1)
    assert waiting >= sum(1 for one in PRESSING if one.used is None)
