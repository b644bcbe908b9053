"""The star holds what the lists hold: for logins of the database, and for callers of the feed."""

from __future__ import annotations

import asyncio
import csv
import io
import statistics
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import asyncpg
import httpx
import pytest
from alembic import command
from sqlalchemy import text, update

from itsm.domains.identity.authority import AUTHORITIES
from itsm.domains.reporting.jobs import renew_logins
from itsm.domains.reporting.star import logins
from itsm.domains.reporting.star.tables import TABLES
from itsm.domains.settings.models import Category
from itsm.domains.users.models import User
from itsm.entrypoints.local.postgres import EmbeddedPostgres
from itsm.entrypoints.migrations import alembic_config
from itsm.platform.actor import system_actor
from itsm.platform.db.engine import Database
from itsm.platform.errors import Conflict, Forbidden, Invalid
from itsm.platform.permissions import ROLE_PERMISSIONS, Role
from itsm.platform.work import open_work
from tests.conftest import Login
from tests.domains.changes.steps import begin
from tests.domains.reporting.desk import COUNT, fill_desk
from tests.domains.tickets.helpers import raise_ticket
from tests.factories.world import World
from tests.migrations.test_migrations import quietly

PEOPLE = ("admin", "manager.ph", "agent.ph", "agent.us")
CHANGES = ("changes.write", "changes.approve", "changes.manage")
ALWAYS = {"since": "2026-01-01T00:00:00Z", "until": "2027-12-31T00:00:00Z"}
VIEWS = (
    "SELECT viewname, pg_get_viewdef(format('reporting.%I', viewname)::regclass) FROM pg_views "
    "WHERE schemaname = 'reporting' ORDER BY 1"
)
MEANINGS = (
    "SELECT c.relname, a.attname, col_description(c.oid, a.attnum) FROM pg_class c JOIN pg_attribute a "
    "ON a.attrelid = c.oid AND a.attnum > 0 WHERE c.relnamespace = 'reporting'::regnamespace ORDER BY 1, a.attnum"
)


class Reader:
    """A login of the database, as Power BI uses it."""

    def __init__(self, postgres: EmbeddedPostgres, database: Database, login: str, password: str) -> None:
        self.login, self._password = login, password
        self._name = str(database.engine.url.database)
        self._port = int(parse_qs(urlsplit(postgres.dsn()).query)["port"][0])

    async def fetch(self, sql: str) -> list[Any]:
        """Run a statement on a connection of its own."""
        return await self.execute(sql)

    async def execute(self, *statements: str) -> list[Any]:
        """Run statements on a connection of their own; return the rows of the last."""
        connection = await asyncpg.connect(
            host="127.0.0.1", port=self._port, user=self.login, password=self._password, database=self._name
        )
        try:
            found: list[Any] = []
            for sql in statements:
                found = list(await connection.fetch(sql))
            return found
        finally:
            await connection.close()

    async def keys(self, table: str) -> set[str]:
        """Return the keys of a table."""
        return {str(row[0]) for row in await self.fetch(f"SELECT {TABLES[table].key} FROM {table}")}  # noqa: S608


@pytest.fixture
async def readers(postgres: EmbeddedPostgres, database: Database, world: World) -> AsyncIterator[dict[str, Reader]]:
    """A login for each of `PEOPLE`."""
    made, name = {}, str(database.engine.url.database)
    for person in PEOPLE:
        login, password = f"bi_{person.replace('.', '_')}", logins.new_password()
        async with open_work(system_actor("Test")) as work:
            await logins.grant(work, login, world.users[person])
        for statement in logins.role_statements(login, password, name):
            postgres.query(statement, database=name)
        made[person] = Reader(postgres, database, login, password)
    yield made
    for reader in made.values():
        for statement in logins.drop_statements(reader.login, name):
            postgres.query(statement, database=name)


async def rows(client: httpx.AsyncClient, headers: dict[str, str], table: str, **asked: Any) -> list[dict[str, Any]]:
    answer = await client.get(f"/api/dashboard/feed/{table}", params={"format": "json"} | asked, headers=headers)
    assert answer.status_code == 200, answer.text
    return list(answer.json())


async def figures(client: httpx.AsyncClient, headers: dict[str, str], panel: str) -> dict[str, dict[str, Any]]:
    shown = (await client.get(f"/api/dashboard/panels/{panel}", params=ALWAYS, headers=headers)).json()
    return {column["key"]: cell for column, cell in zip(shown["columns"], shown["rows"][0]["cells"], strict=True)}


async def change(statement: Any) -> None:
    async with open_work(system_actor("Test")) as work:
        await work.session.execute(statement)


@pytest.mark.parametrize("name", PEOPLE)
async def test_tickets_count_as_the_registry_counts(
    client: httpx.AsyncClient, database: Database, world: World, login: Login, name: str
) -> None:
    await fill_desk(database, world)
    headers = await login(name)
    tickets = await rows(client, headers, "fact_ticket")
    now, period = await figures(client, headers, "now"), await figures(client, headers, "period")
    is_open = [one for one in tickets if one["is_open"]]
    assert len(tickets) == period["created"]["count"] > 0
    assert len(is_open) == now["open"]["count"]
    assert sum(one["assignee_id"] is None for one in is_open) == now["unassigned"]["count"]
    for flag, metric in (("is_breached", "breached"), ("is_escalated", "escalated")):
        assert sum(one[flag] for one in is_open) == now[metric]["count"], metric
    solved = [one for one in tickets if one["resolved_at"]]
    assert len(solved) == period["resolved"]["count"]
    assert sum(one["is_first_contact"] for one in solved) == period["first_contact_percent"]["count"]
    assert sum(one["reopen_count"] > 0 for one in solved) == period["reopen_percent"]["count"]
    for column, part, metric in (
        ("resolution_state", solved, "sla_percent"),
        ("response_state", tickets, "response_sla_percent"),
    ):
        decided = [one[column] for one in part if one[column] in {"met", "breached"}]
        assert len(decided) == period[metric]["whole"], metric
        assert decided.count("met") == period[metric]["count"], metric
    rated = [one["rating"] for one in tickets if one["rating"]]
    assert statistics.fmean(rated) == pytest.approx(period["csat_score"]["value"])
    spans = [one["resolution_seconds"] for one in solved]
    assert statistics.median(spans) == pytest.approx(period["resolution_median"]["value"], abs=1)


async def test_a_login_reads_what_its_person_sees(
    client: httpx.AsyncClient, database: Database, world: World, login: Login, readers: dict[str, Reader]
) -> None:
    await fill_desk(database, world)
    seen = {}
    for name, reader in readers.items():
        headers = await login(name)
        for table in TABLES.values():
            told = {str(row[table.key]) for row in await rows(client, headers, table.name)}
            assert await reader.keys(table.name) == told, (name, table.name)
        seen[name] = len(await reader.keys("fact_ticket"))
    assert seen["admin"] == seen["manager.ph"] == COUNT + 1
    assert 0 < seen["agent.ph"] < COUNT
    assert 0 < seen["agent.us"] < COUNT


@pytest.mark.peer_class("S05")
async def test_a_login_follows_the_rights_of_its_person(
    client: httpx.AsyncClient, database: Database, world: World, login: Login, readers: dict[str, Reader]
) -> None:
    await fill_desk(database, world)
    manager, agent = readers["manager.ph"], readers["agent.ph"]
    kept = sorted(ROLE_PERMISSIONS[Role.IT_MANAGER] - {"tickets.read_all", *CHANGES} | {"tickets.read_location"})
    body = {"permissions": kept, "reason": "Sites are kept apart."}
    headers = await login("admin") | {"If-Match": '"0"'}
    assert (await client.patch("/api/admin/roles/it_manager", json=body, headers=headers)).status_code == 200
    AUTHORITIES.clear()
    async with open_work(system_actor("Test")) as work:
        await renew_logins(work, {})
    headers = await login("manager.ph")
    own = {row["ticket_id"] for row in await rows(client, headers, "fact_ticket")}
    assert await manager.keys("fact_ticket") == own
    assert 0 < len(own) < COUNT
    assert await manager.keys("fact_change") == set()
    assert (await client.get("/api/dashboard/feed/fact_change", headers=headers)).status_code == 403
    # Another right, or none any more: nothing at all, before any job had its turn.
    await change(update(User).where(User.email.like("agent.ph@%")).values(authority_version=User.authority_version + 1))
    assert await agent.keys("fact_ticket") == set() == await agent.keys("dim_team")
    await change(update(User).where(User.email.like("manager.ph@%")).values(is_active=False))
    assert await manager.keys("fact_ticket") == set()
    async with open_work(system_actor("Test")) as work:
        await renew_logins(work, {})
    assert await agent.keys("fact_ticket") != set()
    assert await manager.keys("fact_ticket") == set()


@pytest.mark.peer_class("S05")
@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(
    "statement",
    [
        "SELECT id FROM public.tickets",
        "SELECT email FROM public.users",
        "SELECT * FROM public.reporting_logins",
        "DELETE FROM public.tickets",
        "CREATE TABLE reporting.mine (x int)",
        "CREATE TABLE public.mine (x int)",
        "SET SESSION AUTHORIZATION itsm",
        "SET ROLE itsm",
    ],
)
async def test_a_login_does_nothing_else(readers: dict[str, Reader], statement: str) -> None:
    with pytest.raises((asyncpg.InsufficientPrivilegeError, asyncpg.ReadOnlySQLTransactionError)):
        await readers["admin"].fetch(statement)
    # What only the login's own setting forbids is forbidden without it, too.
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await readers["admin"].execute("SET default_transaction_read_only = off", statement)


async def test_confidential_categories_stay_in_the_desk(
    client: httpx.AsyncClient, database: Database, world: World, login: Login, readers: dict[str, Reader]
) -> None:
    await fill_desk(database, world)
    admin = await login("admin")
    listed = (await client.get("/api/admin/categories", headers=admin)).json()["items"]
    chosen = next(one for one in listed if one["name"] == "Hardware")
    below = {one["id"] for one in listed if one["parent_id"] == chosen["id"]}
    hidden = (await rows(client, admin, "fact_ticket")), await rows(client, admin, "fact_sla_cycle")
    patched = await client.patch(
        f"/api/admin/categories/{chosen['id']}", json={"is_confidential": True}, headers=admin | {"If-Match": "*"}
    )
    assert patched.json()["is_confidential"] is True
    left = {row["ticket_id"] for row in await rows(client, admin, "fact_ticket")}
    assert left == {row["ticket_id"] for row in hidden[0] if row["category_id"] != chosen["id"]}
    assert len(left) < len(hidden[0])
    assert await readers["admin"].keys("fact_ticket") == left
    assert hidden[1] != []
    assert await rows(client, admin, "fact_sla_cycle") == []
    names = {row["category_id"] for row in await rows(client, admin, "dim_category")}
    assert names == await readers["admin"].keys("dim_category")
    assert not names & ({chosen["id"]} | below)
    assert below
    await change(update(Category).where(Category.id == chosen["id"]).values(is_confidential=False))


async def test_clocks_changes_and_time_are_those_of_the_desk(
    client: httpx.AsyncClient, world: World, login: Login
) -> None:
    agent = await login("agent.ph")
    for number in range(3):
        await raise_ticket(world.actor("user.ph"), number, priority="P3")
    clocks = await rows(client, agent, "fact_sla_cycle")
    async with open_work(system_actor("Test")) as work:
        kept = {str(one) for one in await work.session.scalars(text("SELECT id FROM sla_clocks"))}
        entry = text(
            "INSERT INTO ticket_time_entries (id, ticket_id, user_id, minutes, note, spent_on, created_at) "
            "SELECT gen_random_uuid(), id, :who, 25, '', current_date, now() FROM tickets"
        )
        await work.session.execute(entry, {"who": world.users["agent.ph"]})
    assert {one["cycle_id"] for one in clocks} == kept
    assert {one["metric"] for one in clocks} >= {"response", "resolution"}
    assert {one["priority"] for one in clocks} == {3}
    assert sum(one["minutes"] for one in await rows(client, agent, "fact_time_entry")) == 75
    for outcome in ("success", "success", "failed"):
        number = (await begin(client, agent))["number"]
        done = text("UPDATE changes SET outcome = :outcome, finished_at = now() WHERE number = :number")
        await change(done.bindparams(outcome=outcome, number=number))
    changes = await rows(client, agent, "fact_change")
    told = (await client.get("/api/changes/figures", headers=agent)).json()
    assert sum(one["finished_at"] is not None for one in changes) == told["finished"] == 3
    assert sum(one["is_success"] for one in changes) == told["succeeded"] == 2


async def test_every_column_is_explained_and_migrations_make_the_same(database: Database, empty_database: str) -> None:
    await asyncio.to_thread(quietly, command.upgrade, alembic_config(empty_database), "head")
    made: list[list[Any]] = []
    for url in (str(database.engine.url), empty_database):
        connection = await asyncpg.connect(url.replace("+asyncpg", ""))
        made.append([[tuple(row) for row in await connection.fetch(sql)] for sql in (VIEWS, MEANINGS)])
        await connection.close()
    assert made[0] == made[1]
    views, meanings = made[0]
    assert {name for name, _ in views} == set(TABLES)
    assert len(meanings) == sum(len(table.columns) for table in TABLES.values())
    assert all(meaning and meaning.endswith((".", "…")) for _, _, meaning in meanings)


async def test_pages_of_the_feed_hold_each_row_once(
    client: httpx.AsyncClient, database: Database, world: World, login: Login
) -> None:
    await fill_desk(database, world)
    headers = await login("manager.ph")
    for table in ("fact_ticket", "dim_date", "dim_priority"):
        whole = await rows(client, headers, table)
        key, paged, after = TABLES[table].key, [], {}
        while page := await rows(client, headers, table, limit="97", **after):
            paged += page
            after = {"after": str(page[-1][key])}
        assert paged == whole, table
    told = (await client.get("/api/dashboard/feed/dim_team", headers=headers)).text
    assert [row["name"] for row in csv.DictReader(io.StringIO(told))] == [
        row["name"] for row in await rows(client, headers, "dim_team")
    ]
    for asked, status in (({"after": "x"}, 422), ({"limit": "0"}, 422), ({"format": "xlsx"}, 422)):
        answer = await client.get("/api/dashboard/feed/fact_ticket", params=asked, headers=headers)
        assert answer.status_code == status, asked
    assert (await client.get("/api/dashboard/feed/users", headers=headers)).status_code == 404
    big = await client.get("/api/dashboard/feed/dim_priority", params={"after": "9" * 40}, headers=headers)
    assert big.status_code == 422


@pytest.mark.peer_class("S25")
async def test_no_cell_of_the_feed_is_a_formula(client: httpx.AsyncClient, world: World, login: Login) -> None:
    await change(text("UPDATE teams SET name = '=' || name"))
    told = (await client.get("/api/dashboard/feed/dim_team", headers=await login("admin"))).text
    assert world.teams
    assert {row["name"][:2] for row in csv.DictReader(io.StringIO(told))} == {"'="}


async def test_the_connection_file_and_the_logins_are_for_administrators(
    client: httpx.AsyncClient, login: Login, readers: dict[str, Reader]
) -> None:
    admin = await login("admin")
    file = await client.get("/api/admin/reporting/power-bi.pbids", headers=admin)
    (one,) = file.json()["connections"]
    assert 'filename="madison88-itsm.pbids"' in file.headers["content-disposition"]
    assert one["details"]["protocol"] == "postgresql"
    assert set(one["details"]["address"]) == {"server", "database"}
    told = (await client.get("/api/admin/reporting", headers=admin)).json()
    assert {entry["login"] for entry in told["logins"]} == {reader.login for reader in readers.values()}
    assert {entry["user_email"].split("@")[0]: entry["sees_all"] for entry in told["logins"]}["agent.ph"] is False
    for path in ("", "/power-bi.pbids"):
        assert (await client.get(f"/api/admin/reporting{path}", headers=await login("manager.ph"))).status_code == 403


async def test_who_may_have_a_login(world: World, readers: dict[str, Reader]) -> None:
    async with open_work(system_actor("Test")) as work:
        with pytest.raises(Forbidden):
            await logins.grant(work, "bi_somebody", world.users["user.ph"])
        with pytest.raises(Conflict):
            await logins.grant(work, readers["admin"].login, world.users["admin"])
        with pytest.raises(Conflict):
            await logins.grant(work, "itsm", world.users["admin"])
        for name in ("x", 'a"b', "pg_read", "Bi", "a" * 41):
            with pytest.raises(Invalid):
                await logins.grant(work, name, world.users["admin"])
        await logins.revoke(work, readers["admin"].login)
    assert await readers["admin"].keys("dim_team") == set()
