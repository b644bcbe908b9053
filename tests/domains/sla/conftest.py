"""A database with the shipped calendars and policies. This room knows tickets by id only."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from datetime import datetime

import pytest
from sqlalchemy import text

from itsm.domains.sla.defaults import install_defaults
from itsm.platform.actor import system_actor
from itsm.platform.db.engine import Database
from itsm.platform.work import UnitOfWork, open_work

Open = Callable[[datetime], AbstractAsyncContextManager[UnitOfWork]]


@pytest.fixture
async def desk(database: Database) -> Database:
    """The database without the foreign key to tickets, whose rows are another room's business."""
    async with open_work(system_actor()) as work:
        await work.session.execute(text("ALTER TABLE sla_clocks DROP CONSTRAINT fk_sla_clocks_ticket_id"))
    async with open_work(system_actor()) as work:
        await install_defaults(work)
    return database


@pytest.fixture
def live_at(desk: Database) -> Open:
    """Open units of work whose present is the given moment, as no replay would."""
    from contextlib import asynccontextmanager

    @asynccontextmanager
    async def live(moment: datetime) -> AsyncIterator[UnitOfWork]:
        async with open_work(system_actor()) as work:
            work.now = moment
            yield work

    return live
