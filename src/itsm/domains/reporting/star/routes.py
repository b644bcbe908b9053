"""The star over the interface: the feed for who may see dashboards, the connection file for administrators."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import StreamingResponse
from starlette.responses import Response

from itsm.domains.reporting.errors import no_such_table
from itsm.domains.reporting.exporting import file_answer, note_export
from itsm.domains.reporting.star.connection import place_of_database
from itsm.domains.reporting.star.feed import may_read, read_key, star_batches
from itsm.domains.reporting.star.queries import all_logins
from itsm.domains.reporting.star.schemas import (
    FeedColumn,
    FeedTable,
    FeedTableList,
    ReportingLoginRead,
    ReportingRead,
)
from itsm.domains.reporting.star.table import PERMISSIONS
from itsm.domains.reporting.star.tables import TABLES
from itsm.platform import jsonio
from itsm.platform.errors import Forbidden
from itsm.platform.http.deps import CurrentActor, Reading, Work, require
from itsm.platform.http.etags import json_response
from itsm.platform.settings import get_settings
from itsm.platform.tabular import MEDIA_TYPES, TableFormat

MOST_ROWS = 1_000_000
_OF_THE_LOGIN = (
    *("login", "user_id", "sees_all", "sees_people", "sees_changes", "sees_assets", "created_at", "renewed_at"),
)
feed = APIRouter(prefix="/dashboard/feed", tags=["dashboard"], dependencies=[require("dashboards.read")])
administration = APIRouter(
    prefix="/admin/reporting", tags=["administration"], dependencies=[require("settings.manage")]
)
_KINDS = {MEDIA_TYPES[kind].partition(";")[0]: dict[str, Any]() for kind in (TableFormat.CSV, TableFormat.JSON)}
_FILE: dict[int | str, dict[str, Any]] = {200: {"description": "The rows.", "content": _KINDS}}
_PBIDS: dict[int | str, dict[str, Any]] = {200: {"description": "The file.", "content": {"application/json": {}}}}


@feed.get("", response_model=FeedTableList)
async def list_feed_tables(request: Request, actor: CurrentActor) -> Response:
    """List the tables of the star with every column explained, and whether the caller may read them."""
    items = [
        FeedTable(
            name=table.name,
            meaning=table.meaning,
            key=table.key,
            needs=PERMISSIONS.get(table.seen, ""),
            may_read=may_read(actor, table),
            columns=[FeedColumn(name=column.name, meaning=column.meaning) for column in table.columns],
        )
        for table in TABLES.values()
    ]
    return json_response(request, FeedTableList(items=items).model_dump_json().encode())


@feed.get("/{table}", response_class=StreamingResponse, responses=_FILE)
async def read_feed_table(
    table: str,
    work: Work,
    kind: Annotated[Literal["csv", "json"], Query(alias="format")] = "csv",
    after: Annotated[str | None, Query(max_length=40)] = None,
    limit: Annotated[int | None, Query(ge=1, le=MOST_ROWS)] = None,
) -> StreamingResponse:
    """Return a table of the star as far as the caller sees it, by its key; `after` a key goes on there. Audited."""
    asked = TABLES.get(table)
    if asked is None:
        raise no_such_table()
    if not may_read(work.actor, asked):
        raise Forbidden(f"This needs the permission {PERMISSIONS[asked.seen]}.")
    key = read_key(asked, after)
    shape = TableFormat(kind)
    note_export(work, f"feed {table}", shape, {"after": after, "limit": limit} if after or limit else {})
    return file_answer(table, shape, asked.names, star_batches(work.actor, asked, key, limit))


@administration.get("", response_model=ReportingRead)
async def get_reporting(request: Request, session: Reading) -> Response:
    """Return where the database is, and its logins for reports with whose eyes they have."""
    server, database = place_of_database(get_settings())
    logins = [
        ReportingLoginRead(
            **{name: getattr(row[0], name) for name in _OF_THE_LOGIN},
            user_name=row.name,
            user_email=row.email,
            is_active=row.is_active,
        )
        for row in await all_logins(session)
    ]
    answer = ReportingRead(server=server, database=database, logins=logins)
    return json_response(request, answer.model_dump_json().encode())


@administration.get("/power-bi.pbids", response_class=Response, responses=_PBIDS)
async def get_power_bi_file() -> Response:
    """Return the connection file that Power BI Desktop opens; it holds no login."""
    server, database = place_of_database(get_settings())
    details = {"protocol": "postgresql", "address": {"server": server, "database": database}}
    file = {"version": "0.1", "connections": [{"details": details, "options": {}, "mode": "Import"}]}
    headers = {
        "Content-Disposition": 'attachment; filename="madison88-itsm.pbids"',
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
    }
    return Response(jsonio.dumps(file), media_type="application/json", headers=headers)
