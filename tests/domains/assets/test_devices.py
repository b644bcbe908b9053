"""What inventory agents find, into the register: real documents from a file, and posts of one device."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import select, text

from itsm.domains.assets.imports import devices
from itsm.domains.assets.models import Asset
from itsm.platform.db.engine import Database
from itsm.wiring.import_command import take_documents
from tests.conftest import Login
from tests.domains.assets.helpers import ANY, add
from tests.domains.assets.imports import IMPORTS, Drain, counts, done, register
from tests.factories.paths import SHARED_DATA

INVENTORIES = SHARED_DATA / "device_inventories.jsonl.gz"
real = pytest.mark.skipif(not INVENTORIES.exists(), reason="the public inventories are not here")


def computer(**more: Any) -> dict[str, Any]:
    hardware = {"name": "mnl-lt-1", "uuid": "0055ADC9-1D3A-E411-8043-B05D95113232", "memory": 7909}
    bios = {"ssn": "8C554721F", "smanufacturer": "Lenovo", "smodel": "T14"}
    content = {"hardware": hardware | {"chassis_type": "Notebook"}, "bios": bios} | more
    return {"deviceid": "mnl-lt-1-2026", "itemtype": "Computer", "action": "inventory", "content": content}


async def post(client: httpx.AsyncClient, headers: dict[str, str], document: dict[str, Any]) -> dict[str, Any]:
    answer = await client.post("/api/assets/inventory", json=document, headers=headers)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


@real
async def test_a_file_of_real_devices_comes_in_once_and_goes_again(
    client: httpx.AsyncClient, login: Login, drain: Drain, database: Database
) -> None:
    manager = await login("manager.ph")
    before = await register(database)
    documents = devices.read_documents(INVENTORIES)
    assert len(documents.found) == 11
    checked, _ = await take_documents("dry.jsonl", documents, runs=False)
    assert (checked, await register(database)) == ({"new": 8}, before)
    brought, refused = await take_documents("real.jsonl", documents, runs=True)
    assert (brought, refused) == ({"new": 8}, [])
    async with database.reading() as session:
        found = {one.name: one for one in await session.scalars(select(Asset))}
    # The full inventory and the later one are one device, the later one's words.
    laptop = found["LF014"]
    assert laptop.fields == {
        "host_name": "LF014.glpi-project.infra",
        "memory_gb": 8,
        "operating_system": "Fedora release 25 (Twenty Five)",
        "processor": "Intel(R) Core(TM) i5-4210U CPU @ 1.70GHz",
        "software_count": 3184,
        "storage_gb": 250,
    }
    assert (laptop.serial, laptop.status, laptop.source_key) == (
        "8C554721F",
        "active",
        "board:0055adc9-1d3a-e411-8043-b05d95113232",
    )
    assert laptop.seen_at is not None
    assert laptop.seen_at.isoformat() == "2017-06-09T09:00:49+00:00"
    assert found["ucs6248up-cluster-pa3-B"].fields["ip_address"] == "10.2.5.10"
    tags = sorted(one.tag.partition("-")[0] for one in found.values())
    assert tags == ["LT", "LT", "NW", "NW", "NW", "PH", "PR", "PR"]
    again, _ = await take_documents("real.jsonl", documents, runs=True)
    assert again == {"unchanged": 8}
    listed = (await client.get(IMPORTS, headers=manager)).json()["items"]
    assert [one["asked_by"] for one in listed] == ["Inventory"] * 3
    for one in listed[:2]:
        undone = await done(client, manager, drain, one["id"], "undo")
        assert undone["counts"]["kept"] == 0
    assert await register(database) == before


async def test_posts_of_a_day_are_one_import_and_go_back_as_one(
    client: httpx.AsyncClient, login: Login, drain: Drain, database: Database
) -> None:
    manager = await login("manager.ph")
    owned = await add(client, manager, serial="8c554721f", name="Ana's laptop", fields={"memory_gb": 4})
    before = await register(database)
    first = await post(client, manager, computer())
    assert (first["outcome"], first["asset_id"], first["tag"]) == ("changed", owned["id"], owned["tag"])
    assert (await post(client, manager, computer()))["outcome"] == "unchanged"
    part = computer(operatingsystem={"full_name": "Windows 11 Pro", "fqdn": "mnl-lt-1.m88.local"}) | {"partial": True}
    assert (await post(client, manager, part))["outcome"] == "changed"
    shown = (await client.get(f"/api/assets/{owned['id']}", headers=manager)).json()
    # What people call it stays; what the agent found is true.
    assert (shown["name"], shown["manufacturer"], shown["status"]) == ("Ana's laptop", "Lenovo", "in_stock")
    assert shown["fields"] == {
        "memory_gb": 8,
        "host_name": "mnl-lt-1.m88.local",
        "operating_system": "Windows 11 Pro",
    }
    (one,) = (await client.get(IMPORTS, headers=manager)).json()["items"]
    assert (one["state"], one["row_count"], counts(one)) == ("done", 3, {"changed": 2, "unchanged": 1})
    undone = await done(client, manager, drain, one["id"], "undo")
    assert counts(undone) == {"changed": 2, "unchanged": 1, "restored": 2}
    assert await register(database) == before
    assert (await post(client, manager, computer()))["outcome"] == "changed"
    assert len((await client.get(IMPORTS, headers=manager)).json()["items"]) == 2


async def test_two_things_of_one_serial_number_are_nobodys_guess(
    client: httpx.AsyncClient, login: Login, drain: Drain
) -> None:
    manager = await login("manager.ph")
    tags = [(await add(client, manager, serial="8C554721F"))["tag"] for _ in range(2)]
    refused = await post(client, manager, computer())
    assert (refused["outcome"], refused["asset_id"]) == ("refused", None)
    assert refused["reasons"] == [f"Device: {tags[0]} and {tags[1]} have it."]


async def test_a_token_with_the_scope_posts_and_none_without(client: httpx.AsyncClient, login: Login) -> None:
    manager = await login("manager.ph")
    statuses = {}
    for scope in ("assets:write", "assets:read"):
        body = {"name": f"Agent {scope}", "scopes": [scope], "expires_in_days": 30}
        made = await client.post("/api/auth/tokens", json=body, headers=manager)
        assert made.status_code == 201, made.text
        headers = {"Authorization": f"Bearer {made.json()['token']}"}
        answer = await client.post("/api/assets/inventory", json=computer(), headers=headers)
        statuses[scope] = answer.status_code
    assert statuses == {"assets:write": 200, "assets:read": 403}


async def test_a_document_that_names_no_device_is_refused(client: httpx.AsyncClient, login: Login) -> None:
    manager = await login("manager.ph")
    nothing = {"content": {"hardware": {"uuid": "00000000-0000-0000-0000-000000000000"}}}
    answer = await client.post("/api/assets/inventory", json=nothing, headers=manager)
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "no_device")


async def test_files_of_documents_are_read_however_they_come(tmp_path: Path, database: Database) -> None:
    one, other = computer(), computer(hardware={"uuid": "other", "name": "b"})
    nameless = {"content": {}}
    (tmp_path / "one.json").write_text(json.dumps(one))
    (tmp_path / "list.json").write_text(json.dumps([one, other]))
    (tmp_path / "lines.jsonl").write_text(f"{json.dumps(one)}\n\n{json.dumps({'inventory': other})}\n")
    with gzip.open(tmp_path / "packed.jsonl.gz", "wt") as file:
        file.write(json.dumps(nameless))
    names = ("one.json", "list.json", "lines.jsonl", "packed.jsonl.gz")
    found = {name: [line for line, _ in devices.read_documents(tmp_path / name).found] for name in names}
    assert found == {"one.json": [1], "list.json": [1, 2], "lines.jsonl": [1, 3], "packed.jsonl.gz": [1]}
    brought, refused = await take_documents("p", devices.read_documents(tmp_path / "packed.jsonl.gz"), runs=True)
    assert brought == {"refused": 1}
    assert refused[0][1][0].startswith("Device: is needed")
    for name, content in (("a.json", b"[1]"), ("b.json", b"{"), ("c.jsonl", b""), ("d.json.gz", b"no")):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(devices.UnreadableInventoryError):
            devices.read_documents(tmp_path / name)


async def test_who_edits_what_an_agent_found_keeps_it_at_an_undo(
    client: httpx.AsyncClient, login: Login, drain: Drain, database: Database
) -> None:
    manager = await login("manager.ph")
    made = await post(client, manager, computer())
    edit = {"serial": "BY-HAND"}
    path = f"/api/assets/{made['asset_id']}"
    assert (await client.patch(path, json=edit, headers=manager | ANY)).status_code == 200
    (one,) = (await client.get(IMPORTS, headers=manager)).json()["items"]
    assert counts(await done(client, manager, drain, one["id"], "undo")) == {"new": 1, "kept": 1}
    async with database.sessions() as session:
        noted = await session.scalar(text("SELECT count(*) FROM audit_entries WHERE action = 'asset.imported'"))
    assert noted == 1
