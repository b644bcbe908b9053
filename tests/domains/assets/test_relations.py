"""How assets hang together, over the interface and in the door for other rooms; the walk against a slow oracle."""

from __future__ import annotations

import itertools
import random
from typing import Any

import httpx
import pytest
from sqlalchemy import insert

from itsm.domains.assets import api as assets
from itsm.domains.assets.enums import Direction
from itsm.domains.assets.graph import edges_from
from itsm.domains.assets.models import Asset, AssetRelation, AssetType
from itsm.platform.clock import utc_now
from itsm.platform.db.engine import Database
from itsm.platform.ids import new_id
from itsm.platform.work import UnitOfWork
from tests.conftest import Login
from tests.domains.assets.helpers import ANY, add, person_id
from tests.domains.tickets.helpers import counted
from tests.fuzz.targets import REPORT


async def relate(
    client: httpx.AsyncClient, headers: dict[str, str], a: dict[str, Any], kind: str, b: dict[str, Any], **more: Any
) -> Any:
    body = {"kind": kind, "asset_id": b["id"]} | more
    return await client.post(f"/api/assets/{a['id']}/relations", json=body, headers=headers)


async def impact(
    client: httpx.AsyncClient, headers: dict[str, str], asset: dict[str, Any], **params: Any
) -> dict[str, Any]:
    answer = await client.get(f"/api/assets/{asset['id']}/impact", params=params, headers=headers)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def harms(found: dict[str, Any]) -> dict[str, str]:
    return {node["asset"]["name"]: node["harm"] for node in found["nodes"]}


async def test_a_relation_reads_right_from_both_ends(client: httpx.AsyncClient, login: Login) -> None:
    manager = await login("manager.ph")
    app, server = await add(client, manager, "service", name="Shop"), await add(client, manager, "server", name="Box")
    disk = await add(client, manager, "other", name="Disk")
    made = await relate(client, manager, app, "runs_on", server)
    assert (made.status_code, made.json()["is_reversed"], made.json()["breaks_this"]) == (201, False, True)
    assert (await relate(client, manager, server, "runs_on", app, is_reversed=True)).json()["id"] == made.json()["id"]
    part = await relate(client, manager, disk, "part_of", server)
    assert (part.json()["is_reversed"], part.json()["breaks_this"]) == (False, False)
    seen = (await client.get(f"/api/assets/{server['id']}/relations", headers=manager)).json()["items"]
    assert {(r["other"]["name"], r["kind"], r["is_reversed"], r["breaks_this"]) for r in seen} == {
        ("Shop", "runs_on", True, False),
        ("Disk", "part_of", True, True),
    }
    itself = await relate(client, manager, app, "depends_on", app)
    assert (itself.status_code, itself.json()["code"]) == (409, "relation_not_allowed")
    path = f"/api/assets/{disk['id']}/relations/{made.json()['id']}"
    assert (await client.delete(path, headers=manager)).status_code == 404
    assert (await client.delete(path.replace(disk["id"], app["id"]), headers=manager)).status_code == 204
    assert (await client.get(f"/api/assets/{app['id']}/relations", headers=manager)).json()["items"] == []
    for asset in (app, server):
        history = (await client.get(f"/api/assets/{asset['id']}/history", headers=manager)).json()["items"]
        assert history[0]["summary"].startswith("No longer: ")


async def test_impact_names_what_fails_who_is_told_and_what_is_open(client: httpx.AsyncClient, login: Login) -> None:
    manager, agent = await login("manager.ph"), await login("agent.ph")
    ana = await person_id(client, manager, "Ana Ramirez")
    switch = await add(client, manager, "network_device", name="Switch", status="active")
    boxes = [await add(client, manager, "server", name=f"Box {n}", status="active") for n in range(2)]
    cluster = await add(client, manager, "service", name="Cluster", status="active", needed_up=1)
    shop = await add(client, manager, "service", name="Shop", status="active", owner_id=ana)
    await relate(client, manager, boxes[0], "connected_to", switch)
    for box in boxes:
        await relate(client, manager, cluster, "runs_on", box)
    await relate(client, manager, shop, "depends_on", cluster)
    await relate(client, manager, switch, "depends_on", shop)  # a cycle
    ticket = (await client.post("/api/tickets", json=REPORT | {"asset_ids": [cluster["id"]]}, headers=agent)).json()
    found = await impact(client, agent, switch)
    assert harms(found) == {"Switch": "fails", "Box 0": "fails", "Cluster": "weakened", "Shop": "spared"}
    assert (found["people"], found["is_cut"]) == ([], False)
    assert [(one["kind"], one["number"]) for one in found["work"]] == [("ticket", ticket["number"])]
    body = {"to": "for_repair"}
    await client.post(f"/api/assets/{boxes[1]['id']}/transitions", json=body, headers=manager | ANY)
    worse = await impact(client, agent, switch)
    assert harms(worse) == {"Switch": "fails", "Box 0": "fails", "Cluster": "fails", "Shop": "fails"}
    assert [one["name"] for one in worse["people"]] == ["Ana Ramirez"]
    assert len(worse["edges"]) == 4
    near = await impact(client, agent, switch, depth=1)
    assert (set(harms(near)), near["is_cut"]) == ({"Switch", "Box 0"}, True)
    needs = await impact(client, agent, shop, direction="needs")
    assert set(harms(needs)) == {"Shop", "Cluster", "Box 0", "Box 1", "Switch"}
    assert needs["people"] == []


async def _random_graph(
    work: UnitOfWork, dice: random.Random, size: int, edges: int
) -> tuple[list[Any], set[tuple[Any, Any]]]:
    kind = AssetType(id=new_id(), key=f"k{size}", name=f"K{size}", asset_class="hardware", tag_prefix="K")
    work.session.add(kind)
    await work.session.flush()
    ids = [new_id() for _ in range(size)]
    rows = [{"id": i, "tag": f"G-{n}", "name": "x", "type_id": kind.id, "status": "active"} for n, i in enumerate(ids)]
    await work.session.execute(insert(Asset), rows)
    pairs = {(a, b) for a, b in ((dice.choice(ids), dice.choice(ids)) for _ in range(edges)) if a != b}
    now = utc_now()
    if not pairs:
        return ids, pairs
    await work.session.execute(
        insert(AssetRelation),
        [{"id": new_id(), "kind": "depends_on", "cause_id": a, "effect_id": b, "created_at": now} for a, b in pairs],
    )
    return ids, pairs


def _closure(pairs: set[tuple[Any, Any]], start: set[Any]) -> set[Any]:
    reached = set(start)
    while more := {b for a, b in pairs if a in reached} - reached:
        reached |= more
    return reached


@pytest.mark.parametrize("seed", range(12))
async def test_the_walk_agrees_with_the_slow_way(work: UnitOfWork, seed: int) -> None:
    dice = random.Random(seed)
    ids, pairs = await _random_graph(work, dice, 40, dice.choice([10, 30, 60, 120]))
    back = {(b, a) for a, b in pairs}
    for start in ([ids[0]], ids[1:4]):
        down, up = _closure(pairs, set(start)), _closure(back, set(start))
        for direction, reached in ((Direction.SUFFERS, down), (Direction.NEEDS, up)):
            edges = await edges_from(work.session, start, direction, most=1_000)
            assert {(e.cause_id, e.effect_id) for e in edges} == {
                p for p in pairs if p[0] in reached and p[1] in reached
            }
        assert await assets.affected_by(work.session, start) == (down | up) - set(start)
    assert await assets.affected_by(work.session, []) == set()


async def test_a_bound_keeps_the_nearest(work: UnitOfWork) -> None:
    ids, _ = await _random_graph(work, random.Random(1), 30, 0)
    now = utc_now()
    chain = [
        {"id": new_id(), "kind": "runs_on", "cause_id": a, "effect_id": b, "created_at": now}
        for a, b in itertools.pairwise(ids)
    ]
    await work.session.execute(insert(AssetRelation), chain)
    edges = await edges_from(work.session, [ids[0]], Direction.SUFFERS, most=5)
    assert {e.effect_id for e in edges} == set(ids[1:5])


async def test_lists_cost_the_same_however_long(client: httpx.AsyncClient, login: Login, database: Database) -> None:
    manager = await login("manager.ph")
    shop = await add(client, manager, "service", name="Shop")

    async def statements(path: str) -> int:
        with counted(database) as seen:
            (await client.get(path, headers=manager)).raise_for_status()
        return len(seen)

    paths = ["/api/assets", f"/api/assets/{shop['id']}/impact", f"/api/assets/{shop['id']}/relations"]
    other = await add(client, manager)
    await relate(client, manager, other, "depends_on", shop)
    few = [await statements(path) for path in paths]
    for _ in range(10):
        await relate(client, manager, await add(client, manager), "depends_on", shop)
    assert [await statements(path) for path in paths] == few
