"""Keyset pages: a cursor holds the sort values of the last row, so cost and order survive inserts."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from typing import Annotated, Any, Generic, TypeVar
from uuid import UUID

from fastapi import Depends, Query
from pydantic import BaseModel

from itsm.platform import jsonio
from itsm.platform.errors import Invalid
from itsm.platform.ids import try_uuid

T = TypeVar("T")

MAX_LIMIT = 200
DEFAULT_LIMIT = 50
_MAX_CURSOR = 1_000


class Page(BaseModel, Generic[T]):
    """One page. `total` is exact unless `total_is_estimate`; None where it was not asked for."""

    items: list[T]
    next_cursor: str | None
    total: int | None
    total_is_estimate: bool


@dataclass(frozen=True, slots=True)
class PageParams:
    """Which page: how many rows, after which cursor."""

    limit: Annotated[int, Query(ge=1, le=MAX_LIMIT)] = DEFAULT_LIMIT
    cursor: Annotated[str | None, Query(max_length=_MAX_CURSOR)] = None


async def _page_params(
    limit: Annotated[int, Query(ge=1, le=MAX_LIMIT)] = DEFAULT_LIMIT,
    cursor: Annotated[str | None, Query(max_length=_MAX_CURSOR)] = None,
) -> PageParams:
    """Return which page is asked for. A coroutine: FastAPI would build the class itself in a thread."""
    return PageParams(limit, cursor)


PageQuery = Annotated[PageParams, Depends(_page_params)]


def encode_cursor(*values: Any) -> str:
    """Return an opaque cursor for these sort values."""
    return base64.urlsafe_b64encode(jsonio.dumps(list(values))).decode().rstrip("=")


def decode_cursor(cursor: str | None, *kinds: type) -> list[Any] | None:
    """Return the values in `cursor`, each of its kind (None allowed). Raises Invalid (422) on anything else."""
    if cursor is None:
        return None
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        values = jsonio.loads(base64.urlsafe_b64decode(padded.encode("ascii")))
    except (ValueError, binascii.Error) as fault:
        raise _bad_cursor() from fault
    if not isinstance(values, list) or len(values) != len(kinds):
        raise _bad_cursor()
    for value, kind in zip(values, kinds, strict=True):
        if value is not None and type(value) is not kind:
            raise _bad_cursor()
    return values


def decode_id_cursor(cursor: str | None) -> UUID | None:
    """Return the id in the cursor of a list that is in the order of ids. Raises Invalid (422) on anything else."""
    values = decode_cursor(cursor, str)
    if values is None:
        return None
    found = try_uuid(values[0] or "")
    if found is None:
        raise _bad_cursor()
    return found


def _bad_cursor() -> Invalid:
    return Invalid.field("cursor", "is not a cursor of this list", "bad_cursor")
