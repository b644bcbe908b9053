"""Short ways to bring files of assets in, in tests."""

from __future__ import annotations

import csv
import io
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

import httpx
from sqlalchemy import select

from itsm.domains.assets.models import Asset, AssetHandover, AssetRelation, AssetSeat
from itsm.platform.db.engine import Database

IMPORTS = "/api/assets/imports"
_BESIDES = frozenset({"version", "updated_at", "health"})
Drain = Callable[[], Awaitable[int]]


def csv_of(rows: Sequence[Mapping[str, str]]) -> bytes:
    """Return rows as a CSV file, its headings those that any row has."""
    headings = list(dict.fromkeys(name for row in rows for name in row))
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, headings, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue().encode()


async def send(client: httpx.AsyncClient, headers: dict[str, str], content: bytes, name: str = "a.csv") -> Any:
    """Send a file; return the answer."""
    return await client.post(IMPORTS, files={"file": (name, content)}, headers=headers)


async def checked(
    client: httpx.AsyncClient, headers: dict[str, str], drain: Drain, rows: Sequence[Mapping[str, str]], **terms: Any
) -> dict[str, Any]:
    """Send rows, take the guessed meanings, and have them checked; return the import."""
    sent = (await send(client, headers, csv_of(rows))).raise_for_status().json()
    wanted = {
        "targets": [column["target"] for column in sent["columns"]],
        **{name: sent[name] for name in ("key", "day_first", "currency", "type_id")},
    }
    answer = await client.put(f"{IMPORTS}/{sent['id']}/terms", json=wanted | terms, headers=headers | {"If-Match": "*"})
    assert answer.status_code == 200, answer.text
    await drain()
    return await shown(client, headers, sent["id"])


async def carried_out(
    client: httpx.AsyncClient, headers: dict[str, str], drain: Drain, rows: Sequence[Mapping[str, str]], **terms: Any
) -> dict[str, Any]:
    """Bring rows in; return the import."""
    one = await checked(client, headers, drain, rows, **terms)
    return await done(client, headers, drain, one["id"], "run")


async def done(client: httpx.AsyncClient, headers: dict[str, str], drain: Drain, import_id: str, what: str) -> Any:
    """Run an import, or undo it; return it as it is then."""
    answer = await client.post(f"{IMPORTS}/{import_id}/{what}", headers=headers)
    assert answer.status_code == 200, answer.text
    await drain()
    return await shown(client, headers, import_id)


async def shown(client: httpx.AsyncClient, headers: dict[str, str], import_id: str) -> dict[str, Any]:
    """Return an import."""
    return dict((await client.get(f"{IMPORTS}/{import_id}", headers=headers)).raise_for_status().json())


async def rows_of(client: httpx.AsyncClient, headers: dict[str, str], import_id: str, **params: str) -> Any:
    """Return the rows of an import."""
    answer = await client.get(f"{IMPORTS}/{import_id}/rows", params={"limit": 100} | params, headers=headers)
    return answer.raise_for_status().json()["items"]


def counts(one: Mapping[str, Any]) -> dict[str, int]:
    """Return what became of the rows, without what there is none of."""
    return {name: number for name, number in one["counts"].items() if number}


async def register(database: Database) -> dict[str, list[str]]:
    """Return everything the register holds, row by row, but for what is reckoned of it and when it was touched."""
    found = {}
    async with database.sessions() as session:
        for model in (Asset, AssetRelation, AssetHandover, AssetSeat):
            rows = await session.execute(select(*model.__table__.columns))
            found[model.__tablename__] = sorted(
                str({name: value for name, value in row._mapping.items() if name not in _BESIDES}) for row in rows
            )
    return found
