"""Lists: filters, orders, pages that stay put, totals, and the same few statements whatever the size."""

from __future__ import annotations

import random
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from sqlalchemy import text

from itsm.domains.tickets.queries import listing
from itsm.platform.db.engine import Database
from itsm.platform.http.paging import encode_cursor
from tests.conftest import Login
from tests.domains.tickets.helpers import counted, raise_ticket
from tests.factories.world import World

ORDERS = (
    "queue",
    "-queue",
    "updated_at",
    "-updated_at",
    "-created_at",
    "priority",
    "next_due_at",
    "number",
    "-priority,number",
    "priority,-updated_at",
)


@pytest.fixture(autouse=True)
def _no_estimates() -> None:
    listing.forget_estimates()


async def many(database: Database, world: World, count: int) -> None:
    """Raise one ticket and copy it with other places in every order; numbers of their own."""
    await raise_ticket(world.actor("user.ph"))
    async with database.sessions() as session, session.begin():
        columns = (
            await session.execute(
                text(
                    "SELECT string_agg(quote_ident(column_name), ', ') FROM information_schema.columns WHERE "
                    "table_name = 'tickets' AND is_generated = 'NEVER' AND column_name NOT IN ('id', 'number', "
                    "'priority', 'is_escalated', 'is_breached', 'next_due_at', 'created_at', 'updated_at')"
                )
            )
        ).scalar_one()
        await session.execute(
            text(
                "INSERT INTO tickets (id, number, priority, is_escalated, is_breached, next_due_at, created_at, "  # noqa: S608
                f"updated_at, {columns}) SELECT gen_random_uuid(), 'TKT-2026-' || lpad((n + 100)::text, 6, '0'), "
                "n % 4 + 1, n % 7 = 0, n % 5 = 0, CASE WHEN n % 3 > 0 THEN now() + (n % 11) * interval '1 hour' END, "
                "now() - (n % 13) * interval '1 hour', now() - (n % 17) * interval '1 minute', "
                f"{columns} FROM (SELECT * FROM tickets LIMIT 1) one, generate_series(1, :count) n"
            ),
            {"count": count - 1},
        )


async def walk(client: httpx.AsyncClient, headers: dict[str, str], query: str) -> list[dict[str, Any]]:
    """Return every item of a list, page after page."""
    found: list[dict[str, Any]] = []
    cursor: str | None = ""
    while cursor is not None:
        answer = await client.get(
            f"/api/tickets?{query}&cursor={cursor}" if cursor else f"/api/tickets?{query}", headers=headers
        )
        assert answer.status_code == 200, answer.text
        found += answer.json()["items"]
        cursor = answer.json()["next_cursor"]
    return found


@pytest.mark.parametrize("name", ["manager.ph", "agent.ph", "user.ph"])
async def test_every_order_shows_every_ticket_once(
    client: httpx.AsyncClient, login: Login, database: Database, world: World, name: str
) -> None:
    await many(database, world, 60)
    headers = await login(name)
    for order in ORDERS:
        found = await walk(client, headers, f"sort={quote(order)}&limit=7")
        ids = [t["id"] for t in found]
        assert len(ids) == len(set(ids)) == 60, order
        whole = (await client.get(f"/api/tickets?sort={quote(order)}&limit=200", headers=headers)).json()
        assert [t["id"] for t in whole["items"]] == ids, order
        assert whole["total"] == 60


async def test_the_queue_is_escalated_then_breached_then_priority_then_oldest_due(
    client: httpx.AsyncClient, login: Login, database: Database, world: World
) -> None:
    await many(database, world, 60)
    found = await walk(client, await login("agent.ph"), "view=queue")
    keys = [
        (not t["is_escalated"], not t["is_breached"], t["priority"], t["sla"]["next_due_at"] or "9999") for t in found
    ]
    assert keys == sorted(keys)


async def test_pages_stay_put_while_tickets_come_in(
    client: httpx.AsyncClient, login: Login, database: Database, world: World
) -> None:
    await many(database, world, 30)
    headers = await login("manager.ph")
    first = (await client.get("/api/tickets?sort=-created_at&limit=10", headers=headers)).json()
    before = [t["id"] for t in await walk(client, headers, "sort=-created_at&limit=10")]
    await raise_ticket(world.actor("user2.ph"), 7)
    rest = await client.get(f"/api/tickets?sort=-created_at&limit=200&cursor={first['next_cursor']}", headers=headers)
    assert [t["id"] for t in rest.json()["items"]] == before[10:]
    assert rest.json()["total"] is None


@pytest.mark.parametrize("name", ["manager.ph", "agent.ph", "user.ph"])
async def test_one_and_fifty_rows_take_the_same_statements(
    client: httpx.AsyncClient, login: Login, database: Database, world: World, name: str
) -> None:
    headers = await login(name)
    await raise_ticket(world.actor("user.ph"))
    seen = []
    for count in (1, 60):
        if count > 1:
            await many(database, world, count)
        await client.get("/api/tickets", headers=headers)
        with counted(database) as statements:
            page = (await client.get("/api/tickets?limit=50", headers=headers)).json()
        assert len(page["items"]) == min(50, page["total"])
        seen.append([s for s in statements if "tickets" in s])
    assert len(seen[0]) == len(seen[1]) == 1


async def test_totals_are_exact_up_to_the_bound_and_estimates_beyond(
    client: httpx.AsyncClient, login: Login, database: Database, world: World
) -> None:
    await many(database, world, 500)
    headers = await login("manager.ph")
    page = (await client.get("/api/tickets?limit=1", headers=headers)).json()
    assert (page["total"], page["total_is_estimate"]) == (500, False)
    await raise_ticket(world.actor("user2.ph"), 3)
    async with database.sessions() as session:
        await (await session.connection(execution_options={"isolation_level": "AUTOCOMMIT"})).exec_driver_sql(
            "ANALYZE tickets"
        )
    page = (await client.get("/api/tickets?limit=1", headers=headers)).json()
    assert page["total_is_estimate"]
    assert 501 <= page["total"] <= 600


async def test_filters_narrow(client: httpx.AsyncClient, login: Login, world: World, database: Database) -> None:
    one = await raise_ticket(world.actor("user.ph"), 1, priority="P1", tags=("line-2",))
    two = await raise_ticket(world.actor("user.us"), 2, category="Network", location="US", type="service_request")
    headers = await login("manager.ph")
    assignee = one.shown["assignee"]["id"]
    for query, expected in {
        "priority=P1": [one],
        "priority=P1,P2,P3,P4": [one, two],
        "status=new": [one, two],
        "status=closed,resolved": [],
        "type=service_request": [two],
        "category=network": [two],
        "category=Hardware,Network": [one, two],
        "location=us": [two],
        f"team={world.teams['network']}": [two],
        f"assignee={assignee}": [one],
        "assignee=none": [],
        f"requester={world.users['user.us']}": [two],
        "tag=LINE-2": [one],
        "breached=true": [],
        "escalated=false": [one, two],
        "view=unassigned": [],
        "view=resolved": [],
        "created_from=2020-01-01T00:00:00Z": [one, two],
        "created_to=2020-01-01T00:00:00Z": [],
        "sla=running": [one, two],
        "sla=warning,breached": [],
        "resolved_from=2020-01-01T00:00:00Z": [],
        f"q={one.number}": [one],
        "q=%22about+yarn%22+mouse": [],
    }.items():
        page = (await client.get(f"/api/tickets?sort=number&{query}", headers=headers)).json()
        assert [t["number"] for t in page["items"]] == [t.number for t in expected], query
        assert page["total"] == len(expected), query
    async with database.sessions() as session, session.begin():
        await session.execute(
            text(
                "UPDATE tickets SET resolution_state = 'warning', resolved_at = '2026-03-01T08:00:00Z' "
                "WHERE number = :n"
            ),
            {"n": two.number},
        )
    for query, found in {
        "sla=warning,breached": [two.number],
        "resolved_from=2026-03-01T08:00:00Z&resolved_to=2026-03-02T00:00:00Z": [two.number],
        "resolved_to=2026-03-01T08:00:00Z": [],
    }.items():
        page = (await client.get(f"/api/tickets?{query}", headers=headers)).json()
        assert [t["number"] for t in page["items"]] == found, query
    mine = (await client.get("/api/tickets?requester=me", headers=await login("user.us"))).json()
    assert [t["number"] for t in mine["items"]] == [two.number]


@pytest.mark.asvs("1.2.4")
@pytest.mark.peer_class("S15")
@pytest.mark.parametrize(
    "query",
    [
        "status=open",
        "priority=P9",
        "category=Nonsense",
        "team=us",
        "assignee=somebody",
        "sort=colour",
        "sort=queue,queue",
        "sort=a,b,c,d",
        "limit=0",
        "limit=201",
        "limit=x",
        "cursor=abc",
        "cursor=" + encode_cursor("-updated_at", "x", "y"),
        "cursor=" + encode_cursor("number", "TKT", "not an id"),
        "fields=id,secret",
        "view=everything",
        "breached=perhaps",
        "created_from=yesterday",
        "created_from=2026-01-01T00:00:00",
        "resolved_to=yesterday",
        "sla=late",
        "q=" + "x" * 201,
        "q=%07",
    ],
)
async def test_bad_questions_are_refused(client: httpx.AsyncClient, login: Login, query: str) -> None:
    answer = await client.get(f"/api/tickets?{query}", headers=await login("manager.ph"))
    assert answer.status_code == 422, answer.text


async def test_a_cursor_belongs_to_its_order(
    client: httpx.AsyncClient, login: Login, database: Database, world: World
) -> None:
    await many(database, world, 5)
    headers = await login("manager.ph")
    cursor = (await client.get("/api/tickets?sort=number&limit=2", headers=headers)).json()["next_cursor"]
    assert (await client.get(f"/api/tickets?sort=priority&cursor={cursor}", headers=headers)).status_code == 422


async def test_rare_and_common_words_are_found_alike(
    client: httpx.AsyncClient, login: Login, database: Database, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await many(database, world, 40)
    for name in ("manager.ph", "agent.ph", "user.ph"):
        headers = await login(name)
        found = []
        for bound in (2_000, -1):
            monkeypatch.setattr(listing, "_RARE_UP_TO", bound)
            found.append([t["id"] for t in await walk(client, headers, "q=printer&limit=9&sort=-updated_at")])
        assert len(found[0]) == 40
        assert found[0] == found[1]


async def test_fields_and_etags(client: httpx.AsyncClient, login: Login, world: World) -> None:
    made = await raise_ticket(world.actor("user.ph"))
    headers = await login("user.ph")
    page = await client.get("/api/tickets?fields=number,sla", headers=headers)
    assert page.json()["items"][0].keys() == {"id", "number", "sla"}
    again = await client.get(
        "/api/tickets?fields=number,sla", headers=headers | {"If-None-Match": page.headers["etag"]}
    )
    assert (again.status_code, again.content) == (304, b"")
    item = await client.get(f"/api/tickets/{made.id}?fields=title,decision", headers=headers)
    assert item.json().keys() == {"id", "title", "decision"}
    assert item.headers["etag"] == '"1"'
    unchanged = await client.get(f"/api/tickets/{made.id}", headers=headers | {"If-None-Match": '"1"'})
    assert unchanged.status_code == 304


async def test_an_agents_queue_is_read_from_the_queue_indexes(database: Database, world: World) -> None:
    await many(database, world, 3_000)
    async with database.sessions() as session:
        await (await session.connection(execution_options={"isolation_level": "AUTOCOMMIT"})).exec_driver_sql(
            "ANALYZE tickets"
        )
    from itsm.domains.tickets.queries.filters import TicketFilter
    from itsm.domains.tickets.queries.sorting import parse_order

    query = listing._Query(world.actor("agent.ph"), TicketFilter(is_active=True), 0)
    statement, values = query.page(parse_order("queue"), None, 51, is_counting=False)
    async with database.reading() as session:
        connection = await session.connection()
        plan = "\n".join((await connection.exec_driver_sql(f"EXPLAIN {statement}", values)).scalars())
    assert "ix_tickets_team_queue" in plan
    assert "Seq Scan on tickets" not in plan


def test_mixed_directions_compare_lexicographically() -> None:
    from itsm.domains.tickets.queries.sorting import parse_order
    from itsm.domains.tickets.visibility import Binds

    order = parse_order("priority,-updated_at")
    assert order.sql("t") == "t.priority, t.updated_at DESC, t.id"
    binds = Binds()
    condition = order.after([1, "then", random.Random(1).random()], binds)
    assert condition.count(" OR ") == 2
    assert "t.priority = $1::smallint AND t.updated_at < $2::timestamptz" in condition


async def test_a_category_that_another_process_just_added_has_its_name(
    client: httpx.AsyncClient, login: Login, database: Database, world: World
) -> None:
    headers = await login("manager.ph")
    made = await raise_ticket(world.actor("user.ph"))
    assert (await client.get("/api/tickets", headers=headers)).status_code == 200  # this process knows all names
    async with database.sessions() as session, session.begin():
        connection = await session.connection()
        await connection.exec_driver_sql(
            "INSERT INTO categories (id, key, name, position, is_active, created_at, updated_at) "
            "SELECT uuidv7(), 'brand-new', 'Brand new', 99, true, now(), now()"
        )
        await connection.exec_driver_sql(
            "UPDATE tickets SET category_id = (SELECT id FROM categories WHERE key = 'brand-new') WHERE id = $1",
            (made.id,),
        )
        await connection.exec_driver_sql(
            "INSERT INTO config_versions (name, version) VALUES ('reference', 1) "
            "ON CONFLICT (name) DO UPDATE SET version = config_versions.version + 1"
        )
    [shown] = (await client.get("/api/tickets", headers=headers)).json()["items"]
    assert shown["category"] == "Brand new"


@pytest.mark.parametrize("found", [1, 1_000, 100_000])
async def test_words_find_the_same_in_each_form(database: Database, world: World, found: int) -> None:
    from itsm.domains.tickets.queries.filters import TicketFilter
    from itsm.domains.tickets.queries.sorting import parse_order
    from itsm.platform.db import lean

    made = await raise_ticket(world.actor("user.ph"))
    for actor in (world.actor("manager.ph"), world.actor("user.ph")):
        for words, hits in (("printers", 1), (f"printer {made.number}", 1), ("printer -zebra", 1), ("zebra", 0)):
            query = listing._Query(actor, TicketFilter(q=words), found)
            for is_counting in (True, False):
                rows = await lean.fetch(*query.page(parse_order("queue"), None, 51, is_counting=is_counting))
                assert len(rows) == hits, (words, is_counting)
