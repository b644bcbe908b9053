"""A file of assets on its way in over the interface, and back out."""

from __future__ import annotations

import io
from datetime import date

import httpx
import pytest
from sqlalchemy import text
from xlsxwriter import Workbook

from itsm.platform.db.engine import Database
from tests.conftest import Login
from tests.domains.assets.helpers import ANY, add, person_id
from tests.domains.assets.imports import (
    IMPORTS,
    Drain,
    carried_out,
    checked,
    counts,
    csv_of,
    done,
    register,
    rows_of,
    send,
    shown,
)
from tests.fuzz.targets import REPORT

LAPTOP = {"Asset tag": "LT-0900", "Type": "Laptop", "Maker": "Lenovo", "Model": "T14", "Serial number": "PF-900"}


async def test_a_file_is_guessed_checked_and_brought_in(client: httpx.AsyncClient, login: Login, drain: Drain) -> None:
    manager = await login("manager.ph")
    old = await add(client, manager, tag="LT-0001", serial="PF-1", name="Old one")
    same = await add(client, manager, tag="LT-0002", name="Same")
    rows = [
        LAPTOP
        | {"Held by": "user.ph@madison88.example", "Cost": "1,150.50", "Bought on": "31/12/2025", "Memory": "32"},
        {"Asset tag": "lt-0001", "Name": "New name", "Serial number": "PF-1", "Site": "Philippines"},
        {"Asset tag": same["tag"], "Name": "Same"},
        {"Asset tag": "LT-0003", "Type": "Spaceship", "Cost": "much"},
        {"Asset tag": "LT-0900", "Type": "Laptop", "Name": "Again"},
    ]
    sent = (await send(client, manager, csv_of(rows))).json()
    assert sent["state"] == "uploaded"
    assert {c["heading"]: c["target"] for c in sent["columns"]} == {
        "Asset tag": "tag",
        "Type": "type",
        "Maker": "manufacturer",
        "Model": "model",
        "Serial number": "serial",
        "Held by": "owner",
        "Cost": "cost",
        "Bought on": "purchased_on",
        "Memory": "field:memory_gb",
        "Name": "name",
        "Site": "location",
    }
    assert (sent["key"], sent["day_first"], sent["columns"][0]["samples"][0]) == ("tag", True, "LT-0900")
    one = await checked(client, manager, drain, rows)
    assert (one["state"], counts(one)) == ("checked", {"new": 1, "changed": 1, "unchanged": 1, "refused": 2})
    assert (await client.get("/api/assets", headers=manager)).json()["total"] == 2
    shown_rows = await rows_of(client, manager, one["id"])
    assert [row["line"] for row in shown_rows] == [2, 3, 4, 5, 6]
    assert shown_rows[0]["changes"][-1]["column"] != "source_key"
    assert {c["column"]: (c["before"], c["after"]) for c in shown_rows[1]["changes"]} == {
        "name": ("Old one", "New name"),
        "location": (None, "Philippines"),
    }
    assert shown_rows[3]["reasons"] == [
        "Cost: “much” is no amount.",
        "Type: there is no type “Spaceship”.",
        "Name: give a name, or maker and model.",
    ]
    assert shown_rows[4]["reasons"] == ["Tag: line 2 has it, too."]
    ran = await done(client, manager, drain, one["id"], "run")
    assert (ran["state"], counts(ran)) == ("done", counts(one))
    new = (await client.get("/api/assets/LT-0900", headers=manager)).json()
    assert (new["name"], new["status"], new["owner"]["name"]) == ("Lenovo T14", "active", "Ana Ramirez")
    assert (new["cost"], new["currency"], new["purchased_on"]) == ("1150.50", "USD", "2025-12-31")
    assert new["fields"] == {"memory_gb": 32}
    history = (await client.get(f"/api/assets/{old['id']}/history", headers=manager)).json()["items"]
    assert (history[0]["action"], history[0]["changes"]["name"]) == ("asset.imported", ["Old one", "New name"])


async def test_the_same_file_again_changes_nothing(client: httpx.AsyncClient, login: Login, drain: Drain) -> None:
    manager = await login("manager.ph")
    rows = [LAPTOP, {"Asset tag": "MN-9", "Type": "monitor", "Name": "Screen", "Status": "retired"}]
    await carried_out(client, manager, drain, rows)
    again = await checked(client, manager, drain, rows)
    assert counts(again) == {"unchanged": 2}
    refused = await client.post(f"{IMPORTS}/{again['id']}/run", headers=manager)
    assert (refused.status_code, refused.json()["code"]) == (409, "nothing_to_import")


async def test_known_by_serial_number_new_ones_get_the_next_tag(
    client: httpx.AsyncClient, login: Login, drain: Drain
) -> None:
    manager = await login("manager.ph")
    await add(client, manager, tag="LT-0007", serial="pf-7")
    rows = [{"Serial number": f"PF-{number}", "Name": f"Laptop {number}", "Kind": "Laptop"} for number in (7, 8, 9)]
    one = await carried_out(client, manager, drain, rows)
    assert (one["key"], counts(one)) == ("serial", {"changed": 1, "new": 2})
    listed = (await client.get("/api/assets", headers=manager)).json()["items"]
    assert {row["tag"]: row["name"] for row in listed} == {f"LT-000{n}": f"Laptop {n}" for n in (7, 8, 9)}


async def test_undo_keeps_what_people_changed_since_and_says_so(
    client: httpx.AsyncClient, login: Login, drain: Drain, database: Database
) -> None:
    manager = await login("manager.ph")
    for number in (1, 2, 3):
        await add(client, manager, tag=f"LT-000{number}", name="Before")
    rows = [{"Tag": f"LT-000{n}", "Name": "After", "Type": "Laptop"} for n in (1, 2, 3, 4, 5, 6)]
    one = await carried_out(client, manager, drain, rows)
    edit = {"name": "By hand"}
    assert (await client.patch("/api/assets/LT-0002", json=edit, headers=manager | ANY)).status_code == 200
    noted = {"notes": "Another column stays, and the name goes back."}
    assert (await client.patch("/api/assets/LT-0003", json=noted, headers=manager | ANY)).status_code == 200
    other = (await client.get("/api/assets/LT-0005", headers=manager)).json()["id"]
    about = {"kind": "depends_on", "asset_id": other}
    assert (await client.post("/api/assets/LT-0001/relations", json=about, headers=manager)).status_code == 201
    holder = await person_id(client, manager, "Ana Ramirez")
    for to in (holder, None):
        moved = await client.post("/api/assets/LT-0006/hand-overs", json={"to_id": to}, headers=manager | ANY)
        assert moved.status_code == 201
    undone = await done(client, manager, drain, one["id"], "undo")
    assert (undone["state"], undone["counts"]["restored"], undone["counts"]["kept"]) == ("undone", 3, 3)
    kept = await rows_of(client, manager, one["id"], phase="kept")
    assert {row["asset_tag"]: row["reasons"] for row in kept} == {
        "LT-0002": ["Changed since: name."],
        "LT-0005": ["It is related to other assets since."],
        "LT-0006": ["It was handed over since."],
    }
    names = {row["tag"]: row["name"] for row in (await client.get("/api/assets", headers=manager)).json()["items"]}
    assert names == {
        "LT-0001": "Before",
        "LT-0002": "By hand",
        "LT-0003": "Before",
        "LT-0005": "After",
        "LT-0006": "After",
    }
    third = (await client.get("/api/assets/LT-0003", headers=manager)).json()
    assert third["notes"] == noted["notes"]
    again = await client.post(f"{IMPORTS}/{one['id']}/undo", headers=manager)
    assert (again.status_code, again.json()["code"]) == (409, "wrong_state")


async def test_what_a_ticket_names_stays(client: httpx.AsyncClient, login: Login, drain: Drain) -> None:
    manager, agent = await login("manager.ph"), await login("agent.ph")
    one = await carried_out(client, manager, drain, [LAPTOP])
    asset = (await client.get("/api/assets/LT-0900", headers=manager)).json()["id"]
    ticket = (await client.post("/api/tickets", json=REPORT, headers=agent)).json()["id"]
    linked = await client.post(f"/api/tickets/{ticket}/assets", json={"asset_id": asset}, headers=manager)
    assert linked.status_code == 201, linked.text
    undone = await done(client, manager, drain, one["id"], "undo")
    assert undone["counts"]["kept"] == 1
    assert (await rows_of(client, manager, one["id"]))[0]["reasons"] == ["A ticket names it since."]


async def test_refused_rows_leave_as_a_file_that_is_no_formula(
    client: httpx.AsyncClient, login: Login, drain: Drain, database: Database
) -> None:
    manager = await login("manager.ph")
    one = await checked(client, manager, drain, [{"Tag": '=HYPERLINK("x")', "Name": "+1", "Type": "Laptop"}])
    file = await client.get(f"{IMPORTS}/{one['id']}/refused", headers=manager)
    assert file.status_code == 200
    lines = file.text.splitlines()
    assert lines[0] == "Tag,Name,Type,Line,Why it was refused"
    assert lines[1].startswith("\"'=HYPERLINK")
    assert "'+1" in lines[1]
    book = await client.get(f"{IMPORTS}/{one['id']}/refused", params={"format": "xlsx"}, headers=manager)
    assert book.content[:2] == b"PK"
    async with database.sessions() as session:
        noted = await session.scalar(
            text("SELECT count(*) FROM audit_entries WHERE action = 'asset_import.refused_exported'")
        )
    assert noted == 2


async def test_an_excel_file_with_days_and_numbers(client: httpx.AsyncClient, login: Login, drain: Drain) -> None:
    manager = await login("manager.ph")
    buffer = io.BytesIO()
    book = Workbook(buffer)
    sheet, day = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(1, 0, ["Tag", "Type", "Name", "Warranty", "Seats"])
    sheet.write_row(2, 0, ["SW-0100", "Software", "Figma"])
    sheet.write_datetime(2, 3, date(2027, 1, 31), day)
    sheet.write_number(2, 4, 25)
    book.close()
    sent = await send(client, manager, buffer.getvalue(), "licences.xlsx")
    assert sent.status_code == 201, sent.text
    columns = sent.json()["columns"]
    assert [c["samples"] for c in columns] == [["SW-0100"], ["Software"], ["Figma"], ["2027-01-31"], ["25"]]


@pytest.mark.parametrize(
    ("name", "content", "status"),
    [
        ("a.csv", b"Tag,Name\n", 422),
        ("a.csv", b"Tag\n" + b"x," * 3, 422),
        ("a.csv", b"\xff\xfe" + "Tag\n\x00".encode("utf-16-le"), 415),
        ("a.exe", b"MZ", 415),
        ("a.xlsx", b"Tag,Name\nA,B\n", 415),
        ("a.csv", b"Tag\n" + b"x" * 5_001, 422),
    ],
)
async def test_what_is_no_table_is_refused(
    client: httpx.AsyncClient, login: Login, name: str, content: bytes, status: int
) -> None:
    assert (await send(client, await login("manager.ph"), content, name)).status_code == status


async def test_meanings_must_fit(client: httpx.AsyncClient, login: Login) -> None:
    manager = await login("manager.ph")
    sent = (await send(client, manager, b"Tag,Name\nLT-1,One\n")).json()
    path = f"{IMPORTS}/{sent['id']}/terms"
    for terms, field in (
        ({"targets": ["tag"], "key": "tag"}, "targets"),
        ({"targets": ["tag", "tag"], "key": "tag"}, "targets"),
        ({"targets": ["tag", "wings"], "key": "tag"}, "targets"),
        ({"targets": ["tag", "name"], "key": "serial"}, "key"),
        ({"targets": ["tag", "name"], "key": "tag", "type_id": sent["id"]}, "type_id"),
    ):
        answer = await client.put(path, json=terms, headers=manager | ANY)
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field)
    assert (await client.post(f"{IMPORTS}/{sent['id']}/run", headers=manager)).status_code == 409


async def test_who_lost_the_right_meanwhile_imports_nothing_more(
    client: httpx.AsyncClient, login: Login, drain: Drain, database: Database
) -> None:
    manager, admin = await login("manager.ph"), await login("admin")
    one = await checked(client, manager, drain, [LAPTOP])
    assert (await client.post(f"{IMPORTS}/{one['id']}/run", headers=manager)).status_code == 200
    async with database.sessions() as session, session.begin():
        await session.execute(text("UPDATE users SET is_active = false WHERE name = 'Maria Santos'"))
        await session.execute(text("UPDATE users SET role = 'end_user' WHERE email LIKE 'manager.ph%'"))
    await drain()
    stopped = await shown(client, admin, one["id"])
    assert (stopped["state"], stopped["fault"]) == ("stopped", "Who asked for this may no longer change assets.")
    assert (await client.get("/api/assets", headers=admin)).json()["total"] == 0


async def test_undo_of_one_import_then_of_the_one_before(
    client: httpx.AsyncClient, login: Login, drain: Drain, database: Database
) -> None:
    manager = await login("manager.ph")
    empty = await register(database)
    first = await carried_out(client, manager, drain, [LAPTOP])
    between = await register(database)
    second = await carried_out(client, manager, drain, [LAPTOP | {"Model": "T14 Gen 5", "Held by": "Ana Ramirez"}])
    blocked = await done(client, manager, drain, second["id"], "undo")
    assert blocked["counts"]["restored"] == 1
    assert await register(database) == between
    await done(client, manager, drain, first["id"], "undo")
    assert await register(database) == empty
