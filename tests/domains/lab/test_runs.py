"""Runs over the past: what they find, how they end, and that today's rules find again what was decided."""

from __future__ import annotations

import csv
import io
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import text, update

from itsm.domains.lab import running
from itsm.domains.lab.enums import Kind, RunState
from itsm.domains.lab.models import Backtest
from itsm.domains.lab.repository import get_run
from itsm.domains.lab.service.drafts import begin_draft
from itsm.domains.lab.service.runs import LostRunError, note_progress, request_run
from itsm.domains.sla.repository import policies
from itsm.domains.sla.schemas.options import OptionsInput
from itsm.domains.sla.schemas.policies import PolicyPatch
from itsm.domains.sla.service.manage_policies import update_policy
from itsm.entrypoints.local.postgres import EmbeddedPostgres
from itsm.platform.actor import system_actor
from itsm.platform.cache import snapshot
from itsm.platform.clock import utc_now
from itsm.platform.db.engine import Database, open_database, set_database
from itsm.platform.settings import Settings
from itsm.platform.work import open_work
from itsm.wiring.defaults import install_defaults
from itsm.wiring.demo import load as demo
from tests.conftest import Login
from tests.domains.lab.test_drafts import DRAFTS, Lab, rules
from tests.factories.schema import create_schema
from tests.factories.world import PASSWORD

RUNS = "/api/admin/backtests"
PLANNED = 70
FEW = 25
# The demonstration is played once; that takes its time on a busy machine.
pytestmark = pytest.mark.timeout(600)
Drain = Callable[[], Awaitable[int]]


@pytest.fixture(scope="session")
async def desk_template(postgres: EmbeddedPostgres, settings: Settings) -> str:
    """A database with demonstration data, played once."""
    postgres.query("CREATE DATABASE lab_template OWNER itsm")
    await create_schema(postgres.url("lab_template"))
    snapshot.forget_all()
    database = open_database(postgres.url("lab_template"), pool_size=5)
    set_database(database)
    async with open_work(system_actor()) as work:
        await install_defaults(work)
    named = settings.model_copy(update={"demo_password": type(settings.demo_password)(PASSWORD)})
    await demo.load(named, lambda *_: None, amount=PLANNED)
    async with open_work(system_actor()) as work:
        await work.session.execute(text("TRUNCATE jobs, domain_events"))
    set_database(None)
    await database.close()
    return "lab_template"


@pytest.fixture
async def database(postgres: EmbeddedPostgres, template: str, desk_template: str) -> AsyncIterator[Database]:
    """A copy of the demonstration desk, made the one of this process."""
    del template
    name = f"lab_{time.monotonic_ns()}"
    postgres.query(f"CREATE DATABASE {name} TEMPLATE {desk_template} OWNER itsm STRATEGY file_copy")
    snapshot.forget_all()
    database = open_database(postgres.url(name), pool_size=20)
    set_database(database)
    yield database
    set_database(None)
    await database.close()
    postgres.query(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
async def lab(client: httpx.AsyncClient, login: Login) -> Lab:
    return Lab(client, await login("admin"))


@pytest.fixture
async def tickets(database: Database) -> int:
    """How many tickets there are."""
    async with database.reading() as session:
        return (await session.execute(text("SELECT count(*) FROM tickets"))).scalar_one()


def period() -> dict[str, str]:
    now = utc_now()
    return {"period_from": (now - timedelta(days=400)).isoformat(), "period_to": now.isoformat()}


async def ask(lab: Lab, draft: dict[str, Any]) -> dict[str, Any]:
    answer = await lab.send("POST", RUNS, {"draft_id": draft["id"], **period()})
    assert answer.status_code == 201, answer.text
    return answer.json()


async def ended(lab: Lab, draft: dict[str, Any], drain: Drain) -> dict[str, Any]:
    run = await ask(lab, draft)
    await drain()
    return await lab.get(f"{RUNS}/{run['id']}")


async def test_todays_rules_find_again_what_was_decided(lab: Lab, drain: Drain, tickets: int) -> None:
    """On inputs that are unchanged: the whole demonstration was decided by the rules still in force."""
    run = await ended(lab, await lab.begin("routing"), drain)
    assert run["state"] == "done", run["error"]
    found = run["summary"]
    assert found["tickets"] == tickets
    assert found["changed_tickets"] == 0
    again = found["reproduced"]
    assert again["comparable"] == tickets
    assert (again["priority"], again["team"], again["agent"], again["due"]) == (tickets,) * 4
    for metric in found["breaches"]:
        # No worker has told the clocks that run out at this moment.
        assert metric["stored"] <= metric["before"] == metric["after"]


async def test_a_draft_that_moves_tickets_says_which(lab: Lab, drain: Drain, tickets: int) -> None:
    draft = await lab.begin("routing")
    listed = await rules(lab, "routing-rules", draft)
    moved = next(rule for rule in listed if rule["team"] and rule["team"]["name"] == "IT Support PH")
    other = next(rule["team"] for rule in listed if rule["team"] and rule["team"]["name"] == "Network")
    path = f"{DRAFTS}/{draft['id']}/routing-rules/{moved['id']}"
    answer = await lab.send("PATCH", path, {"team_id": other["id"]}, version=moved["version"])
    assert answer.status_code == 200, answer.text
    run = await ended(lab, draft, drain)
    found = run["summary"]
    assert found["changed"]["team"] > 0
    assert found["changed"]["priority"] == 0
    teams = {one["name"]: one for one in found["teams"]}
    assert teams["Network"]["after"] - teams["Network"]["before"] == found["changed"]["team"]

    page = await lab.get(f"{RUNS}/{run['id']}/changes?what=team&limit=5")
    assert page["total"] == found["changed"]["team"]
    assert {one["before"]["team"] for one in page["items"]} == {"IT Support PH"}
    assert {one["after"]["team"] for one in page["items"]} == {"Network"}
    seen = [one["number"] for one in page["items"]]
    while page["next_cursor"]:
        page = await lab.get(f"{RUNS}/{run['id']}/changes?what=team&limit=50&cursor={page['next_cursor']}")
        seen += [one["number"] for one in page["items"]]
    assert len(seen) == len(set(seen)) == found["changed"]["team"]

    exported = await lab.send("GET", f"{RUNS}/{run['id']}/changes.csv?what=team")
    assert [row["number"] for row in csv.DictReader(io.StringIO(exported.text))] == seen

    loads = (await lab.get(f"{RUNS}/{run['id']}/loads"))["items"]
    routed = tickets - teams["No team"]["before"]
    assert sum(one["before"] for one in loads) == sum(one["after"] for one in loads) == routed
    live = (await rules(lab, "routing-rules"))[listed.index(moved)]
    assert live["team"]["name"] == "IT Support PH"


async def test_shorter_targets_are_missed_more_often(lab: Lab, drain: Drain, tickets: int) -> None:
    draft = await lab.begin("sla_policies")
    for policy in await rules(lab, "sla-policies", draft):
        targets = {"response": 60, "resolution": 120}
        path = f"{DRAFTS}/{draft['id']}/sla-policies/{policy['id']}"
        answer = await lab.send("PATCH", path, {"targets": targets}, version=policy["version"])
        assert answer.status_code == 200, answer.text
    found = (await ended(lab, draft, drain))["summary"]
    assert found["changed"]["due"] == tickets
    assert found["changed"]["team"] == found["changed"]["priority"] == found["changed"]["agent"] == 0
    for metric in found["breaches"]:
        assert metric["after"] > metric["before"] >= metric["stored"]


async def test_a_calendar_that_closes_moves_due_dates(lab: Lab, drain: Drain, tickets: int) -> None:
    draft = await lab.begin("calendars")
    calendar = next(one for one in await rules(lab, "calendars", draft) if "Philippines" in one["locations"])
    week = calendar["week"] | {"monday": []}
    path = f"{DRAFTS}/{draft['id']}/calendars/{calendar['id']}"
    answer = await lab.send("PATCH", path, {"week": week}, version=calendar["version"])
    assert answer.status_code == 200, answer.text
    found = (await ended(lab, draft, drain))["summary"]
    assert 0 < found["changed"]["due"] < tickets
    assert found["changed"]["team"] == 0


async def test_a_run_can_be_cancelled_before_and_while_it_runs(
    lab: Lab, drain: Drain, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = await lab.begin("routing")
    run = await ask(lab, draft)
    answer = await lab.send("POST", f"{RUNS}/{run['id']}/cancel")
    assert answer.json()["state"] == "cancelled"
    await drain()
    monkeypatch.setattr(running, "BATCH", 30)
    kept = running.read_batch

    async def cancel_after_the_first(*args: Any, **kwargs: Any) -> Any:
        if kwargs["after"] is not None:
            async with open_work(system_actor()) as work:
                await work.session.execute(update(Backtest).values(is_cancel_asked=True))
        return await kept(*args, **kwargs)

    monkeypatch.setattr(running, "read_batch", cancel_after_the_first)
    second = await ended(lab, draft, drain)
    assert (second["state"], second["done"]) == ("cancelled", 60)
    assert second["summary"]["tickets"] == 60


async def test_a_run_begins_again_after_its_worker_died_and_the_dead_one_writes_nothing_more(
    lab: Lab, drain: Drain, database: Database, tickets: int
) -> None:
    from itsm.domains.lab.repository import get_run
    from itsm.domains.lab.service.runs import start_attempt

    run = await ask(lab, await lab.begin("routing"))
    async with open_work(system_actor()) as work:
        first = await start_attempt(work, await get_run(work.session, run["id"], lock=True))
    assert first == 1
    half = {"ordinal": 0, "ticket_id": run["id"], "number": "x", "title": "x", "raised_at": utc_now(), "what": ["team"]}
    rows = [half | {"backtest_id": run["id"], "before": {}, "after": {}}]
    async with open_work(system_actor()) as work:
        assert await note_progress(work, run["id"], 1, done=1, total=9, rows=rows)
    await drain()
    again = await lab.get(f"{RUNS}/{run['id']}")
    assert (again["state"], again["done"]) == ("done", tickets)
    assert (await lab.get(f"{RUNS}/{run['id']}/changes"))["items"] == []
    with pytest.raises(LostRunError):
        async with open_work(system_actor()) as work:
            await note_progress(work, run["id"], 1, done=2, total=9, rows=[])


async def test_a_run_sees_one_moment_of_the_past(lab: Lab, database: Database, tickets: int) -> None:
    async with running.snapshot() as session:
        before = (await session.execute(text("SELECT count(*) FROM tickets"))).scalar_one()
        async with open_work(system_actor()) as work:
            await work.session.execute(text("UPDATE tickets SET title = title || '!'"))
        assert (await session.execute(text("SELECT count(*) FROM tickets WHERE title LIKE '%!'"))).scalar_one() == 0
        with pytest.raises(Exception, match="read-only"):
            await session.execute(text("UPDATE tickets SET title = title"))
    assert before == tickets


@pytest.mark.parametrize(
    "options",
    [
        {"pause_on": {"response": [], "resolution": [], "update": [], "ola": []}},
        {"pause_on": {"response": ["new"], "resolution": ["new", "pending"], "update": [], "ola": []}},
        {"on_reopen": "restart"},
    ],
)
async def test_what_pauses_and_what_reopening_means_is_simulated(
    lab: Lab, drain: Drain, options: dict[str, Any]
) -> None:
    draft = await lab.begin("sla_policies")
    for policy in await rules(lab, "sla-policies", draft):
        path = f"{DRAFTS}/{draft['id']}/sla-policies/{policy['id']}"
        body = {"options": policy["options"] | options}
        answer = await lab.send("PATCH", path, body, version=policy["version"])
        assert answer.status_code == 200, answer.text
    found = (await ended(lab, draft, drain))["summary"]
    assert found["changed"]["due"] > 0
    assert found["changed"]["priority"] == found["changed"]["team"] == 0


@pytest.fixture
async def other_options(postgres: EmbeddedPostgres, template: str, settings: Settings) -> AsyncIterator[Database]:
    """A desk whose policies pause, reopen and take another priority in other ways than shipped, with a few tickets."""
    del template
    name = f"lab_{time.monotonic_ns()}"
    postgres.query(f"CREATE DATABASE {name} OWNER itsm")
    await create_schema(postgres.url(name))
    snapshot.forget_all()
    database = open_database(postgres.url(name), pool_size=5)
    set_database(database)
    pauses = {"response": ["new"], "resolution": ["vendor", "reopened"], "update": [], "ola": []}
    options = OptionsInput.model_validate(
        {"pause_on": pauses, "on_reopen": "restart", "on_priority_change": "from_now"}
    )
    async with open_work(system_actor()) as work:
        await install_defaults(work)
    async with open_work(system_actor()) as work:
        for row, _ in await policies(work.session):
            await update_policy(work, row.id, PolicyPatch(options=options), version=row.version)
    named = settings.model_copy(update={"demo_password": type(settings.demo_password)(PASSWORD)})
    await demo.load(named, lambda *_: None, amount=FEW)
    yield database
    set_database(None)
    await database.close()
    postgres.query(f"DROP DATABASE {name} WITH (FORCE)")


async def test_other_options_find_again_what_they_decided(other_options: Database) -> None:
    async with open_work(system_actor()) as work:
        draft = await begin_draft(work, Kind.CALENDARS, name="As it is", reason="")
        run = await request_run(work, draft, start=utc_now() - timedelta(days=400), end=utc_now())
    await running.run_backtest(run.id)
    async with other_options.reading() as session:
        stored = await get_run(session, run.id)
    assert stored.state == RunState.DONE, stored.error
    assert stored.summary is not None
    found = stored.summary["reproduced"]
    assert found["comparable"] == stored.summary["tickets"] >= FEW
    assert found["due"] == found["comparable"]
