"""The most asked questions, answered without the framework's way there.

Finding a route among two hundred, solving its dependencies and wrapping it costs as much as a good answer. A room
names its most asked GETs with their plain form; the same functions answer them as ordinary routes, which stay for the
document of the interface and for every other form: a word where an id stands, parameters, another method.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response

from itsm.platform.http.deps import current_actor
from itsm.platform.http.problems import answer_fault

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_GROUP = re.compile(r"\(\?P<(\w+)>[^)]*\)")


@dataclass(frozen=True, slots=True)
class DirectRead:
    """A GET: the pattern of its whole path, the function of its route, whether that reads the parameters itself.

    The function gets `request`, `actor` and the pattern's named groups.
    """

    pattern: re.Pattern[str]
    answer: Callable[..., Awaitable[Response]]
    reads_query: bool = False
    route: str = field(init=False)
    """The pattern as an ordinary route writes it, for the metrics."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "route", _GROUP.sub(r"{\1}", self.pattern.pattern))


class DirectReads:
    """Answers direct reads; hands everything else on."""

    def __init__(self, app: ASGIApp, reads: Sequence[DirectRead]) -> None:
        self._app = app
        self._reads = tuple(reads)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] == "http" and scope["method"] == "GET":
            path, asked = scope["path"], scope["query_string"]
            for read in self._reads:
                found = read.pattern.fullmatch(path)
                if found is not None and (read.reads_query or not asked):
                    scope["state"]["route"] = read.route
                    response = await _answer(read, Request(scope, receive, send), found.groupdict())
                    await response(scope, receive, send)
                    return
        await self._app(scope, receive, send)


async def _answer(read: DirectRead, request: Request, values: dict[str, str]) -> Response:
    try:
        return await read.answer(request=request, actor=await current_actor(request), **values)
    except Exception as fault:  # noqa: BLE001 - bugs are raised again
        return await answer_fault(request, fault)
