"""Fixtures: a mail server, this process's way to send mail, and a worker that runs its jobs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from itsm.domains.notifications import ports
from itsm.domains.notifications.api import set_mail_room
from itsm.domains.notifications.jobs import JOBS
from itsm.platform.jobs.runner import Worker
from itsm.platform.mail.adapters import open_mail
from tests.platform.mail.smtp_sink import SmtpSink

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterator

    from itsm.platform.db.engine import Database

SENDER = "IT Service Desk <desk@madison88.example>"
URL = "https://desk.example"


@pytest.fixture
async def sink() -> AsyncIterator[SmtpSink]:
    """A running SMTP server."""
    server = SmtpSink()
    await server.start()
    yield server
    await server.stop()


@pytest.fixture(autouse=True)
def room_kept() -> Iterator[None]:
    """Give other tests back what wiring chose."""
    before = ports._mail_room
    yield
    ports._mail_room = before


@pytest.fixture
def by_smtp(sink: SmtpSink) -> SmtpSink:
    """Mail goes to the sink."""
    set_mail_room(open_mail(f"smtp://127.0.0.1:{sink.port}"), sender=SENDER, public_url=URL)
    return sink


@pytest.fixture
def by_outbox() -> None:
    """No mail server is configured."""
    set_mail_room(open_mail(None), sender=SENDER, public_url=URL)


@pytest.fixture
def run_jobs(database: Database) -> Callable[[], Awaitable[int]]:
    """Run every waiting job now, whatever its time, once."""

    async def run() -> int:
        async with database.engine.begin() as connection:
            await connection.execute(text("UPDATE jobs SET run_at = now() WHERE state = 'ready'"))
        return await Worker(JOBS).run_until_empty()

    return run
