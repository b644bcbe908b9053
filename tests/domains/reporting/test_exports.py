"""Exports hold what their caller sees, in every format, and nothing in them is a formula."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import AsyncIterator, Sequence
from typing import Any

import httpx
import pypdfium2
import pytest

from itsm.platform.db.engine import Database
from itsm.platform.tabular import TableFormat, safe_cell, written
from tests.conftest import Login
from tests.domains.reporting.desk import fill_desk
from tests.domains.tickets.helpers import raise_ticket
from tests.factories.world import World

HOSTILE = ("=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1", "\uff1d1", '=HYPERLINK("http://evil")')


@pytest.fixture
async def _desk(database: Database, world: World) -> None:
    await fill_desk(database, world)


async def export(client: httpx.AsyncClient, headers: dict[str, str], path: str, kind: str, **asked: str) -> bytes:
    answer = await client.get(f"/api/dashboard/export/{path}", params=asked | {"format": kind}, headers=headers)
    assert answer.status_code == 200, answer.text
    assert f'.{kind}"' in answer.headers["content-disposition"]
    return answer.content


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode())))


async def batches(*rows: Sequence[Any]) -> AsyncIterator[Sequence[Sequence[Any]]]:
    for row in rows:
        yield [row]


async def whole(kind: TableFormat, columns: Sequence[str], *rows: Sequence[Any]) -> bytes:
    return b"".join([piece async for piece in written(kind, "A table", columns, batches(*rows))])


@pytest.mark.usefixtures("_desk")
async def test_tickets_as_csv_and_json_are_those_of_the_list(client: httpx.AsyncClient, login: Login) -> None:
    for name in ("manager.ph", "agent.ph"):
        headers = await login(name)
        filters = {"status": "new,in_progress", "priority": "P1,P2"}
        listed: set[str] = set()
        cursor: dict[str, str] = {}
        while True:
            page = (
                await client.get("/api/tickets", params=filters | cursor | {"limit": "200"}, headers=headers)
            ).json()
            listed |= {item["number"] for item in page["items"]}
            if page["next_cursor"] is None:
                break
            cursor = {"cursor": page["next_cursor"]}
        exported = rows_of(await export(client, headers, "tickets", "csv", **filters))
        assert {row["number"] for row in exported} == listed
        assert len(exported) == len(listed) > 0
        told = json.loads(await export(client, headers, "tickets", "json", **filters))
        assert {row["number"] for row in told} == listed
        assert list(told[0]) == list(exported[0])


async def test_time_entries_one_by_one_of_the_tickets_one_works(
    client: httpx.AsyncClient, world: World, login: Login
) -> None:
    manager, agent, other = await login("manager.ph"), await login("agent.ph"), await login("agent.us")
    here = (await raise_ticket(world.actor("user.ph"), 1, tags=("laptop",))).id
    there = (await raise_ticket(world.actor("agent.ph"), 2, location="US")).id
    for ticket, who, minutes, note, day in (
        (here, agent, 25, HOSTILE[0], "2026-11-02"),
        (here, manager, 10, "Read the log", "2026-11-03"),
        (there, other, 40, "Their printer", "2026-11-03"),
    ):
        body = {"minutes": minutes, "note": note, "spent_on": day}
        answer = await client.post(f"/api/tickets/{ticket}/time-entries", json=body, headers=who)
        assert answer.status_code == 201, answer.text
    everything = rows_of(await export(client, manager, "time-entries", "csv"))
    assert [(row["minutes"], row["spent_on"]) for row in everything] == [
        ("25", "2026-11-02"),
        ("10", "2026-11-03"),
        ("40", "2026-11-03"),
    ]
    assert list(everything[0]) == ["number", "title", "team", "person", "spent_on", "minutes", "note", "noted_at"]
    assert everything[0]["note"] == "'" + HOSTILE[0]
    mine = rows_of(await export(client, agent, "time-entries", "csv"))
    assert [row["minutes"] for row in mine] == ["25", "10"], "what one only raised is for others to count"
    assert [row["minutes"] for row in rows_of(await export(client, other, "time-entries", "csv"))] == ["40"]
    days = {"spent_from": "2026-11-03", "spent_to": "2026-11-03", "tag": "laptop"}
    told = json.loads(await export(client, manager, "time-entries", "json", **days))
    assert [(row["minutes"], row["note"], row["person"]) for row in told] == [(10, "Read the log", "Ramon Dela Cruz")]
    with zipfile.ZipFile(io.BytesIO(await export(client, manager, "time-entries", "xlsx"))) as book:
        sheet = b"".join(book.read(name) for name in book.namelist() if name.endswith(".xml"))
    assert b"Their printer" in sheet
    assert b"<f>" not in sheet
    requester = await client.get("/api/dashboard/export/time-entries", headers=await login("user.ph"))
    assert requester.status_code == 403


@pytest.mark.usefixtures("_desk")
async def test_figures_of_a_dashboard(client: httpx.AsyncClient, login: Login) -> None:
    headers = await login("manager.ph")
    shown = (await client.get("/api/dashboard/panels/now", headers=headers)).json()
    exported = rows_of(await export(client, headers, "pages/manager", "csv"))
    first = next(row for row in exported if row["panel"] == "As of now" and row["metric"] == "Open")
    assert float(first["value"]) == shown["rows"][0]["cells"][0]["value"]
    assert all(row["definition"] for row in exported)
    pdf = pypdfium2.PdfDocument(await export(client, headers, "pages/manager", "pdf"))
    assert "As of now" in pdf[0].get_textpage().get_text_range()
    assert (await client.get("/api/dashboard/export/pages/admin", headers=headers)).status_code == 404
    assert (await client.get("/api/dashboard/export/pages/none", headers=headers)).status_code == 404


@pytest.mark.peer_class("S25")
async def test_no_cell_is_a_formula(client: httpx.AsyncClient, login: Login, world: World) -> None:
    for number, text in enumerate(HOSTILE):
        visible = text.replace("\t", "").replace("\r", "")
        await raise_ticket(world.actor("user.ph"), number, title=f"{visible} and more words {number}")
    headers = await login("admin")
    titles = [row["title"] for row in rows_of(await export(client, headers, "tickets", "csv"))]
    assert len(titles) == len(HOSTILE)
    assert all(title.startswith("'") for title in titles)
    book = zipfile.ZipFile(io.BytesIO(await export(client, headers, "tickets", "xlsx")))
    sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet.lower().replace("=hyperlink", "")


@pytest.mark.parametrize("text", HOSTILE)
def test_cells_that_begin_like_formulas_do_not(text: str) -> None:
    assert safe_cell(text) == f"'{text}"
    assert [safe_cell(value) for value in (-3, 2.5, None, "plain")] == [-3, 2.5, "", "plain"]


async def test_numbers_stay_numbers_and_letters_stay_letters() -> None:
    row = ("Ana Ñuñez", -3, 2.5, None, "张伟", True)
    columns = ("name", "a", "b", "c", "d", "e")
    assert json.loads(await whole(TableFormat.JSON, columns, row, row)) == [dict(zip(columns, row, strict=True))] * 2
    sheet = zipfile.ZipFile(io.BytesIO(await whole(TableFormat.XLSX, columns, row))).read("xl/worksheets/sheet1.xml")
    assert b"<v>-3</v>" in sheet
    assert "张伟".encode() in sheet
    text = pypdfium2.PdfDocument(await whole(TableFormat.PDF, columns, row))[0].get_textpage().get_text_range()
    assert "Ana Ñuñez" in text
    assert (await whole(TableFormat.JSON, columns)) == b"[]\n"


async def test_a_pdf_says_where_it_was_cut() -> None:
    document = pypdfium2.PdfDocument(await whole(TableFormat.PDF, ("n",), *((n,) for n in range(2_100))))
    assert "Cut after 2000 rows" in document[len(document) - 1].get_textpage().get_text_range()


async def test_an_export_is_audited(client: httpx.AsyncClient, login: Login) -> None:
    admin = await login("admin")
    await export(client, await login("agent.ph"), "tickets", "csv", priority="P1")
    [entry] = (await client.get("/api/admin/audit?action=report.exported", headers=admin)).json()["items"]
    assert entry["summary"] == "Exported tickets as CSV"
    assert entry["details"]["filters"] == {"view": "all", "priority": "P1"}
    assert (await client.get("/api/dashboard/export/tickets", headers=await login("user.ph"))).status_code == 403
