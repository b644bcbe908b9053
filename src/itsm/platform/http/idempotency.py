"""`Idempotency-Key`: a repeated POST gets the first answer, and nothing is made twice.

The answer is stored in the transaction that made the thing; two at once meet at the primary key, where the
second gets the first one's answer or is told to ask again. Refusals are not stored: a corrected body may use the key.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import Depends, Header, Request
from sqlalchemy.exc import IntegrityError
from starlette.responses import Response

from itsm.platform import jsonio
from itsm.platform.db.deadlocks import despite_deadlocks
from itsm.platform.db.direct import first
from itsm.platform.db.engine import get_database
from itsm.platform.db.tables import IdempotencyRow
from itsm.platform.errors import Invalid, Problem
from itsm.platform.work import open_work

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.platform.actor import Actor
    from itsm.platform.work import UnitOfWork

    Make = Callable[[UnitOfWork], Awaitable[Response]]

KEEP_HOURS = 24
_KEY_PATTERN = r"^[\x21-\x7e]{1,255}$"


_STORED = """
    SELECT request_hash, status, headers, body FROM idempotency_keys WHERE actor_id = $1 AND route = $2 AND key = $3
"""


class Idempotency:
    """The key of this request, if it sent one."""

    def __init__(self, request: Request, key: str | None) -> None:
        self._key = key
        route = request.scope.get("route")
        self._route = f"{request.method} {getattr(route, 'path', request.url.path)}"
        self._path = request.url.path
        self._hash = ""

    async def answer(self, actor: Actor, body: bytes, make: Make) -> Response:
        """Return what `make` answers, in a unit of work of its own; or the stored answer, where the key has one.

        The key is written with everything else and looked up only once something was in the way: the key itself,
        or a refusal (what the first request made may be why). So a first request pays for no question. `body` is
        JSON as the request meant it. `make` is called again after a deadlock. Raises what it does, and
        Invalid (422) where the body was another one.
        """
        self._see(body)
        try:
            return await despite_deadlocks(lambda: self._make_once(actor, make))
        except (Problem, IntegrityError):
            if self._key is None:
                raise
            async with get_database().reading() as session:
                stored = await self._stored(session, actor)
            if stored is None:
                raise
            return stored

    async def _make_once(self, actor: Actor, make: Make) -> Response:
        async with open_work(actor) as work:
            response = await make(work)
            self.remember(work, response)
        return response

    async def replay(self, work: UnitOfWork, body: Any) -> Response | None:
        """Return the stored answer to this key, or None. Raises Invalid (422) where the body was another one."""
        if self._key is None:
            return None
        self._see(jsonio.dumps(body))
        return await self._stored(work.session, work.actor)

    async def known(self, session: AsyncSession, actor: Actor, body: Any) -> Response | None:
        """Return the stored answer as `replay` does, before there is a unit of work."""
        if self._key is None:
            return None
        self._see(jsonio.dumps(body))
        return await self._stored(session, actor)

    def _see(self, body: bytes) -> None:
        self._hash = hashlib.sha256(self._path.encode() + b"\n" + body).hexdigest()

    async def _stored(self, session: AsyncSession, actor: Actor) -> Response | None:
        row = await first(session, _STORED, actor.id, self._route, self._key)
        if row is None:
            return None
        request_hash, status, kept, body = row
        if request_hash != self._hash:
            raise Invalid("This Idempotency-Key was used with another body.", code="idempotency_mismatch")
        headers = dict(kept) | {"Idempotent-Replayed": "true"}
        return Response(body, status, headers=headers, media_type="application/json")

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
