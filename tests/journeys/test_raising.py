"""Raising tickets twice, alike, and all at once."""

from __future__ import annotations

import asyncio
from collections import Counter

import pytest

from tests.factories.world import World
from tests.journeys.conftest import SignIn
from tests.journeys.desk import REPORT, rows


async def test_the_same_key_replays_the_first_answer(person: SignIn) -> None:
    ana = await person("user.ph")
    key = {"Idempotency-Key": "laptop-1"}
    first = await ana.post("/tickets", REPORT, **key)
    again = await ana.post("/tickets", REPORT, **key)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.content == again.content
    assert (first.headers.get("idempotent-replayed"), again.headers["idempotent-replayed"]) == (None, "true")
    other = await ana.post("/tickets", REPORT | {"title": "Another laptop"}, **key)
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_mismatch")
    bea = await person("agent.ph")
    own = await bea.post("/tickets", REPORT | {"confirm_duplicate": True}, **key)
    assert own.json()["number"] != first.json()["number"]
    assert await rows("SELECT count(*) FROM tickets") == [(2,)]


async def test_a_likely_duplicate_is_asked_about(person: SignIn) -> None:
    ana = await person("user.ph")
    first = await ana.post("/tickets", REPORT)
    second = await ana.post("/tickets", REPORT)
    assert (first.status_code, second.status_code) == (201, 409)
    assert first.json()["number"] in second.text
    confirmed = await ana.post("/tickets", REPORT | {"confirm_duplicate": True})
    assert confirmed.status_code == 201
    others = await (await person("user2.ph")).post("/tickets", REPORT)
    assert others.status_code == 201


@pytest.mark.slow
async def test_fifty_at_once_are_spread_evenly_over_a_team_of_five(person: SignIn, world: World) -> None:
    admin, ana = await person("admin"), await person("user.ph")
    team = (await admin.post("/teams", {"key": "press_room", "name": "Press room"})).json()
    for login in ("agent.us", "agent2.us", "agent.id", "agent2.id", "agent.cn"):
        put = await admin.http.put(
            f"/api/teams/{team['id']}/members/{world.users[login]}", json={}, headers=admin.headers
        )
        assert put.status_code == 200, put.text
    rule = {"name": "All to the press room", "where": {"all": []}, "team_id": team["id"], "position": 0}
    made = await admin.post("/admin/routing-rules", rule)
    assert made.status_code == 201, made.text
    answers = await asyncio.gather(
        *(ana.post("/tickets", REPORT | {"confirm_duplicate": True}) for _ in range(50)),
    )
    assert {answer.status_code for answer in answers} == {201}
    assert {answer.json()["team"]["name"] for answer in answers} == {"Press room"}
    given = Counter(answer.json()["assignee"]["id"] for answer in answers)
    assert sorted(given.values()) == [10, 10, 10, 10, 10]
    assert len({answer.json()["number"] for answer in answers}) == 50
    loads = await rows("SELECT user_id::text, open_count FROM agent_loads WHERE open_count > 0")
    assert dict(loads) == given


@pytest.mark.slow
async def test_fifty_at_once_with_one_key_make_one_ticket(person: SignIn) -> None:
    ana = await person("user.ph")
    answers = await asyncio.gather(*(ana.post("/tickets", REPORT, **{"Idempotency-Key": "one"}) for _ in range(50)))
    statuses = Counter(answer.status_code for answer in answers)
    assert set(statuses) <= {201, 409}
    assert {a.json()["code"] for a in answers if a.status_code == 409} <= {"idempotency_in_flight"}
    assert len({a.json()["id"] for a in answers if a.status_code == 201}) == 1
    assert await rows("SELECT count(*) FROM tickets") == [(1,)]
    again = await ana.post("/tickets", REPORT, **{"Idempotency-Key": "one"})
    assert (again.status_code, again.headers["idempotent-replayed"]) == (201, "true")
