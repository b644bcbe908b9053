"""`Idempotency-Key`: a repeated POST gets the first answer, and nothing is made twice.

The answer is stored in the transaction that made the thing; two at once meet at the primary key, and the
second is told to ask again. Refusals are not stored: a corrected body may use the key.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import Depends, Header, Request
from sqlalchemy import bindparam, select
from starlette.responses import Response

from itsm.platform import jsonio
from itsm.platform.db.tables import IdempotencyRow
from itsm.platform.errors import Invalid

if TYPE_CHECKING:
    from itsm.platform.work import UnitOfWork

KEEP_HOURS = 24
_KEY_PATTERN = r"^[\x21-\x7e]{1,255}$"


_STORED = select(IdempotencyRow.request_hash, IdempotencyRow.status, IdempotencyRow.headers, IdempotencyRow.body).where(
    IdempotencyRow.actor_id == bindparam("actor_id"),
    IdempotencyRow.route == bindparam("route"),
    IdempotencyRow.key == bindparam("key"),
)


class Idempotency:
    """The key of this request, if it sent one."""

    def __init__(self, request: Request, key: str | None) -> None:
        self._key = key
        route = request.scope.get("route")
        self._route = f"{request.method} {getattr(route, 'path', request.url.path)}"
        self._path = request.url.path
        self._hash = ""

    async def replay(self, work: UnitOfWork, body: Any) -> Response | None:
        """Return the stored answer to this key, or None. Raises Invalid (422) where the body was another one."""
        if self._key is None:
            return None
        self._hash = hashlib.sha256(self._path.encode() + b"\n" + jsonio.dumps(body)).hexdigest()
        connection = await work.session.connection()
        asked = {"actor_id": work.actor.id, "route": self._route, "key": self._key}
        row = (await connection.execute(_STORED, asked)).first()
        if row is None:
            return None
        if row.request_hash != self._hash:
            raise Invalid("This Idempotency-Key was used with another body.", code="idempotency_mismatch")
        headers = dict(row.headers) | {"Idempotent-Replayed": "true"}
        return Response(row.body, row.status, headers=headers, media_type="application/json")

    def remember(self, work: UnitOfWork, response: Response) -> None:
        """Store `response` with what this unit of work makes."""
        if self._key is None:
            return
        kept = {k: v for k, v in response.headers.items() if k in {"location", "etag"}}
        work.stage(
            IdempotencyRow,
            {
                "actor_id": work.actor.id,
                "route": self._route,
                "key": self._key,
                "request_hash": self._hash,
                "status": response.status_code,
                "headers": kept,
                "body": bytes(response.body).decode(),
                "created_at": work.now,
            },
        )


async def _once(
    request: Request, key: Annotated[str | None, Header(alias="Idempotency-Key", pattern=_KEY_PATTERN)] = None
) -> Idempotency:
    """Return the key of a request. A coroutine: FastAPI would call anything else in a thread."""
    return Idempotency(request, key)


Once = Annotated[Idempotency, Depends(_once)]
