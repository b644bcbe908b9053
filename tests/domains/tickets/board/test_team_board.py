"""The board of a team: each figure is the length of a list, of tickets that one sees."""

from __future__ import annotations

from typing import Any

import httpx
from sqlalchemy import text, update

from itsm.domains.tickets.models import Ticket
from itsm.platform.actor import system_actor
from itsm.platform.db.engine import Database
from itsm.platform.work import open_work
from tests.conftest import Login
from tests.domains.tickets.helpers import counted, post, raise_ticket
from tests.factories.world import World

BOARD = "/api/tickets/team-board"
FIGURES: dict[str, dict[str, Any]] = {
    "open": {"view": "queue"},
    "unassigned": {"view": "unassigned"},
    "at_risk": {"view": "queue", "sla": "warning"},
    "breached": {"view": "queue", "breached": "true"},
    "escalated": {"view": "queue", "escalated": "true"},
}


async def _desk(world: World) -> list[Any]:
    """Raise eight tickets in Manila and three in the US: some late, some at risk, some nobody's."""
    made = [await raise_ticket(world.actor("user.ph"), number) for number in range(8)]
    made += [await raise_ticket(world.actor("user.us"), number, location="US") for number in range(8, 11)]
    columns: list[tuple[slice, dict[str, Any]]] = [
        (slice(0, 8), {"assignee_id": world.users["agent.ph"]}),
        (slice(0, 2), {"is_breached": True, "resolution_state": "breached"}),
        (slice(2, 5), {"response_state": "warning", "resolution_state": "warning"}),
        (slice(5, 7), {"assignee_id": None}),
        (slice(7, 9), {"is_escalated": True}),
    ]
    async with open_work(system_actor()) as work:
        for where, values in columns:
            ids = [ticket.id for ticket in made[where]]
            change = update(Ticket).where(Ticket.id.in_(ids)).execution_options(synchronize_session=False)
            await work.session.execute(change.values(**values))
    return made


async def test_figures_are_lists(client: httpx.AsyncClient, world: World, login: Login) -> None:
    await _desk(world)
    team = str(world.teams["it_support_ph"])
    for name in ("agent.ph", "agent.us", "manager.ph"):
        headers = await login(name)
        for chosen in ({}, {"team": team}):
            answer = await client.get(BOARD, params=chosen, headers=headers)
            if name == "agent.us" and chosen:
                assert answer.status_code == 404
                continue
            board = answer.json()
            for figure, filters in FIGURES.items():
                listed = await client.get("/api/tickets", params=filters | chosen, headers=headers)
                assert board[figure] == listed.json()["total"], (name, chosen, figure)
            for agent in board["agents"]:
                for figure in ("open", "at_risk", "breached"):
                    asked = FIGURES[figure] | {"assignee": agent["id"]}
                    listed = await client.get("/api/tickets", params=asked, headers=headers)
                    assert agent[figure] == listed.json()["total"], (name, agent["name"], figure)
    manager = (await client.get(BOARD, params={"team": team}, headers=await login("manager.ph"))).json()
    bea = next(one for one in manager["agents"] if one["name"] == "Bea Santos")
    assert (bea["open"], bea["at_risk"], bea["breached"]) == (6, 3, 2)
    assert [one["name"] for one in manager["agents"] if one["is_lead"]] == ["Ramon Dela Cruz"]


async def test_who_is_away_and_how_much_they_take(client: httpx.AsyncClient, world: World, login: Login) -> None:
    manager = await login("manager.ph")
    team, bea = world.teams["it_support_ph"], world.users["agent.ph"]
    member = {"max_open_tickets": 12}
    assert (await client.put(f"/api/teams/{team}/members/{bea}", json=member, headers=manager)).status_code < 300
    away = {"is_away": True}
    assert (await client.put(f"/api/admin/agent-loads/{bea}/presence", json=away, headers=manager)).status_code == 204
    board = (await client.get(BOARD, params={"team": str(team)}, headers=manager)).json()
    told = {one["name"]: (one["capacity"], one["absence"]) for one in board["agents"]}
    assert (told["Bea Santos"], told["Jomar Reyes"]) == ((12, "away"), (None, None))


async def test_wishes_wait_for_who_may_decide(client: httpx.AsyncClient, world: World, login: Login) -> None:
    agent, manager = await login("agent.ph"), await login("manager.ph")
    ticket = await raise_ticket(world.actor("user.ph"))
    wish = {"priority": "P1", "reason": "It spreads to the whole floor."}
    made = await post(client, f"/{ticket.id}/priority-requests", agent, **wish)
    assert made.status_code == 201
    waiting = "/api/tickets/priority-requests"
    assert (await client.get(waiting, headers=agent)).status_code == 403
    [shown] = (await client.get(waiting, headers=manager)).json()["items"]
    assert (shown["number"], shown["wanted"], shown["requested_by"]["name"], shown["may_decide"]) == (
        ticket.number,
        "P1",
        "Bea Santos",
        True,
    )
    assert (await client.get(BOARD, headers=manager)).json()["requests"] == 1
    other = {"team": str(world.teams["network"])}
    assert (await client.get(waiting, params=other, headers=manager)).json()["items"] == []
    decided = await post(client, f"/{ticket.id}/priority-requests/{shown['id']}/decide", manager, approve=True)
    assert decided.json()["priority"] == "P1"
    assert (await client.get(waiting, headers=manager)).json()["items"] == []


async def test_a_board_costs_the_same_for_one_ticket_and_for_many(
    client: httpx.AsyncClient, database: Database, world: World, login: Login
) -> None:
    manager = await login("manager.ph")
    await client.get(BOARD, headers=manager)
    with counted(database) as few:
        await client.get(BOARD, headers=manager)
    await _desk(world)
    async with open_work(system_actor()) as work:
        await work.session.execute(text("ANALYZE tickets"))
    with counted(database) as many:
        await client.get(BOARD, headers=manager)
    assert len(many) == len(few)
