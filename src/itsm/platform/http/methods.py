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
    """Return the methods that the interface takes at `path`, sorted; none where there is no such address."""
    found = {method for pattern, methods in _routes(app) if pattern.match(path) for method in methods}
    return sorted(found)


@lru_cache(maxsize=8)
def _routes(app: FastAPI) -> tuple[tuple[re.Pattern[str], frozenset[str]], ...]:
    contexts = [route for route in iter_route_contexts(app.routes) if (route.path or "").startswith("/api/")]
    return tuple((compile_path(route.path or "")[0], frozenset(route.methods or ())) for route in contexts)
