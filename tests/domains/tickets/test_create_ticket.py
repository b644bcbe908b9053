"""Raising a ticket: decided, explained, numbered once, and all of it in one commit."""

from __future__ import annotations

import asyncio
from typing import Any
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import text

from itsm.domains.tickets.queries.loads import open_counts
from itsm.domains.tickets.schemas import TicketCreate
from itsm.platform import jsonio
from itsm.platform.db.engine import Database
from itsm.platform.errors import Conflict, Forbidden, Invalid
from tests.conftest import Login
from tests.domains.tickets.helpers import REPORT, counted, post, raise_ticket, report
from tests.factories.world import World

NOBODY = "0190a5f0-0000-7000-8000-000000000000"
EMPTY_AFTER_REFUSAL = ("tickets", "domain_events", "jobs", "sla_clocks", "sla_timers", "idempotency_keys")


async def rows(database: Database, table: str) -> int:
    async with database.reading() as session:
        return int((await session.execute(text(f"SELECT count(*) FROM {table}"))).scalar_one())  # noqa: S608


async def agent_loads(database: Database) -> dict[Any, int]:
    async with database.reading() as session:
        found = await session.execute(text("SELECT user_id, open_count FROM agent_loads"))
        return dict(found.all())


async def test_a_ticket_is_classified_routed_timed_and_explained(
    client: httpx.AsyncClient, login: Login, world: World
) -> None:
    headers = await login("user.ph")
    answer = await client.post("/api/tickets", json=REPORT, headers=headers)
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    assert answer.headers["location"] == f"/api/tickets/{made['id']}"
    assert answer.headers["etag"] == '"1"'
    assert made["status"] == "new"
    assert made["requester"] == {"id": str(world.users["user.ph"]), "name": "Ana Ramirez"}
    assert made["team"]["id"] == str(world.teams["it_support_ph"])
    assert made["assignee"]["name"]
    assert made["sla"]["policy"]
    assert made["sla"]["response"]["state"] == "running"
    assert made["sla"]["response"]["remaining_seconds"] > 0
    assert made["decision"]["classification"]["priority"] == made["priority"]
    routed = made["decision"]["routing"]
    assert routed["rule"] == "Hardware and software in the Philippines"
    assert routed["team"] == "IT Support PH"
    assert routed["assignee"] == made["assignee"]["name"]
    assert made["assignee"]["name"] in routed["why"]
    assert "candidates" not in routed


async def test_the_answer_is_what_a_later_get_shows(client: httpx.AsyncClient, login: Login) -> None:
    for name in ("user.ph", "agent.ph"):
        headers = await login(name)
        made = (await client.post("/api/tickets", json=report(1), headers=headers)).json()
        seen = (await client.get(f"/api/tickets/{made['number'].lower()}", headers=headers)).json()
        assert list(seen) == list(made)
        for clock in ("response", "resolution"):
            left = made["sla"][clock].pop("remaining_seconds") - seen["sla"][clock].pop("remaining_seconds")
            assert 0 <= left <= 5
        assert seen == made


async def test_keywords_decide_the_priority_and_say_so(client: httpx.AsyncClient, login: Login) -> None:
    headers = await login("user.ph")
    down = report(2, title="Email is down for everybody", category="Software")
    made = (await client.post("/api/tickets", json=down, headers=headers)).json()
    assert made["priority"] == "P1"
    assert made["priority_source"] == "rule"
    assert {m["term"] for m in made["decision"]["classification"]["matched"]} == {"down"}
    chosen = (await client.post("/api/tickets", json=report(3, priority="P3"), headers=headers)).json()
    assert (chosen["priority"], chosen["priority_source"]) == ("P3", "requester")
    matrix = report(4, impact="department", urgency="medium")
    decided = (await client.post("/api/tickets", json=matrix, headers=headers)).json()
    assert (decided["priority"], decided["priority_source"]) == ("P2", "matrix")


@pytest.mark.asvs("2.3.4", "15.4.2")
@pytest.mark.peer_class("S45")
async def test_numbers_are_unique_and_loads_right_under_twenty_at_once(database: Database, world: World) -> None:
    actor = world.actor("user.ph")
    made = await asyncio.gather(*(raise_ticket(actor, n) for n in range(20)))
    numbers = sorted(ticket.number for ticket in made)
    assert len(set(numbers)) == 20
    assert numbers[0].endswith("-000001")
    async with database.reading() as session:
        counts = await open_counts(session)
    loads = await agent_loads(database)
    assert sum(counts.values()) == 20
    assert {agent: count for agent, count in loads.items() if count} == counts
    assert max(counts.values()) - min(counts.values()) <= 1


async def test_the_hot_path_takes_three_statements(database: Database, world: World, client: httpx.AsyncClient) -> None:
    actor = world.actor("user.ph")
    await raise_ticket(actor, 1)
    with counted(database) as statements:
        await raise_ticket(actor, 2)
    assert len(statements) <= 3, statements


async def test_an_idempotency_key_makes_one_ticket(client: httpx.AsyncClient, login: Login, database: Database) -> None:
    headers = await login("user.ph") | {"Idempotency-Key": str(uuid4())}
    first = await client.post("/api/tickets", json=REPORT, headers=headers)
    second = await client.post("/api/tickets", json=REPORT, headers=headers)
    assert (first.status_code, second.status_code) == (201, 201)
    assert second.content == first.content
    assert second.headers["idempotent-replayed"] == "true"
    assert second.headers["location"] == first.headers["location"]
    other = await client.post("/api/tickets", json=report(9), headers=headers)
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_mismatch")
    assert await rows(database, "tickets") == 1


async def test_one_key_at_once_makes_one_ticket(client: httpx.AsyncClient, login: Login, database: Database) -> None:
    headers = await login("user.ph") | {"Idempotency-Key": "same-key"}
    body = REPORT | {"confirm_duplicate": True}
    answers = await asyncio.gather(*(client.post("/api/tickets", json=body, headers=headers) for _ in range(5)))
    assert {a.status_code for a in answers} <= {201, 409}
    assert 201 in {a.status_code for a in answers}
    assert await rows(database, "tickets") == 1


async def test_a_replay_leaves_no_trace(client: httpx.AsyncClient, login: Login, database: Database) -> None:
    """It runs as far as the key, which stands in its way; all of that is undone."""
    headers = await login("user.ph") | {"Idempotency-Key": "traceless"}
    body = REPORT | {"confirm_duplicate": True}
    first = await client.post("/api/tickets", json=body, headers=headers)
    before = [await rows(database, table) for table in (*EMPTY_AFTER_REFUSAL, "audit_entries")]
    loads = await agent_loads(database)
    again = await client.post("/api/tickets", json=body, headers=headers)
    assert (again.status_code, again.content) == (201, first.content)
    assert [await rows(database, table) for table in (*EMPTY_AFTER_REFUSAL, "audit_entries")] == before
    assert await agent_loads(database) == loads


@pytest.mark.parametrize("changes", [{"title": "Another laptop"}, {"category": "Nonsense"}])
async def test_a_used_key_tells_of_another_body_before_any_refusal_of_it(
    client: httpx.AsyncClient, login: Login, changes: dict[str, str]
) -> None:
    headers = await login("user.ph") | {"Idempotency-Key": "used"}
    assert (await client.post("/api/tickets", json=REPORT, headers=headers)).status_code == 201
    other = await client.post("/api/tickets", json=REPORT | changes, headers=headers)
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_mismatch")


async def test_a_refused_body_leaves_its_key_free(client: httpx.AsyncClient, login: Login) -> None:
    headers = await login("user.ph") | {"Idempotency-Key": "free"}
    refused = await client.post("/api/tickets", json=REPORT | {"category": "Nonsense"}, headers=headers)
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "category")
    made = await client.post("/api/tickets", json=REPORT, headers=headers)
    assert (made.status_code, made.headers.get("idempotent-replayed")) == (201, None)


async def test_two_bodies_at_once_under_one_key_make_one_ticket(
    client: httpx.AsyncClient, login: Login, database: Database
) -> None:
    headers = await login("user.ph") | {"Idempotency-Key": "contested"}
    bodies = [report(number) | {"confirm_duplicate": True} for number in range(6)]
    answers = await asyncio.gather(*(client.post("/api/tickets", json=body, headers=headers) for body in bodies))
    assert sorted(a.status_code for a in answers) == [201, *[422] * 5]
    assert {a.json()["code"] for a in answers if a.status_code == 422} == {"idempotency_mismatch"}
    assert await rows(database, "tickets") == 1


def test_the_body_is_told_apart_as_answers_of_older_versions_were() -> None:
    """Keys are kept for a day, across an upgrade: what is hashed must stay the same to the byte."""
    said = TicketCreate.model_validate(REPORT | {"title": 'Grüße 🧢 "quoted" \\ </script>', "tags": ["a", "b"]})
    assert said.model_dump_json().encode() == jsonio.dumps(said.model_dump(mode="json"))


async def test_the_same_said_again_is_a_possible_duplicate(client: httpx.AsyncClient, login: Login) -> None:
    headers = await login("user.ph")
    first = (await client.post("/api/tickets", json=REPORT, headers=headers)).json()
    again = REPORT | {"title": "Laptop doesn't start"}
    refused = await client.post("/api/tickets", json=again, headers=headers)
    assert (refused.status_code, refused.json()["code"]) == (409, "possible_duplicate")
    assert [c["number"] for c in refused.json()["candidates"]] == [first["number"]]
    found = await client.get(
        "/api/tickets/duplicates", params={k: again[k] for k in ("title", "description")}, headers=headers
    )
    assert [d["id"] for d in found.json()["items"]] == [first["id"]]
    confirmed = await client.post("/api/tickets", json=again | {"confirm_duplicate": True}, headers=headers)
    assert confirmed.status_code == 201
    stranger = await client.post("/api/tickets", json=REPORT, headers=await login("user2.ph"))
    assert stranger.status_code == 201


async def test_a_refusal_leaves_nothing(client: httpx.AsyncClient, login: Login, database: Database) -> None:
    headers = await login("user.ph")
    before = {table: await rows(database, table) for table in EMPTY_AFTER_REFUSAL}
    for body in (REPORT | {"category": "Nonsense"}, REPORT | {"title": "x"}, REPORT | {"surprise": 1}):
        assert (await client.post("/api/tickets", json=body, headers=headers)).status_code == 422
    assert {table: await rows(database, table) for table in EMPTY_AFTER_REFUSAL} == before


@pytest.mark.asvs("2.3.3")
async def test_a_fault_after_everything_was_decided_leaves_nothing(
    database: Database, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {table: await rows(database, table) for table in EMPTY_AFTER_REFUSAL}
    monkeypatch.setattr(
        "itsm.domains.tickets.service.create_ticket._source", lambda *_: (_ for _ in ()).throw(RuntimeError("pulled"))
    )
    with pytest.raises(RuntimeError, match="pulled"):
        await raise_ticket(world.actor("user.ph"))
    assert {table: await rows(database, table) for table in EMPTY_AFTER_REFUSAL} == before
    async with database.reading() as session:
        assert (await session.execute(text("SELECT coalesce(sum(open_count), 0) FROM agent_loads"))).scalar_one() == 0


async def test_what_is_written_with_a_ticket(database: Database, world: World) -> None:
    made = await raise_ticket(world.actor("user.ph"))
    async with database.reading() as session:
        events = await session.execute(
            text("SELECT name, live_rooms, live_message FROM domain_events WHERE subject_id = :id ORDER BY seq"),
            {"id": made.id},
        )
        found = {name: (rooms, message) for name, rooms, message in events}
        audited = await session.execute(
            text("SELECT action FROM audit_entries WHERE subject_id = :id"), {"id": made.id}
        )
        assert set(audited.scalars()) == {"ticket.created", "ticket.assigned"}
    assert set(found) == {"ticket.created", "ticket.assigned"}
    rooms, message = found["ticket.created"]
    assert f"user:{world.users['user.ph']}" in rooms
    assert f"team:{world.teams['it_support_ph']}" in rooms
    assert "queue" in rooms
    assert message["payload"]["number"] == made.number
    assert "title" not in message["payload"]


@pytest.mark.asvs("8.2.2")
@pytest.mark.peer_class("S40")
async def test_on_behalf_of_others_is_for_staff(world: World) -> None:
    with pytest.raises(Forbidden):
        await raise_ticket(world.actor("user.ph"), requester_id=world.users["user2.ph"])
    made = await raise_ticket(world.actor("agent.ph"), requester_id=world.users["user2.ph"])
    assert made.shown["requester"]["id"] == str(world.users["user2.ph"])
    assert str(made.shown["created_by"]["id"]) == str(world.users["agent.ph"])
    assert made.shown["source"] == "agent"
    with pytest.raises(Invalid):
        await raise_ticket(world.actor("agent.ph"), requester_id=uuid4())


async def test_a_category_without_a_rule_waits_unrouted(client: httpx.AsyncClient, login: Login) -> None:
    headers = await login("user.ph")
    made = (await client.post("/api/tickets", json=report(5, category="Other"), headers=headers)).json()
    assert made["is_unrouted"]
    assert made["assignee"] is None
    listed = await client.get("/api/tickets?unrouted=true", headers=await login("manager.ph"))
    assert [t["id"] for t in listed.json()["items"]] == [made["id"]]


async def test_the_promise_before_submit_is_the_one_kept(client: httpx.AsyncClient, login: Login) -> None:
    headers = await login("user.ph")
    draft = {k: REPORT[k] for k in ("category", "title", "description", "location")}
    promised = (await post(client, "/preview", headers, **draft)).json()
    made = (await client.post("/api/tickets", json=REPORT, headers=headers)).json()
    assert promised["priority"] == made["priority"]
    assert promised["team"] == made["team"]
    assert promised["policy"] == made["sla"]["policy"]
    assert promised["response"]["lines"]
    assert promised["duplicates"] == []
    again = (await post(client, "/preview", headers, **draft)).json()
    assert [d["id"] for d in again["duplicates"]] == [made["id"]]


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("type", "problem", 422),
        ("category", "Nonsense", 422),
        ("category", 7, 422),
        ("category", NOBODY, 422),
        ("subcategory", "Nonsense", 422),
        ("location", "Atlantis", 422),
        ("title", "abcd", 422),
        ("title", "x" * 256, 422),
        ("title", "two\nlines here", 422),
        ("title", None, 422),
        ("description", "too short", 422),
        ("description", "x" * 20_001, 422),
        ("business_impact", "short", 422),
        ("business_impact", "x" * 5_001, 422),
        ("priority", "P5", 422),
        ("impact", "everyone", 422),
        ("urgency", "now", 422),
        ("requester_id", "me", 422),
        ("requester_id", NOBODY, 403),
        ("tags", ["x" * 41], 422),
        ("tags", [str(n) for n in range(21)], 422),
        ("tags", [" , "], 422),
        ("confirm_duplicate", "perhaps", 422),
        ("unknown", 1, 422),
    ],
)
async def test_bad_input_is_refused_by_field(
    client: httpx.AsyncClient, login: Login, database: Database, field: str, value: Any, code: int
) -> None:
    answer = await client.post("/api/tickets", json=REPORT | {field: value}, headers=await login("user.ph"))
    assert answer.status_code == code, answer.text
    if code == 422:
        assert any(error["field"].split(".")[0] == field for error in answer.json()["errors"]), answer.text
    assert await rows(database, "tickets") == 0


@pytest.mark.asvs("2.2.2")
async def test_control_characters_are_refused(client: httpx.AsyncClient, login: Login) -> None:
    headers = await login("user.ph")
    for text_with in ("bell \x07 rings here", "zero \x00 byte here", "right \u202e to left"):
        answer = await client.post("/api/tickets", json=REPORT | {"title": text_with}, headers=headers)
        assert answer.status_code == 422, answer.text


@pytest.mark.asvs("8.2.3")
@pytest.mark.peer_class("S06")
async def test_refusals_carry_their_candidates_only_for_the_requester(world: World) -> None:
    await raise_ticket(world.actor("user.ph"))

    async def again() -> None:
        from itsm.domains.tickets.enums import TicketType
        from itsm.domains.tickets.service.create_ticket import NewTicket, create_ticket
        from itsm.platform.work import open_work

        async with open_work(world.actor("user.ph")) as work:
            await create_ticket(work, NewTicket(**(report() | {"type": TicketType.INCIDENT})))

    with pytest.raises(Conflict) as refusal:
        await again()
    assert len(refusal.value.extra["candidates"]) == 1
