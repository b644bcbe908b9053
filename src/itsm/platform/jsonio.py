"""JSON in one place: orjson, with the types the product uses."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import orjson


def _default(value: Any) -> Any:
    if isinstance(value, UUID):  # asyncpg's own subclass, which orjson does not know; by far the most frequent
        return str(value)
    if isinstance(value, frozenset | set):
        return sorted(value)
    if isinstance(value, bytes):
        return value.decode("ascii")
    raise TypeError(f"not JSON-able: {type(value).__name__}")


def dumps(value: Any) -> bytes:
    """Return compact UTF-8 JSON. UUID, datetime, enum and dataclass are written as strings and objects."""
    return orjson.dumps(value, default=_default, option=orjson.OPT_UTC_Z | orjson.OPT_NON_STR_KEYS)


def dumps_text(value: Any) -> str:
    """Return compact JSON as text."""
    return dumps(value).decode()


def loads(raw: bytes | str) -> Any:
    """Return the value written in `raw`. Raises ValueError where it is not JSON."""
    return orjson.loads(raw)
