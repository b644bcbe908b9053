"""`itsm bench seed`: a desk filled to a size, on a real database; never one that real people use."""

from __future__ import annotations

import httpx
import pytest

from itsm.entrypoints.filling import people, tickets
from itsm.entrypoints.filling.command import look_for_strangers
from itsm.entrypoints.filling.sql import RefusedError, Sql, speaker
from itsm.entrypoints.local.postgres import SUPERUSER, EmbeddedPostgres
from itsm.platform.db.engine import Database
from tests.conftest import Login
from tests.domains.tickets.helpers import RESOLUTION, post, report

INDEXES = "SELECT string_agg(indexdef, '; ' ORDER BY indexname) FROM pg_indexes WHERE schemaname = 'public'"
# A copy whose clocks, timers, conversation or trail are not as many as those of what it was copied from.
UNLIKE = """
    WITH counted AS (
        SELECT t.id, t.title, split_part(t.number, '-', 3)::int n,
               (SELECT count(*) FROM sla_clocks c WHERE c.ticket_id = t.id) clocks,
               (SELECT count(*) FROM sla_clocks c JOIN sla_timers i ON i.clock_id = c.id
                WHERE c.ticket_id = t.id) timers,
               (SELECT count(*) FROM ticket_comments c WHERE c.ticket_id = t.id) comments,
               (SELECT count(*) FROM audit_entries a WHERE a.subject_id = t.id) entries
        FROM tickets t)
    SELECT count(*) FROM counted c JOIN counted p ON c.title LIKE p.title || ', %' AND p.n <= 100000
    WHERE c.n > 100000 AND (c.clocks, c.timers, c.comments, c.entries) != (p.clocks, p.timers, p.comments, p.entries)
"""


@pytest.fixture
def sql(postgres: EmbeddedPostgres, database: Database) -> Sql:
    name = database.engine.url.database
    assert name
    return speaker(postgres.program("psql"), postgres.dsn(name, role=SUPERUSER))


@pytest.fixture
async def lived(client: httpx.AsyncClient, login: Login, sql: Sql) -> httpx.AsyncClient:
    """Two open tickets and one that was solved, and the people to copy them to."""
    requester, agent = await login("user.ph"), await login("agent.ph")
    for number, title in enumerate(("Monitor flickers", "Badge does not open the gate", "Mouse is dead")):
        solved = (await post(client, "", requester, **report(number, title=title))).raise_for_status().json()
    path = f"/{solved['id']}"
    (await post(client, f"{path}/comments", requester, body="New one?")).raise_for_status()
    await client.post(f"/api/tickets{path}/assign", json={"assignee_id": "me"}, headers=agent | {"If-Match": "*"})
    for to, more in (("in_progress", {}), ("resolved", RESOLUTION)):
        body = {"to": to} | more
        moved = await client.post(f"/api/tickets{path}/transitions", json=body, headers=agent | {"If-Match": "*"})
        assert moved.is_success, moved.text
    people.add_requesters(sql)
    return client


async def test_every_copy_is_a_whole_ticket(lived: httpx.AsyncClient, login: Login, sql: Sql) -> None:
    before, told = sql(INDEXES), list[str]()
    tickets.fill(sql, 400, told.append)
    assert sql("SELECT count(*), count(DISTINCT number), count(DISTINCT id) FROM tickets") == "403|403|403"
    assert sql(UNLIKE) == "0"
    assert sql(INDEXES) == before
    assert sql("SELECT count(*) FROM pg_tables WHERE tablename LIKE 'bench%'") == "0"
    assert set(tickets.COPIED) <= set(told)
    some = sql("SELECT number FROM tickets WHERE status = 'resolved' ORDER BY number DESC LIMIT 1")
    admin = await login("admin")
    page = (await lived.get(f"/api/tickets/{some}", headers=admin)).json()
    assert page["title"].startswith("Mouse is dead, ")
    said = (await lived.get(f"/api/tickets/{some}/comments", headers=admin)).json()["items"]
    assert [comment["body"] for comment in said] == ["New one?"]
    history = (await lived.get(f"/api/tickets/{some}/timeline", headers=admin)).json()["items"]
    assert [entry["at"] for entry in history] == sorted((entry["at"] for entry in history), reverse=True)


async def test_a_second_filling_goes_on_after_the_first(lived: httpx.AsyncClient, login: Login, sql: Sql) -> None:
    tickets.fill(sql, 50)
    tickets.fill(sql, 50)
    tickets.fill(sql, -3)
    assert sql("SELECT count(*), count(DISTINCT number) FROM tickets") == "103|103"
    assert sql("SELECT count(*) FROM tickets WHERE title LIKE '%, %, %'") == "0", "a copy was copied"
    new = await post(lived, "", await login("user.ph"), **report(7))
    assert int(new.json()["number"].split("-")[2]) > tickets.FIRST_NUMBER + 100


async def test_indexes_of_a_filling_that_was_cut_short_come_back(lived: httpx.AsyncClient, sql: Sql) -> None:
    before = sql(INDEXES)
    name = sql(
        "SELECT indexname FROM pg_indexes WHERE tablename = 'tickets' "
        "AND indexname NOT IN (SELECT conname FROM pg_constraint) LIMIT 1"
    )
    sql(f"CREATE TABLE bench_indexes AS SELECT indexname, indexdef FROM pg_indexes WHERE indexname = '{name}'")  # noqa: S608
    sql(f"DROP INDEX {name}")
    assert sql(INDEXES) != before
    tickets.fill(sql, 10)
    assert sql(INDEXES) == before


async def test_a_number_of_seven_digits_is_found(lived: httpx.AsyncClient, login: Login, sql: Sql) -> None:
    year = sql("SELECT date_part('year', now())")
    sql(f"UPDATE tickets SET number = 'TKT-{year}-1234567' WHERE title = 'Mouse is dead'")  # noqa: S608
    admin = await login("admin")
    for path in ("", "/timeline"):
        answer = await lived.get(f"/api/tickets/TKT-{year}-1234567{path}", headers=admin)
        assert answer.status_code == 200, answer.text


def test_a_desk_that_real_people_use_is_left_alone(sql: Sql) -> None:
    look_for_strangers(sql)
    sql("UPDATE users SET email = 'ana.cruz@madison88.com' WHERE email LIKE 'user.ph@%'")
    with pytest.raises(RefusedError, match="1 people here are not of the demonstration"):
        look_for_strangers(sql)
