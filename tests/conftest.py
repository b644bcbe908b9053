"""Fixtures: a real PostgreSQL for each test process, a fresh copy of a seeded database for each test."""

from __future__ import annotations

import itertools
import os
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path

import asyncpg
import httpx
import hypothesis
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from itsm.entrypoints.local.postgres import SUPERUSER, EmbeddedPostgres
from itsm.platform.actor import system_actor
from itsm.platform.cache import snapshot
from itsm.platform.db.engine import Database, open_database, set_database
from itsm.platform.jobs.runner import Worker
from itsm.platform.settings import Settings, get_settings
from itsm.platform.telemetry.logs import configure_logs
from itsm.platform.work import UnitOfWork, open_work
from itsm.wiring.assemble import assemble
from tests.factories.schema import create_schema
from tests.factories.world import PASSWORD, World, build_world, load_world

TEMPLATE = "itsm_template"
_numbers = itertools.count(1)
Login = Callable[[str], Awaitable[dict[str, str]]]

# What decides about a change answers the same to the same code, on a busy machine too: how long it takes to think of an
# example is not asked. ITSM_HYPOTHESIS=searching looks for new examples.
_PATIENT = [hypothesis.HealthCheck.too_slow]
hypothesis.settings.register_profile("repeatable", derandomize=True, deadline=None, suppress_health_check=_PATIENT)
hypothesis.settings.register_profile("searching", deadline=None, suppress_health_check=_PATIENT)
hypothesis.settings.load_profile(os.environ.get("ITSM_HYPOTHESIS", "repeatable"))

os.environ.setdefault("ITSM_SECRET_KEY", "a test key that is long enough to be taken for one")
os.environ.setdefault("ITSM_ENVIRONMENT", "local")
os.environ.setdefault("ITSM_PUBLIC_URL", "http://testserver")
os.environ.setdefault("ITSM_RATE_LIMITS", "0")
os.environ.setdefault("ITSM_LOG_LEVEL", "WARNING")


@pytest.fixture(scope="session")
def settings() -> Settings:
    get_settings.cache_clear()
    configure_logs(get_settings())
    return get_settings()


@pytest.fixture(scope="session")
def postgres() -> Iterator[EmbeddedPostgres]:
    """One embedded server for this test process."""
    with tempfile.TemporaryDirectory(prefix="itsm-test-", ignore_cleanup_errors=True) as home:
        server = EmbeddedPostgres(Path(home), durable=False)
        server.start()
        yield server
        server.stop()


@pytest.fixture(scope="session")
async def template(postgres: EmbeddedPostgres, settings: Settings) -> str:
    """A database with the schema, the shipped defaults and the test people; tests get copies of it."""
    postgres.query(f"CREATE DATABASE {TEMPLATE} OWNER itsm")
    assemble(settings)
    await create_schema(postgres.url(TEMPLATE))
    database = open_database(postgres.url(TEMPLATE), pool_size=2)
    set_database(database)
    await build_world()
    await database.close()
    return TEMPLATE


@pytest.fixture(scope="session")
async def superuser(postgres: EmbeddedPostgres) -> AsyncIterator[asyncpg.Connection]:
    """A connection that stays open: a program started for each statement costs as much as the statement."""
    connection = await asyncpg.connect(postgres.dsn("postgres", role=SUPERUSER))
    yield connection
    await connection.close()


@pytest.fixture
async def database(superuser: asyncpg.Connection, postgres: EmbeddedPostgres, template: str) -> AsyncIterator[Database]:
    """A fresh copy of the seeded database, made the one of this process."""
    name = f"test_{next(_numbers)}"
    await superuser.execute(f"CREATE DATABASE {name} TEMPLATE {template} OWNER itsm STRATEGY file_copy")
    snapshot.forget_all()
    database = open_database(postgres.url(name), pool_size=20)
    set_database(database)
    yield database
    set_database(None)
    await database.close()
    await superuser.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
async def work(database: Database) -> AsyncIterator[UnitOfWork]:
    """A unit of work of the system; commits when the test ends well."""
    async with open_work(system_actor()) as unit:
        yield unit


@pytest.fixture
async def world(database: Database) -> World:
    """The people and teams of the seeded database."""
    return await load_world()


@pytest.fixture
async def client(database: Database, settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    """An HTTP client that speaks to the application in this process, with nobody signed in."""
    from itsm.wiring.app import create_app

    transport = httpx.ASGITransport(create_app(settings), raise_app_exceptions=False, client=("127.0.0.1", 50000))
    async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as http:
        yield http


@pytest.fixture
async def empty_database(postgres: EmbeddedPostgres) -> AsyncIterator[str]:
    """The URL of a database without any table."""
    name = f"empty_{next(_numbers)}"
    postgres.query(f"CREATE DATABASE {name} OWNER itsm")
    yield postgres.url(name)
    postgres.query(f"DROP DATABASE {name} WITH (FORCE)")


async def scalar(url: str, sql: str) -> object:
    """Return the single value of a query on another connection."""
    engine = create_async_engine(url)
    try:
        async with engine.connect() as connection:
            return (await connection.execute(text(sql))).scalar_one()
    finally:
        await engine.dispose()


@pytest.fixture
def login(client: httpx.AsyncClient) -> Login:
    """A function that signs somebody in and returns the headers to send: `await login("agent.ph")`."""

    async def sign_in(name: str) -> dict[str, str]:
        answer = await client.post("/api/auth/login", json={"email": f"{name}@madison88.example", "password": PASSWORD})
        assert answer.status_code == 200, answer.text
        return {"Authorization": f"Bearer {answer.json()['access_token']}"}

    return sign_in


@pytest.fixture
def drain(database: Database) -> Callable[[], Awaitable[int]]:
    """A function that runs every job that is due and returns how many."""
    from itsm.wiring.jobs import JOBS

    async def run() -> int:
        return await Worker(JOBS).run_until_empty()

    return run


@pytest.fixture
def figures(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """A function that has a line with what was counted printed at the end of the run, by whichever process."""
    return lambda line: record_property("figures", line)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what tests counted."""
    reports = [report for found in terminalreporter.stats.values() for report in found]
    for report in reports:
        for name, line in getattr(report, "user_properties", ()) if getattr(report, "when", "") == "call" else ():
            if name == "figures":
                terminalreporter.write_line(str(line))
