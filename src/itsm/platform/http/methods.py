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

    A fixed word, such as `/tickets/bulk`, is not taken for the id of something: addresses with the fewest places count.
    """
    found = [(places, methods) for places, pattern, methods in _routes(app) if pattern.match(path)]
    fewest = min((places for places, _ in found), default=0)
    return sorted(frozenset().union(*(methods for places, methods in found if places == fewest)))


@lru_cache(maxsize=8)
def _routes(app: FastAPI) -> tuple[tuple[int, re.Pattern[str], frozenset[str]], ...]:
    """Return of each address of the interface how many places it has, its pattern, and its methods."""
    written = [(route.path or "", frozenset(route.methods or ())) for route in iter_route_contexts(app.routes)]
    return tuple(
        (path.count("{"), compile_path(path)[0], methods) for path, methods in written if path.startswith("/api/")
    )
