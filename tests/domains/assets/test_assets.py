"""An asset's way over the interface: who adds, hands over, retires; who sees what; what is kept of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from itsm.platform.db.engine import Database
from itsm.platform.pictures.qr import qr_code
from tests.conftest import Login
from tests.domains.assets.helpers import ANY, add, person_id, type_id
from tests.fuzz.targets import REPORT


async def move(client: httpx.AsyncClient, headers: dict[str, str], asset: str, to: str, note: str = "") -> Any:
    body = {"to": to, "note": note}
    return await client.post(f"/api/assets/{asset}/transitions", json=body, headers=headers | ANY)


async def hand(client: httpx.AsyncClient, headers: dict[str, str], asset: str, to: str | None, **more: Any) -> Any:
    return await client.post(f"/api/assets/{asset}/hand-overs", json={"to_id": to} | more, headers=headers | ANY)


async def test_from_stock_to_the_bin(client: httpx.AsyncClient, login: Login) -> None:
    manager = await login("manager.ph")
    asset = await add(client, manager)
    assert (asset["tag"], asset["status"], asset["can_edit"]) == ("LT-0001", "in_stock", True)
    holder = await person_id(client, manager, "Ana Ramirez")
    given = await hand(client, manager, asset["id"], holder, condition="new", note="With charger.")
    assert (given.status_code, given.json()["status"], given.json()["owner"]["name"]) == (201, "active", "Ana Ramirez")
    again = await hand(client, manager, asset["id"], holder)
    assert (again.status_code, again.json()["code"]) == (409, "same_owner")
    assert (await move(client, manager, "lt-0001", "for_repair")).json()["owner"]["name"] == "Ana Ramirez"
    refused = await move(client, manager, asset["id"], "retired")
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "note")
    gone = (await move(client, manager, asset["id"], "retired", "Recycled, receipt 88.")).json()
    assert (gone["status"], gone["owner"], gone["moves"]) == ("retired", None, ["in_stock"])
    assert (await hand(client, manager, asset["id"], holder)).json()["code"] == "asset_gone"
    stuck = await move(client, manager, asset["id"], "active")
    assert (stuck.status_code, stuck.json()["code"], stuck.json()["allowed"]) == (409, "move_not_allowed", ["in_stock"])
    rows = (await client.get(f"/api/assets/{asset['id']}/hand-overs", headers=manager)).json()["items"]
    assert [
        (r["from_person"] and r["from_person"]["name"], r["to_person"] and r["to_person"]["name"]) for r in rows
    ] == [
        ("Ana Ramirez", None),
        (None, "Ana Ramirez"),
    ]
    history = (await client.get(f"/api/assets/{asset['id']}/history", headers=manager)).json()["items"]
    assert [one["action"] for one in history] == ["asset.moved", "asset.moved", "asset.handed_over", "asset.created"]
    assert history[0]["changes"]["status"] == ["for_repair", "retired"]


async def test_agents_read_managers_write_and_others_see_what_they_hold(
    client: httpx.AsyncClient, login: Login
) -> None:
    manager, agent, user = await login("manager.ph"), await login("agent.ph"), await login("user.ph")
    asset = await add(client, manager, cost="1150.50", currency="USD", notes="canary-note")
    path = f"/api/assets/{asset['id']}"
    assert (await client.get(path, headers=agent)).json()["moves"] == []
    for headers, status in ((agent, 403), (user, 403)):
        assert (await client.patch(path, json={"name": "Mine"}, headers=headers | ANY)).status_code == status
        assert (await hand(client, headers, asset["id"], None)).status_code == status
    assert (await client.get(path, headers=user)).status_code == 403
    assert (await client.get("/api/assets/mine", headers=user)).json()["items"] == []
    await hand(client, manager, asset["id"], await person_id(client, manager, "Ana Ramirez"))
    mine = await client.get("/api/assets/mine", headers=user)
    assert [one["tag"] for one in mine.json()["items"]] == [asset["tag"]]
    assert "1150" not in mine.text
    assert "canary-note" not in mine.text


async def test_a_tag_is_unique_whatever_its_case_and_the_next_one_is_found(
    client: httpx.AsyncClient, login: Login
) -> None:
    manager = await login("manager.ph")
    await add(client, manager, tag="lt-0041")
    body = {"type_id": await type_id(client, manager), "name": "Other", "tag": "LT-0041"}
    taken = await client.post("/api/assets", json=body, headers=manager)
    assert (taken.status_code, taken.json()["code"]) == (409, "tag_taken")
    assert (await add(client, manager))["tag"] == "LT-0042"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"cost": "5"}, "currency"),
        ({"fields": {"memory_gb": "much"}}, "fields.memory_gb"),
        ({"fields": {"wings": 2}}, "fields.wings"),
        ({"owner_id": "01890000-0000-7000-8000-000000000000"}, "owner_id"),
        ({"location_id": "01890000-0000-7000-8000-000000000000"}, "location_id"),
        ({"tag": "=1+1"}, "tag"),
    ],
)
async def test_what_does_not_fit_is_named(
    client: httpx.AsyncClient, login: Login, body: dict[str, Any], field: str
) -> None:
    manager = await login("manager.ph")
    given = {"type_id": await type_id(client, manager), "name": "Thing"} | body
    answer = await client.post("/api/assets", json=given, headers=manager)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field)


async def test_an_edit_keeps_what_it_does_not_name_and_writes_down_both(
    client: httpx.AsyncClient, login: Login
) -> None:
    manager = await login("manager.ph")
    asset = await add(client, manager, fields={"memory_gb": 16, "host_name": "mnl-lt-1"}, serial="PF-1")
    path = f"/api/assets/{asset['id']}"
    body = {"fields": {"memory_gb": 32, "host_name": None}, "serial": None}
    edited = (await client.patch(path, json=body, headers=manager | {"If-Match": '"1"'})).json()
    assert (edited["fields"], edited["serial"], edited["version"]) == ({"memory_gb": 32}, None, 2)
    assert (await client.patch(path, json=body, headers=manager | {"If-Match": '"1"'})).status_code == 412
    changes = (await client.get(f"{path}/history", headers=manager)).json()["items"][0]["changes"]
    assert changes["serial"] == ["PF-1", None]
    assert changes["fields"][0]["memory_gb"] == 16


async def test_a_list_is_searched_filtered_and_counted(client: httpx.AsyncClient, login: Login) -> None:
    manager = await login("manager.ph")
    holder = await person_id(client, manager, "Ana Ramirez")
    await add(client, manager, name="ThinkPad T14", serial="PF-77", owner_id=holder)
    await add(client, manager, name="Latitude 5440")
    await add(client, manager, name="50% off_brand")

    async def names(**params: Any) -> list[str]:
        answer = (await client.get("/api/assets", params=params, headers=manager)).raise_for_status().json()
        assert answer["total"] == len(answer["items"])
        return sorted(one["name"] for one in answer["items"])

    assert await names(q="pf-77") == await names(q="ana think") == await names(status="active") == ["ThinkPad T14"]
    assert await names(q="%") == ["50% off_brand"]
    assert await names(unowned=True) == ["50% off_brand", "Latitude 5440"]
    facets = (await client.get("/api/assets/facets", headers=manager)).json()
    assert {one["key"]: one["count"] for one in facets["statuses"]} == {"in_stock": 2, "active": 1}
    first = (await client.get("/api/assets", params={"limit": 2}, headers=manager)).json()
    rest = (
        await client.get("/api/assets", params={"limit": 2, "cursor": first["next_cursor"]}, headers=manager)
    ).json()
    assert (len(first["items"]), len(rest["items"]), rest["next_cursor"], first["total"]) == (2, 1, None, 3)


async def test_seats_run_out(client: httpx.AsyncClient, login: Login) -> None:
    manager, user = await login("manager.ph"), await login("user.ph")
    asset = await add(client, manager, kind="software", name="Figma", seats=1)
    path = f"/api/assets/{asset['id']}"
    ana, joe = [await person_id(client, manager, name) for name in ("Ana Ramirez", "Jomar Reyes")]
    one = await client.post(f"{path}/seats", json={"user_id": ana}, headers=manager)
    same = await client.post(f"{path}/seats", json={"user_id": ana}, headers=manager)
    assert [one.json()["seats_used"], same.json()["seats_used"]] == [1, 1]
    full = await client.post(f"{path}/seats", json={"user_id": joe}, headers=manager)
    assert (full.status_code, full.json()["code"]) == (409, "no_seat_left")
    assert [a["name"] for a in (await client.get("/api/assets/mine", headers=user)).json()["items"]] == ["Figma"]
    few = await client.patch(path, json={"seats": 0}, headers=manager | ANY)
    assert (few.status_code, few.json()["errors"][0]["field"]) == (422, "seats")
    assert (await client.delete(f"{path}/seats/{ana}", headers=manager)).status_code == 204
    assert (await client.get(f"{path}/seats", headers=manager)).json()["items"] == []


async def test_types_have_fields_of_their_own(client: httpx.AsyncClient, login: Login) -> None:
    admin, manager = await login("admin"), await login("manager.ph")
    body = {"name": "Loom tester", "tag_prefix": "LM", "fields": [{"key": "rpm", "label": "Speed", "kind": "number"}]}
    assert (await client.post("/api/assets/types", json=body, headers=manager)).status_code == 403
    kind = (await client.post("/api/assets/types", json=body, headers=admin)).json()
    same = await client.post("/api/assets/types", json=body, headers=admin)
    assert (kind["key"], same.json()["code"]) == ("loom_tester", "name_taken")
    asset = await add(client, manager, kind="loom_tester", fields={"rpm": 900})
    assert (asset["tag"], asset["fields"]) == ("LM-0001", {"rpm": 900})
    path = f"/api/assets/types/{kind['id']}"
    off = await client.patch(path, json={"is_active": False, "fields": []}, headers=admin | ANY)
    assert off.json()["is_active"] is False
    refused = await client.post("/api/assets", json={"type_id": kind["id"], "name": "Another"}, headers=manager)
    assert refused.json()["errors"][0]["field"] == "type_id"
    kept = await client.patch(f"/api/assets/{asset['id']}", json={"name": "Renamed"}, headers=manager | ANY)
    assert kept.json()["fields"] == {"rpm": 900}


async def test_whoever_gets_a_thing_is_mailed_once(
    client: httpx.AsyncClient, login: Login, database: Database, drain: Callable[[], Awaitable[int]]
) -> None:
    manager = await login("manager.ph")
    asset = await add(client, manager)
    await hand(client, manager, asset["id"], await person_id(client, manager, "Ana Ramirez"), note="With charger.")
    await hand(client, manager, asset["id"], None)
    await drain()
    async with database.reading() as session:
        rows = list(await session.execute(text("SELECT address FROM deliveries WHERE template = 'asset_handed_over'")))
    assert [row.address for row in rows] == ["user.ph@madison88.example"]


async def test_a_ticket_is_about_ones_own_device(client: httpx.AsyncClient, login: Login) -> None:
    manager, agent, user = await login("manager.ph"), await login("agent.ph"), await login("user.ph")
    own, foreign = await add(client, manager), await add(client, manager)
    await hand(client, manager, own["id"], await person_id(client, manager, "Ana Ramirez"))
    refused = await client.post("/api/tickets", json=REPORT | {"asset_ids": [foreign["id"]]}, headers=user)
    unknown = "01890000-0000-7000-8000-000000000000"
    missing = await client.post("/api/tickets", json=REPORT | {"asset_ids": [unknown]}, headers=user)
    assert (refused.status_code, refused.json()["errors"]) == (422, missing.json()["errors"])
    ticket = await client.post("/api/tickets", json=REPORT | {"asset_ids": [own["id"], own["id"]]}, headers=user)
    assert ticket.status_code == 201, ticket.text
    path = f"/api/tickets/{ticket.json()['id']}/assets"
    assert [one["asset"]["tag"] for one in (await client.get(path, headers=user)).json()["items"]] == [own["tag"]]
    # Another device is put beside it: the requester, who does not hold it, does not hear which.
    assert (await client.post(path, json={"asset_id": foreign["id"]}, headers=agent)).status_code == 201
    assert len((await client.get(path, headers=agent)).json()["items"]) == 2
    assert len((await client.get(path, headers=user)).json()["items"]) == 1
    story = (await client.get(f"/api/tickets/{ticket.json()['id']}/history", headers=user)).text
    assert foreign["tag"] not in story
    about = (await client.get(f"/api/assets/{own['id']}/tickets", headers=agent)).json()["items"]
    assert [one["number"] for one in about] == [ticket.json()["number"]]
    assert (await client.delete(f"{path}/{foreign['id']}", headers=agent)).status_code == 204
    assert (await client.delete(f"{path}/{foreign['id']}", headers=agent)).status_code == 404


@pytest.mark.parametrize(("is_set", "status"), [(True, "active"), (False, "for_repair")])
async def test_a_resolved_ticket_may_bring_a_repaired_device_back(
    client: httpx.AsyncClient, login: Login, drain: Callable[[], Awaitable[int]], is_set: bool, status: str
) -> None:
    admin, agent = await login("admin"), await login("agent.ph")
    asset = await add(client, admin)
    await hand(client, admin, asset["id"], await person_id(client, admin, "Ana Ramirez"))
    await move(client, admin, asset["id"], "for_repair")
    path = "/api/admin/settings/asset_repaired_when_resolved"
    assert (await client.patch(path, json={"value": is_set}, headers=admin | ANY)).status_code == 200
    ticket = (await client.post("/api/tickets", json=REPORT | {"asset_ids": [asset["id"]]}, headers=agent)).json()
    solved = {"to": "in_progress"}
    await client.post(f"/api/tickets/{ticket['id']}/transitions", json=solved, headers=admin | ANY)
    solved = {
        "to": "resolved",
        "resolution_summary": "New hinge.",
        "resolution_category": "Fixed",
        "root_cause": "Worn.",
    }
    answer = await client.post(f"/api/tickets/{ticket['id']}/transitions", json=solved, headers=admin | ANY)
    assert answer.status_code == 200, answer.text
    await drain()
    assert (await client.get(f"/api/assets/{asset['id']}", headers=agent)).json()["status"] == status


async def test_labels_lead_to_the_page_of_the_thing(client: httpx.AsyncClient, login: Login) -> None:
    manager, agent, user = await login("manager.ph"), await login("agent.ph"), await login("user.ph")
    made = [await add(client, manager, tag=f"LT-000{number}", serial=f"S{number}") for number in (2, 1)]
    wanted = {"id": [asset["id"] for asset in made] + ["01890000-0000-7000-8000-000000000000"]}
    labels = (await client.get("/api/assets/labels", params=wanted, headers=agent)).json()["items"]
    assert [(one["tag"], one["serial"], one["type_name"]) for one in labels] == [
        ("LT-0001", "S1", "Laptop"),
        ("LT-0002", "S2", "Laptop"),
    ]
    drawn = qr_code(f"http://testserver/assets/{made[1]['id']}")
    assert (labels[0]["qr_size"], labels[0]["qr_path"]) == (drawn.size, drawn.path)
    assert labels[0]["qr_path"] != labels[1]["qr_path"]
    for params in ({}, {"id": "x"}, {"id": [made[0]["id"]] * 201}):
        assert (await client.get("/api/assets/labels", params=params, headers=agent)).status_code == 422
    assert (await client.get("/api/assets/labels", params=wanted, headers=user)).status_code == 403
