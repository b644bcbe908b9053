"""Tables of strangers, opened by a process of its own: read however they come, refused where they are made to harm."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime
from typing import Any

import pytest
from xlsxwriter import Workbook

from itsm.platform.tabular import Limits, Table, TableRefusedError, open_table

LIMITS = Limits(rows=5, columns=4, cell=40)
_SHEET = "xl/worksheets/sheet1.xml"
_BOMB = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    '<row r="1"><c r="A1" t="inlineStr"><is><t>Tag</t></is></c></row>'
    '<row r="2"><c r="A2" t="inlineStr"><is><t>&b;&c;</t></is></c></row></sheetData></worksheet>'
)
_SPARSE = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    '<row r="1"><c r="A1" t="inlineStr"><is><t>Tag</t></is></c></row>'
    '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData></worksheet>'
)


async def opened(content: bytes, kind: str = "csv") -> Table:
    return await open_table(kind, io.BytesIO(content), LIMITS)


async def refusal(content: bytes, kind: str = "csv") -> str:
    with pytest.raises(TableRefusedError) as refused:
        await opened(content, kind)
    return str(refused.value)


def workbook(*rows: list[Any]) -> bytes:
    buffer = io.BytesIO()
    book = Workbook(buffer, {"remove_timezone": True, "default_date_format": "yyyy-mm-dd hh:mm"})
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        for place, value in enumerate(row):
            sheet.write(number, place, value)
    book.close()
    return buffer.getvalue()


def with_sheet(text: str) -> bytes:
    """Return a workbook whose first sheet is this XML."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook(["a"]))) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, text.encode() if name == _SHEET else old.read(name))
    return buffer.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"Tag,Name\nA-1,B\xc3\xb6rse\n",
        b"\xef\xbb\xbfTag;Name\r\n;\r\nA-1;B\xc3\xb6rse;\r\n",
        b"\n\nTag\tName\nA-1\t B\xf6rse \n",
        '"Tag"|"Name"\n"A-1"|"Börse"\n'.encode("utf-16"),
    ],
)
async def test_text_is_read_in_its_alphabet_and_by_its_separator(content: bytes) -> None:
    table = await opened(content)
    assert (table.columns, [cells for _, cells in table.rows]) == (["Tag", "Name"], [["A-1", "Börse"]])


async def test_rows_keep_their_lines_and_are_as_long_as_the_headings() -> None:
    table = await opened(b'Tag,Name,Notes\nA-1\n\n,,\nA-2,x,"two\nlines"\n')
    assert table.rows == [(2, ["A-1", "", ""]), (5, ["A-2", "x", "two\nlines"])]


async def test_a_workbook_gives_texts_that_mean_the_same() -> None:
    moment = datetime(2027, 1, 31, 8, 30, tzinfo=UTC)
    table = await opened(
        workbook(["Tag", "n", "d", "m"], ["A", 5, date(2027, 1, 31), moment], [1.5, True, "=1+1", ""]), "xlsx"
    )
    assert table.rows == [
        (2, ["A", "5", "2027-01-31", "2027-01-31 08:30"]),
        (3, ["1.5", "true", "0", ""]),
    ]


@pytest.mark.parametrize(
    ("content", "kind", "word"),
    [
        (b"", "csv", "empty"),
        (b"Tag\n", "csv", "empty"),
        (b"Tag\n" + b"x\n" * 6, "csv", "too_many_rows"),
        (b"a,b,c,d,e\n1\n", "csv", "too_many_columns"),
        (b"a\n1,2\n", "csv", "too_many_columns"),
        (b"a\n" + b"x" * 41, "csv", "cell_too_long"),
        (b"a\n\x00\n", "csv", "no_text"),
        (b"\xff\xfea", "csv", "no_text"),
        (b"a\n" + b"x" * 200_000, "csv", "broken"),
        (b"no workbook", "xlsx", "broken"),
        (b"PK\x03\x04", "xlsx", "broken"),
    ],
)
async def test_what_is_no_table_says_why(content: bytes, kind: str, word: str) -> None:
    assert await refusal(content, kind) == word


@pytest.mark.peer_class("S26")
async def test_entities_are_neither_expanded_nor_fetched() -> None:
    try:
        held = str((await opened(with_sheet(_BOMB), "xlsx")).rows)
    except TableRefusedError as refused:
        held = str(refused)
    assert "haha" not in held
    assert "root:" not in held


@pytest.mark.peer_class("S26")
async def test_a_sheet_that_claims_to_be_endless_is_refused_within_bounds() -> None:
    assert await refusal(with_sheet(_SPARSE), "xlsx") in {"broken", "too_many_columns"}
