"""Relations in files of assets: named by tag or name, checked in a dry run, brought in, taken back."""

from __future__ import annotations

from typing import Any

import httpx
from sqlalchemy import text

from itsm.platform.db.engine import Database
from tests.conftest import Login
from tests.domains.assets.helpers import add
from tests.domains.assets.imports import Drain, carried_out, checked, counts, done, register, rows_of

RELATIONS = text(
    "SELECT r.kind, c.tag AS cause, e.tag AS effect FROM asset_relations r "
    "JOIN assets c ON c.id = r.cause_id JOIN assets e ON e.id = r.effect_id ORDER BY 1, 2, 3"
)


async def relations(database: Database) -> list[tuple[str, str, str]]:
    """Return kind, cause and effect of every relation, by tags."""
    async with database.engine.connect() as connection:
        return [(row[0], row[1], row[2]) for row in await connection.execute(RELATIONS)]


def server(tag: str, **more: str) -> dict[str, str]:
    """Return a row of a server."""
    return {"Asset tag": tag, "Type": "Server", "Name": f"Server {tag}"} | more


async def test_relations_come_in_whichever_row_brings_the_other_end_and_go_with_the_import(
    client: httpx.AsyncClient, login: Login, drain: Drain, database: Database
) -> None:
    manager = await login("manager.ph")
    await add(client, manager, tag="SW-1", name="Core switch")
    before = await register(database)
    rows: list[dict[str, Any]] = [
        server("SV-1", **{"Runs on": "sv-3", "Depends on": "SV-2; Core switch", "Part of": ""}),
        server("SV-2", **{"Connected to": "sw-1, SW-1"}),
        server("SV-3", **{"Part of": "SV-2"}),
    ]
    one = await checked(client, manager, drain, rows)
    assert counts(one) == {"new": 3}
    assert await relations(database) == []
    first = (await rows_of(client, manager, one["id"]))[0]
    shown = {change["column"]: change["after"] for change in first["changes"]}
    assert (shown["runs_on"], shown["depends_on"]) == ("sv-3", "SV-2, Core switch")
    ran = await done(client, manager, drain, one["id"], "run")
    assert counts(ran) == {"new": 3}
    brought = [
        ("connected_to", "SW-1", "SV-2"),
        ("depends_on", "SV-2", "SV-1"),
        ("depends_on", "SW-1", "SV-1"),
        # A whole suffers if its part fails.
        ("part_of", "SV-3", "SV-2"),
        ("runs_on", "SV-3", "SV-1"),
    ]
    assert await relations(database) == brought
    assert [row["reasons"] for row in await rows_of(client, manager, one["id"])] == [[], [], []]
    history = (await client.get("/api/assets/SV-1/history", headers=manager)).json()["items"]
    assert "Server SV-1" in str(history)
    assert "relations" in {name for item in history for name in item["changes"]}
    again = await checked(client, manager, drain, rows)
    assert counts(again) == {"unchanged": 3}
    undone = await done(client, manager, drain, one["id"], "undo")
    assert (undone["state"], counts(undone).get("kept", 0)) == ("undone", 0)
    assert await relations(database) == []
    assert await register(database) == before


async def test_a_row_that_only_relates_changes_something_and_old_relations_stay(
    client: httpx.AsyncClient, login: Login, drain: Drain, database: Database
) -> None:
    manager = await login("manager.ph")
    ids = {tag: (await add(client, manager, tag=tag, name=f"Box {tag}"))["id"] for tag in ("A-1", "A-2", "A-3")}
    path = f"/api/assets/{ids['A-1']}/relations"
    made = await client.post(path, json={"kind": "depends_on", "asset_id": ids["A-2"]}, headers=manager)
    assert made.status_code in {200, 201}, made.text
    rows = [{"Asset tag": "A-1", "Depends on": "A-2;A-3"}, {"Asset tag": "A-2", "Depends on": ""}]
    one = await carried_out(client, manager, drain, rows)
    assert counts(one) == {"changed": 1, "unchanged": 1}
    assert await relations(database) == [("depends_on", "A-2", "A-1"), ("depends_on", "A-3", "A-1")]
    undone = await done(client, manager, drain, one["id"], "undo")
    assert undone["state"] == "undone"
    assert await relations(database) == [("depends_on", "A-2", "A-1")]


async def test_what_names_nothing_several_or_itself_is_refused(
    client: httpx.AsyncClient, login: Login, drain: Drain, database: Database
) -> None:
    manager = await login("manager.ph")
    for tag in ("P-1", "P-2"):
        await add(client, manager, tag=tag, name="Printer")
    rows = [
        server("SV-1", **{"Depends on": "nowhere"}),
        server("SV-2", **{"Depends on": "printer"}),
        server("SV-3", **{"Part of": "sv-3"}),
        server("SV-4", **{"Depends on": "SV-1", "Connected to": "P-1"}),
    ]
    one = await checked(client, manager, drain, rows)
    assert counts(one) == {"refused": 3, "new": 1}
    assert [row["reasons"] for row in await rows_of(client, manager, one["id"])] == [
        ["Depends on: there is no asset “nowhere”, neither in the register nor with this tag in the file."],
        ["Depends on: several assets are called “printer”: give the tag."],
        ["Part of: an asset has no relation to itself."],
        [],
    ]
    ran = await done(client, manager, drain, one["id"], "run")
    assert counts(ran) == {"refused": 3, "new": 1}
    assert await relations(database) == [("connected_to", "P-1", "SV-4")]
    last = (await rows_of(client, manager, one["id"]))[3]
    assert last["reasons"] == ["Depends on: “SV-1” did not come in."]
