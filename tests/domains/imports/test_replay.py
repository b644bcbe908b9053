"""A log replayed on a real database: steps, the log's clock, stopping and starting again, refusals."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, update

from itsm.domains.imports import api as imports
from itsm.domains.imports.models import ImportItem, ImportRefusal
from itsm.domains.notifications.models import Delivery
from itsm.domains.sla.holding import HOLD, release_held
from itsm.domains.sla.models import SlaClock
from itsm.domains.tickets.models import Ticket
from itsm.domains.tickets.service import chase_requesters
from itsm.platform.actor import system_actor
from itsm.platform.clock import utc_now
from itsm.platform.db.engine import Database
from itsm.platform.db.only_one import only_one
from itsm.platform.errors import Conflict
from itsm.platform.work import open_work
from tests.factories.paths import SHARED_DATA

COLUMNS = (
    "number",
    "incident_state",
    "active",
    "reassignment_count",
    "reopen_count",
    "sys_mod_count",
    "made_sla",
    "caller_id",
    "opened_by",
    "opened_at",
    "sys_updated_at",
    "contact_type",
    "location",
    "category",
    "subcategory",
    "u_symptom",
    "impact",
    "urgency",
    "priority",
    "assignment_group",
    "assigned_to",
)
LOG = SHARED_DATA / "incident_event_log.csv.gz"


def row(number: str, at: str, state: str, count: int, **more: str) -> dict[str, str]:
    usual = {
        "number": number,
        "incident_state": state,
        "sys_updated_at": at,
        "sys_mod_count": str(count),
        "opened_at": "2016-03-01T08:00",
        "made_sla": "true",
        "reassignment_count": "0",
        "reopen_count": "0",
        "caller_id": "Caller 1",
        "location": "Location 1",
        "category": "Category 1",
        "subcategory": "Subcategory 1",
        "impact": "2 - Medium",
        "urgency": "2 - Medium",
        "priority": "3 - Moderate",
        "assignment_group": "Group 1",
        "contact_type": "Phone",
    }
    return dict.fromkeys(COLUMNS, "") | usual | more


ROWS = [
    row("INC1", "2016-03-01T08:05", "New", 0),
    row("INC1", "2016-03-01T09:00", "Active", 1, assigned_to="Resolver 7"),
    row("INC1", "2016-03-01T10:00", "Awaiting User Info", 2, assigned_to="Resolver 7"),
    row("INC2", "2016-03-01T10:30", "-100", 0),
    row("INC1", "2016-03-01T11:00", "Active", 3, assigned_to="Resolver 9", assignment_group="Group 2"),
    row("INC1", "2016-03-01T12:00", "Resolved", 4, assigned_to="Resolver 9", assignment_group="Group 2"),
    row("INC1", "2016-03-01T13:00", "Active", 5, assigned_to="Resolver 9", assignment_group="Group 2"),
    row("INC1", "2016-03-01T14:00", "Closed", 6, assigned_to="Resolver 9", assignment_group="Group 2"),
]


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "log.csv"
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(ROWS)
    return path


def silent(_what: str, _done: int, _total: int) -> None: ...


async def one(database: Database, *columns: Any) -> Any:
    async with database.sessions() as session:
        return (await session.execute(select(*columns))).one()


async def test_a_replay_ends_where_the_log_ends_on_its_own_clock(database: Database, log: Path) -> None:
    await imports.replay(imports.read_log(log), silent)
    ticket = await one(database, Ticket)
    ticket = ticket[0]
    assert (ticket.status, ticket.reopen_count, ticket.source) == ("closed", 1, "import")
    assert ticket.created_at == datetime(2016, 3, 1, 8, tzinfo=UTC)
    assert ticket.closed_at == datetime(2016, 3, 1, 14, tzinfo=UTC)
    assert ticket.number.startswith("TKT-2016-")


async def test_the_report_holds_the_replay_against_the_logs_counters(database: Database, log: Path) -> None:
    entries = imports.read_log(log)
    outcome = await imports.replay(entries, silent)
    report = await imports.report(entries, outcome, 1.0)
    assert (outcome.rows, outcome.refused, report.incidents) == (8, 1, 1)
    assert {c.name: c.here for c in report.counters} == {"reassignments": 1, "reopens": 1}
    assert report.refusals == [("INC2", 0, "state -100 is unknown")]


async def test_a_second_run_changes_nothing(database: Database, log: Path) -> None:
    entries = imports.read_log(log)
    await imports.replay(entries, silent)
    before = await one(database, Ticket.version, Ticket.updated_at)
    again = await imports.replay(entries, silent)
    assert again.skipped == 7
    assert await one(database, Ticket.version, Ticket.updated_at) == before
    assert (await one(database, func.count(ImportRefusal.row)))[0] == 1


@pytest.mark.parametrize("stopped_after", range(1, 8))
async def test_a_replay_stopped_at_any_row_goes_on_where_it_was(
    database: Database, log: Path, stopped_after: int
) -> None:
    entries = imports.read_log(log)
    await imports.replay(entries[:stopped_after], silent)
    await imports.replay(entries, silent)
    assert (await one(database, Ticket.status))[0] == "closed"
    assert (await one(database, ImportItem.rows_done, ImportItem.reassignments, ImportItem.reopens)) == (7, 1, 1)


async def test_the_present_closes_nothing_while_a_log_drives_it(database: Database, log: Path) -> None:
    await imports.replay(imports.read_log(log)[:6], silent)
    async with open_work(system_actor()) as work:
        await work.session.execute(update(SlaClock).values(held_until=utc_now() + HOLD))
    assert await close_what_waits() == 0
    async with open_work(system_actor()) as work:
        await release_held(work)
    assert await close_what_waits() == 1


async def close_what_waits() -> int:
    async with open_work(system_actor()) as work:
        return await chase_requesters.close_resolved(work)


async def test_two_replays_at_once_are_refused_and_the_next_one_is_not(database: Database, log: Path) -> None:
    entries = imports.read_log(log)
    async with only_one("imports.servicenow-log", "held"):
        with pytest.raises(Conflict, match="being replayed already"):
            await imports.replay(entries, silent)
    assert (await one(database, func.count(Ticket.id)))[0] == 0
    await imports.replay(entries, silent)
    assert (await one(database, Ticket.status))[0] == "closed"


async def test_a_replay_mails_nobody(database: Database, log: Path, drain: Any) -> None:
    await imports.replay(imports.read_log(log), silent)
    await drain()
    assert (await one(database, func.count(Delivery.id)))[0] == 0


def test_a_file_that_is_no_log_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(ValueError, match="line 2"):
        imports.read_log(path)


@pytest.mark.data
@pytest.mark.skipif(not LOG.exists(), reason="the public data sets are not beside this checkout")
async def test_the_public_log_replays(database: Database) -> None:
    entries = imports.read_log(LOG)
    numbers = set(list(dict.fromkeys(e.number for e in entries))[:25])
    outcome = await imports.replay([e for e in entries if e.number in numbers], silent)
    assert outcome.steps["create"] == 25
    assert outcome.refused == 0
    assert outcome.applied + outcome.unchanged == outcome.rows
