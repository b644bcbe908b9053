"""The data feed and Power BI as programs use them: by an API token, and by a connection file that leads somewhere."""

from __future__ import annotations

import csv
import io
from typing import Any

import asyncpg
import httpx
import pytest
from pydantic import SecretStr

from itsm.entrypoints.local.postgres import EmbeddedPostgres
from itsm.platform.db.engine import Database
from itsm.platform.settings import Settings
from tests.conftest import Login
from tests.domains.reporting.desk import fill_desk
from tests.domains.reporting.test_star import Reader, readers, rows
from tests.factories.world import World

FEED = "/api/dashboard/feed"
__all__ = ["readers"]


async def make(client: httpx.AsyncClient, headers: dict[str, str], *scopes: str) -> dict[str, str]:
    """Return the headers of a program with a token of these scopes."""
    body = {"name": "Power BI", "scopes": list(scopes), "expires_in_days": 1}
    made = await client.post("/api/auth/tokens", json=body, headers=headers)
    assert made.status_code == 201, made.text
    return {"Authorization": f"Bearer {made.json()['token']}"}


async def status(client: httpx.AsyncClient, path: str, headers: dict[str, str]) -> int:
    """Return what a program is answered."""
    return (await client.get(path, headers=headers)).status_code


@pytest.mark.asvs("8.2.1")
async def test_a_program_reads_its_persons_rows_as_csv_and_json(
    client: httpx.AsyncClient, database: Database, world: World, login: Login
) -> None:
    await fill_desk(database, world)
    for person in ("manager.ph", "agent.us"):
        headers = await login(person)
        program = await make(client, headers, "reports:read")
        for table in ("fact_ticket", "dim_category", "dim_team"):
            theirs = await rows(client, headers, table)
            assert theirs
            assert await rows(client, program, table) == theirs
            sheet = await client.get(f"{FEED}/{table}", headers=program)
            assert sheet.headers["content-type"].startswith("text/csv")
            told = list(csv.DictReader(io.StringIO(sheet.text.removeprefix("\ufeff"))))
            assert [list(row) for row in told[:1]] == [list(row) for row in theirs[:1]]
            key = next(iter(theirs[0]))
            assert [row[key] for row in told] == [str(row[key]) for row in theirs]
    assert len(await rows(client, program, "fact_ticket")) < len(
        await rows(client, await make(client, await login("manager.ph"), "reports:read"), "fact_ticket")
    )


async def test_another_scope_opens_nothing_of_the_feed(client: httpx.AsyncClient, world: World, login: Login) -> None:
    manager = await login("manager.ph")
    for scopes in (["tickets:read"], ["tickets:write", "people:write", "assets:write", "changes:write"]):
        program = await make(client, manager, *scopes)
        assert await status(client, FEED, program) == 403
        assert await status(client, f"{FEED}/fact_ticket", program) == 403
        assert await status(client, f"{FEED}/fact_ticket?format=json", program) == 403
    plain = await make(client, manager, "reports:read")
    assert await status(client, FEED, plain) == 200
    # What another area shows needs that area's scope as well.
    for table, scope in (("dim_person", "people:read"), ("fact_asset", "assets:read"), ("fact_change", "changes:read")):
        assert await status(client, f"{FEED}/{table}", plain) == 403, table
        both = await make(client, manager, "reports:read", scope)
        assert await status(client, f"{FEED}/{table}", both) == 200, table
    for path in ("/api/admin/reporting", "/api/admin/reporting/power-bi.pbids", "/api/tickets"):
        assert await status(client, path, plain) == 403
    user = await login("user.ph")
    refused = await client.post(
        "/api/auth/tokens", json={"name": "x", "scopes": ["reports:read"], "expires_in_days": 1}, headers=user
    )
    assert refused.status_code in {403, 422}
    assert await status(client, FEED, {"Authorization": "Bearer itsm_made_up"}) == 401


@pytest.fixture
def found_at(
    postgres: EmbeddedPostgres, database: Database, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> tuple[str, str]:
    """The desk says where its database is; return server and database."""
    port = int(dict(part.split("=") for part in postgres.dsn().partition("?")[2].split("&"))["port"])
    name = str(database.engine.url.database)
    url = SecretStr(f"postgresql://itsm@127.0.0.1:{port}/{name}")
    monkeypatch.setattr(settings, "database_url", url)
    return f"127.0.0.1:{port}", name


async def test_the_connection_file_leads_to_the_star_and_holds_no_secret(
    client: httpx.AsyncClient,
    database: Database,
    world: World,
    login: Login,
    readers: dict[str, Reader],
    found_at: tuple[str, str],
) -> None:
    await fill_desk(database, world)
    server, name = found_at
    file = await client.get("/api/admin/reporting/power-bi.pbids", headers=await login("admin"))
    assert file.headers["content-disposition"] == 'attachment; filename="madison88-itsm.pbids"'
    details = {"protocol": "postgresql", "address": {"server": server, "database": name}}
    assert file.json() == {
        "version": "0.1",
        "connections": [{"details": details, "options": {}, "mode": "Import"}],
    }
    reader = readers["manager.ph"]
    seen = await _through(file.json()["connections"][0]["details"]["address"], reader)
    told = await rows(client, await login("manager.ph"), "fact_ticket")
    assert seen == {str(row["ticket_id"]) for row in told}


async def _through(address: dict[str, str], reader: Reader) -> set[str]:
    """Read the tickets' keys where a connection file leads, as the reader's login."""
    host, _, port = address["server"].partition(":")
    found: Any = await asyncpg.connect(
        host=host, port=int(port), database=address["database"], user=reader.login, password=reader._password
    )
    try:
        return {str(row[0]) for row in await found.fetch("SELECT ticket_id FROM reporting.fact_ticket")}
    finally:
        await found.close()
