"""Freezes, conflicts and free windows over the interface, found again whenever something is another."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import httpx

from itsm.platform.clock import utc_now
from tests.conftest import Login
from tests.domains.assets.helpers import add
from tests.domains.changes.steps import ANY, Headers, begin, decide, me, move, moved, plan, waiting

BASE = utc_now().replace(minute=0, second=0, microsecond=0) + timedelta(days=2)


def hours(start: float, end: float) -> dict[str, str]:
    return {
        "starts_at": (BASE + timedelta(hours=start)).isoformat(),
        "ends_at": (BASE + timedelta(hours=end)).isoformat(),
    }


async def conflicts(client: httpx.AsyncClient, headers: Headers, number: str) -> list[tuple[str, str | None]]:
    answer = await client.get(f"/api/changes/{number}/conflicts", headers=headers)
    assert answer.status_code == 200, answer.text
    return [(one["kind"], one["other_number"] or one["freeze_name"]) for one in answer.json()["items"]]


async def freeze(client: httpx.AsyncClient, headers: Headers, **more: Any) -> dict[str, Any]:
    body = {"name": "Month end", "effect": "warn"} | hours(0, 48) | more
    answer = await client.post("/api/changes/freeze-windows", json=body, headers=headers)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def submitted(client: httpx.AsyncClient, headers: Headers, **more: Any) -> str:
    number = str((await begin(client, headers, **more))["number"])
    await moved(client, headers, number, "submit")
    return number


async def test_two_on_one_system_or_by_one_person_are_in_each_others_way(
    client: httpx.AsyncClient, login: Login
) -> None:
    agent = await login("agent.ph")
    person = await me(client, agent)
    first = await submitted(client, agent, **hours(0, 2), systems=["Core Switch"], implementer_id=person)
    draft = (await begin(client, agent, **hours(1, 3), systems=["core switch"]))["number"]
    assert await conflicts(client, agent, draft) == [("system", first)], "a draft sees what is in its way"
    assert await conflicts(client, agent, first) == [], "and is in nobody's"
    await moved(client, agent, draft, "submit")
    assert await conflicts(client, agent, first) == [("system", draft)]
    listed = (await client.get("/api/changes", headers=agent)).json()["items"]
    assert {one["number"]: one["conflicts"] for one in listed} == {first: 1, draft: 1}
    await client.patch(f"/api/changes/{draft}", json={"implementer_id": person}, headers=agent | ANY)
    assert sorted(await conflicts(client, agent, first)) == [("implementer", draft), ("system", draft)]
    await client.patch(f"/api/changes/{draft}", json=hours(2, 4), headers=agent | ANY)
    assert await conflicts(client, agent, first) == [], "windows that touch are not in each other's way"
    await client.patch(f"/api/changes/{draft}", json=hours(1, 4), headers=agent | ANY)
    assert len(await conflicts(client, agent, first)) == 2
    await moved(client, agent, draft, "cancel", note="Not needed.")
    assert await conflicts(client, agent, first) == []


async def test_a_freeze_warns_asks_once_more_or_lets_nothing_through(client: httpx.AsyncClient, login: Login) -> None:
    agent, manager, admin = await login("agent.ph"), await login("manager.ph"), await login("admin")
    assert (await client.post("/api/changes/freeze-windows", json={}, headers=agent)).status_code == 403
    number = (await begin(client, agent, **hours(1, 3)))["number"]
    made = await freeze(client, manager)
    path = f"/api/changes/freeze-windows/{made['id']}"
    assert await conflicts(client, agent, number) == [("freeze", "Month end")]
    only = {"types": ["emergency"]}
    await client.patch(path, json=only, headers=manager | ANY)
    assert await conflicts(client, agent, number) == [], "it is about emergencies only"
    asks = {"types": [], "effect": "approve", "approver_ids": [await me(client, admin)]}
    assert (await client.patch(path, json=asks, headers=manager | ANY)).status_code == 200
    await moved(client, agent, number, "submit")
    asked = (await waiting(client, manager))[0]
    assert [step["name"] for step in asked["steps"]] == ["Change manager", "Month end"]
    assert (await decide(client, manager, asked["id"])).json()["state"] == "open"
    assert (await decide(client, admin, asked["id"])).json()["state"] == "approved"
    await client.patch(path, json={"effect": "block"}, headers=manager | ANY)
    assert "frozen" in (await move(client, manager, number, "schedule")).json()["obstacles"]
    person = {"implementer_id": await me(client, agent)}
    edited = await client.patch(f"/api/changes/{number}", json=person, headers=agent | ANY)
    assert edited.json()["state"] == "draft", "asked anew in a freeze that lets nothing through, it is a draft again"
    refused = await move(client, manager, number, "submit")
    assert refused.json()["obstacles"] == ["frozen"]
    assert (await client.delete(path, headers=manager)).status_code == 204
    assert await conflicts(client, agent, number) == []


async def test_no_freeze_holds_up_an_emergency(client: httpx.AsyncClient, login: Login) -> None:
    agent, manager = await login("agent.ph"), await login("manager.ph")
    await freeze(client, manager, effect="block")
    person = await me(client, agent)
    urgent = {"type": "emergency", "justification": "The site is down since noon.", "implementer_id": person}
    number = (await begin(client, agent, **hours(1, 3), **urgent))["number"]
    assert await conflicts(client, agent, number) == [("freeze", "Month end")], "it is told all the same"
    await moved(client, agent, number, "submit")
    assert (await moved(client, agent, number, "start"))["state"] == "implementing"


async def test_a_pre_approved_change_does_not_approve_itself_in_a_freeze(
    client: httpx.AsyncClient, login: Login
) -> None:
    agent, manager = await login("agent.ph"), await login("manager.ph")
    await freeze(client, manager, effect="approve")
    templates = (await client.get("/api/changes/templates", headers=agent)).json()["items"]
    chosen = next(one for one in templates if one["is_preapproved"])
    body = {"type": "standard", "title": "Install the updates", "template_id": chosen["id"]} | hours(1, 2)
    number = (await client.post("/api/changes", json=body, headers=agent)).json()["number"]
    assert (await moved(client, agent, number, "submit"))["approved_itself"] is False


async def test_free_windows_avoid_changes_people_and_freezes(client: httpx.AsyncClient, login: Login) -> None:
    agent, manager = await login("agent.ph"), await login("manager.ph")
    person = await me(client, agent)
    await submitted(client, agent, **hours(1, 2), systems=["files-ph"])
    await submitted(client, agent, **hours(3, 4), systems=["other"], implementer_id=person)
    await freeze(client, manager, effect="block", **hours(5, 6))
    await freeze(client, manager, effect="warn", **hours(0, 9))
    body = {"duration_minutes": 60, "earliest": hours(0, 9)["starts_at"], "latest": hours(0, 9)["ends_at"]}
    body |= {"systems": plan()["systems"], "implementer_id": person}
    answer = await client.post("/api/changes/free-slots", json=body, headers=agent)
    assert answer.status_code == 200, answer.text
    starts = [one["starts_at"] for one in answer.json()["items"]]
    expected = [(BASE + timedelta(hours=hour)).isoformat().replace("+00:00", "Z") for hour in (0, 2, 4, 6, 7)]
    assert starts == expected
    late = body | {"latest": "2999-01-01T00:00:00Z"}
    too_far = await client.post("/api/changes/free-slots", json=late, headers=agent)
    assert too_far.status_code == 422


async def test_what_hangs_together_is_in_each_others_way_and_the_graph_is_followed_when_it_changes(
    client: httpx.AsyncClient, login: Login, drain: Callable[[], Awaitable[int]]
) -> None:
    agent, manager = await login("agent.ph"), await login("manager.ph")
    server = await add(client, manager, "server", name="mnl-db-1", tag="SV-9001")
    middle = await add(client, manager, "server", name="mnl-app-1", tag="SV-9002")
    service = await add(client, manager, "service", name="Vision PLM", tag="SVC-9001")
    first = await submitted(client, agent, **hours(0, 2), systems=[], asset_ids=[server["id"]])
    second = await submitted(client, agent, **hours(1, 3), systems=[], asset_ids=[service["id"]])
    assert await conflicts(client, agent, first) == [], "nothing says yet that one needs the other"

    async def relate(above: dict[str, Any], below: dict[str, Any]) -> str:
        path = f"/api/assets/{above['id']}/relations"
        body = {"kind": "runs_on", "asset_id": below["id"]}
        return str((await client.post(path, json=body, headers=manager)).json()["id"])

    await relate(middle, server)
    relation = await relate(service, middle)
    await drain()
    assert await conflicts(client, agent, first) == [("system", second)]
    found = (await client.get(f"/api/changes/{second}/conflicts", headers=agent)).json()["items"][0]
    why = {name: found[name] for name in ("shared", "own", "theirs")}
    assert why == {"shared": [], "own": ["Vision PLM (SVC-9001)"], "theirs": ["mnl-db-1 (SV-9001)"]}
    asked = {"duration_minutes": 60, "earliest": hours(0, 9)["starts_at"], "latest": hours(0, 9)["ends_at"]}
    asked["asset_ids"] = [middle["id"]]
    slots = (await client.post("/api/changes/free-slots", json=asked, headers=agent)).json()["items"]
    assert slots[0]["starts_at"] == (BASE + timedelta(hours=3)).isoformat().replace("+00:00", "Z")
    gone = await client.delete(f"/api/assets/{service['id']}/relations/{relation}", headers=manager)
    assert gone.status_code == 204
    await drain()
    assert await conflicts(client, agent, first) == await conflicts(client, agent, second) == []
    shown = (await client.get(f"/api/changes/{first}", headers=agent)).json()
    assert [(one["tag"], one["type"]) for one in shown["assets"]] == [("SV-9001", "server")]
    unknown = {"asset_ids": ["01890000-0000-7000-8000-000000000000"]}
    refused = await client.patch(f"/api/changes/{first}", json=unknown, headers=agent | ANY)
    assert refused.status_code == 422


async def test_a_window_with_an_end_before_its_beginning_is_no_freeze(client: httpx.AsyncClient, login: Login) -> None:
    manager = await login("manager.ph")
    body = {
        "name": "Backwards",
        "effect": "warn",
        "starts_at": hours(2, 3)["starts_at"],
        "ends_at": hours(0, 1)["ends_at"],
    }
    answer = await client.post("/api/changes/freeze-windows", json=body, headers=manager)
    assert answer.status_code == 422
    places = {"location_ids": ["01890000-0000-7000-8000-000000000000"]} | hours(0, 1)
    unknown = {"name": "Nowhere", "effect": "warn"} | places
    assert (await client.post("/api/changes/freeze-windows", json=unknown, headers=manager)).status_code == 422
