"""Giving tickets to people and teams, taking them, handing them back, and doing it to many."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import httpx

from itsm.platform.db.engine import Database
from tests.conftest import Login
from tests.domains.tickets.helpers import RESOLUTION, post, raise_ticket
from tests.domains.tickets.test_transitions import loads_are_right, move
from tests.factories.world import World


async def test_an_agent_takes_a_ticket_of_the_team(
    client: httpx.AsyncClient, login: Login, database: Database, world: World
) -> None:
    made = await raise_ticket(world.actor("user.ph"))
    taken = await post(client, f"/{made.number}/assign", await login("agent3.ph"), assignee_id="me")
    assert taken.status_code == 200, taken.text
    assert taken.json()["assignee"]["id"] == str(world.users["agent3.ph"])
    assert await loads_are_right(database)


async def test_agents_stay_within_their_teams_and_managers_do_not(
    client: httpx.AsyncClient, login: Login, database: Database, world: World
) -> None:
    made = await raise_ticket(world.actor("user.ph"))
    agent, manager = await login("agent.ph"), await login("manager.us")
    network, stranger = str(world.teams["network"]), str(world.users["agent.us"])
    assert (await post(client, f"/{made.id}/assign", agent, team_id=network)).status_code == 403
    refused = await post(client, f"/{made.id}/assign", agent, assignee_id=stranger)
    assert refused.json()["errors"][0]["code"] == "not_in_team"
    nobody = await post(client, f"/{made.id}/assign", agent, assignee_id=str(world.users["user2.ph"]))
    assert nobody.json()["errors"][0]["code"] == "not_staff"
    assert (await post(client, f"/{made.id}/assign", agent, assignee_id=str(uuid4()))).status_code == 422
    moved = await post(client, f"/{made.id}/assign", manager, team_id=network, reason="A switch is broken.")
    assert moved.json()["team"]["name"] == "Network"
    assert moved.json()["assignee"] is not None
    assert moved.json()["reassignment_count"] == 1
    assert moved.json()["decision"]["routing"]["team"] == "Network"
    assert await loads_are_right(database)
    assert (await post(client, f"/{made.id}/assign", await login("user.ph"), assignee_id="me")).status_code == 403


async def test_a_ticket_handed_back_goes_to_somebody_else(
    client: httpx.AsyncClient, login: Login, database: Database, world: World
) -> None:
    made = await raise_ticket(world.actor("user.ph"))
    holder = next(name for name, key in world.users.items() if str(key) == made.shown["assignee"]["id"])
    headers = await login(holder)
    assert (await post(client, f"/{made.id}/assign", headers, hand_back=True)).status_code == 422
    back = await post(client, f"/{made.id}/assign", headers, hand_back=True, reason="I am off to the airport.")
    assert back.status_code == 200, back.text
    assert back.json()["assignee"]["id"] not in {None, str(world.users[holder])}
    assert back.json()["decision"]["routing"]["handed_back"] == "I am off to the airport."
    assert await loads_are_right(database)
    story = (await client.get(f"/api/tickets/{made.id}/timeline", headers=headers)).json()["items"]
    assert story[0]["reason"] == "I am off to the airport."
    told = (await client.get(f"/api/tickets/{made.id}/timeline", headers=await login("user.ph"))).json()["items"]
    assert {entry["reason"] for entry in told} == {None}


async def test_nobody_who_gave_a_ticket_back_gets_it_again(
    client: httpx.AsyncClient, login: Login, database: Database, world: World
) -> None:
    made = await raise_ticket(world.actor("user.ph"))
    logins = {str(key): name for name, key in world.users.items()}
    holder, held = made.shown["assignee"], []
    while holder is not None:
        held.append(holder["id"])
        headers = await login(logins[holder["id"]])
        back = await post(client, f"/{made.id}/assign", headers, hand_back=True, reason="Not mine to solve.")
        holder = back.json()["assignee"]
    assert len(held) == len(set(held)) == 3
    assert back.json()["team"] is not None
    assert await loads_are_right(database)


async def test_finished_tickets_are_given_to_nobody(client: httpx.AsyncClient, login: Login, world: World) -> None:
    made = await raise_ticket(world.actor("user.ph"))
    manager = await login("manager.ph")
    await move(client, made.id, manager, "in_progress")
    await move(client, made.id, manager, "resolved", **RESOLUTION)
    refused = await post(client, f"/{made.id}/assign", manager, assignee_id="me")
    assert (refused.status_code, refused.json()["code"]) == (409, "ticket_finished")


async def test_bulk_answers_for_each_ticket(
    client: httpx.AsyncClient, login: Login, database: Database, world: World
) -> None:
    made = [await raise_ticket(world.actor("user.ph"), n) for n in range(3)]
    manager = await login("manager.ph")
    await move(client, made[1].id, manager, "in_progress")
    ids = [str(t.id) for t in made] + [str(uuid4())]
    answer = await post(client, "/bulk", manager, ids=ids, action="transition", transition={"to": "in_progress"})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    assert [item["ok"] for item in found["items"]] == [True, False, True, False]
    assert [item["code"] for item in found["items"]] == [
        None,
        "transition_not_allowed",
        None,
        "ticket_not_found",
    ]
    assert (found["done"], found["failed"]) == (2, 2)
    tagged = await post(client, "/bulk", manager, ids=ids[:3], action="tags", add_tags=["Line-2"])
    assert tagged.json()["done"] == 3
    listed = await client.get("/api/tickets?tag=line-2", headers=manager)
    assert listed.json()["total"] == 3
    raised = await post(
        client, "/bulk", manager, ids=ids[:2], action="priority", priority={"priority": "P1", "reason": "Line stands."}
    )
    assert raised.json()["done"] == 2
    given = await post(
        client, "/bulk", manager, ids=ids[:3], action="assign", assign={"team_id": str(world.teams["network"])}
    )
    assert given.json()["done"] == 3
    assert await loads_are_right(database)


async def test_bulk_is_bounded_and_checked(client: httpx.AsyncClient, login: Login, world: World) -> None:
    manager, agent = await login("manager.ph"), await login("agent.ph")
    one = [str(uuid4())]
    for body in (
        {"ids": [], "action": "tags", "add_tags": ["x"]},
        {"ids": [str(uuid4()) for _ in range(201)], "action": "tags", "add_tags": ["x"]},
        {"ids": one, "action": "explode"},
        {"ids": one, "action": "assign"},
        {"ids": one, "action": "tags"},
    ):
        assert (await post(client, "/bulk", manager, **body)).status_code == 422, body
    crossing = {"ids": one, "action": "assign", "assign": {"team_id": str(world.teams["network"])}}
    assert (await post(client, "/bulk", agent, **crossing)).status_code == 403
    assert (
        await post(client, "/bulk", await login("user.ph"), ids=one, action="tags", add_tags=["x"])
    ).status_code == 403
