"""Whatever a file holds: the dry run says what the run does, and an undo leaves the register as it was."""

from __future__ import annotations

import os
import random
from typing import Any

import httpx

from itsm.platform.db.engine import Database
from tests.conftest import Login
from tests.domains.assets.helpers import add, person_id
from tests.domains.assets.imports import Drain, checked, counts, done, register, rows_of

_FILES = int(os.environ.get("ITSM_IMPORT_FILES", "30"))
_CELLS: dict[str, list[str]] = {
    "Asset tag": ["", *(f"LT-{number:04d}" for number in range(1, 9)), "lt-0003", "PR-1", "PR-2", "?"],
    "Serial number": ["", *(f"S{number}" for number in range(1, 9)), "s2"],
    "Name": ["", "Ship", "Boat", "Raft"],
    "Type": ["", "Laptop", "Laptop", "laptop", "printer", "Nothing"],
    "Status": ["", "", "active", "in stock", "for repair", "retired", "lost", "gone"],
    "Held by": ["", "", "Ana Ramirez", "jomar reyes", "user.ph@madison88.example", "Nobody"],
    "Location": ["", "Philippines", "Atlantis"],
    "Cost": ["", "12.50", "1,000", "free"],
    "Currency": ["", "USD", "php", "dollars"],
    "Warranty": ["", "2027-01-31", "31/12/2026", "soon"],
    "Seats": ["", "0", "3", "many"],
    "Memory": ["", "16", "lots"],
    "Host name": ["", "mnl-1", "mnl-2"],
    "Notes": ["", "Two\nlines"],
}


def _file(dice: random.Random) -> list[dict[str, str]]:
    """Return rows of a file: most about one asset each, some about one that is taken, some that say nothing."""
    others = dice.sample(list(_CELLS)[4:], dice.randint(0, 6))
    tags, serials = list(_CELLS["Asset tag"][1:-1]), list(_CELLS["Serial number"][1:-1])
    rows = []
    for _ in range(dice.randint(1, 9)):
        row = {name: _cell(dice, name) for name in others}
        row |= {"Name": _cell(dice, "Name"), "Type": _cell(dice, "Type")} if dice.random() < 0.8 else {}
        row["Asset tag"] = _taken(dice, tags, "Asset tag")
        row["Serial number"] = _taken(dice, serials, "Serial number")
        rows.append(row)
    return rows


def _taken(dice: random.Random, left: list[str], name: str) -> str:
    """Return a key that no row has yet; now and then any."""
    if dice.random() < 0.15 or not left:
        return dice.choice(_CELLS[name])
    return left.pop(dice.randrange(len(left)))


def _cell(dice: random.Random, name: str) -> str:
    """Return a cell: often empty, and seldom wrong (its column's last)."""
    if dice.random() < 0.5:
        return ""
    return dice.choice(_CELLS[name] if dice.random() < 0.03 else _CELLS[name][:-1])


async def _stock(client: httpx.AsyncClient, headers: dict[str, str]) -> None:
    """Fill the register: held, seated, related, retired."""
    ana = await person_id(client, headers, "Ana Ramirez")
    made: list[dict[str, Any]] = [
        await add(client, headers, tag="LT-0001", serial="S1", owner_id=ana, fields={"memory_gb": 8}),
        await add(client, headers, tag="LT-0002", serial="S2", cost="10", currency="PHP", status="for_repair"),
        await add(client, headers, tag="LT-0003", serial="S3", status="retired"),
        await add(client, headers, tag="LT-0004", serial="S3", kind="software", seats=2, status="active"),
        await add(client, headers, tag="PR-1", serial="S4", kind="printer", notes="By the door"),
    ]
    relation = {"kind": "connected_to", "asset_id": made[4]["id"]}
    first, licence = (f"/api/assets/{made[place]['id']}" for place in (0, 3))
    assert (await client.post(f"{first}/relations", json=relation, headers=headers)).status_code == 201
    assert (await client.post(f"{licence}/seats", json={"user_id": ana}, headers=headers)).status_code == 201


async def test_a_dry_run_tells_the_truth_and_an_undo_restores_everything(
    client: httpx.AsyncClient, login: Login, drain: Drain, database: Database
) -> None:
    manager = await login("manager.ph")
    await _stock(client, manager)
    before = await register(database)
    dice, seen = random.Random(88), dict.fromkeys(("new", "changed", "unchanged", "refused"), 0)
    for number in range(_FILES):
        rows = _file(dice)
        key = dice.choice(["tag", "serial"])
        one = await checked(client, manager, drain, rows, key=key, day_first=dice.random() < 0.5)
        assert await register(database) == before, number
        foretold = [(row["outcome"], row["reasons"]) for row in await rows_of(client, manager, one["id"])]
        if not one["counts"]["new"] + one["counts"]["changed"]:
            continue
        ran = await done(client, manager, drain, one["id"], "run")
        assert [(row["outcome"], row["reasons"]) for row in await rows_of(client, manager, one["id"])] == foretold
        assert await register(database) != before, (number, rows)
        undone = await done(client, manager, drain, one["id"], "undo")
        assert undone["counts"]["kept"] == 0, (number, await rows_of(client, manager, one["id"]))
        assert undone["counts"]["restored"] == ran["counts"]["new"] + ran["counts"]["changed"]
        assert await register(database) == before, (number, rows)
        for word, many in counts(ran).items():
            seen[word] += many
    assert all(seen.values()), seen
