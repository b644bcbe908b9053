"""Which methods an address takes, over all routes of it: for `Allow`, and to tell 405 from 404.

The router itself names only the methods of the first route that matches.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from fastapi.routing import iter_route_contexts
from starlette.routing import compile_path

if TYPE_CHECKING:
    import re

    from fastapi import FastAPI


def allowed_methods(app: FastAPI, path: str) -> list[str]:
    """Return the methods that the interface takes at `path`, sorted; none where there is no such address.

    A fixed word, such as `/tickets/bulk`, is not taken for the id of something.
    """
    routes = _routes(app)
    fixed = [methods for written, _, methods in routes if written == path]
    found = fixed or [methods for _, pattern, methods in routes if pattern.match(path)]
    return sorted(frozenset().union(*found))


@lru_cache(maxsize=8)
def _routes(app: FastAPI) -> tuple[tuple[str, re.Pattern[str], frozenset[str]], ...]:
    written = [(route.path or "", frozenset(route.methods or ())) for route in iter_route_contexts(app.routes)]
    return tuple((path, compile_path(path)[0], methods) for path, methods in written if path.startswith("/api/"))
