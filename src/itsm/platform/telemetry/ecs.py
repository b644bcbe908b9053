"""The names of our log fields in the Elastic Common Schema, which collectors know without being taught.

https://www.elastic.co/docs/reference/ecs: dotted names, one flat object a line. What the schema has no name for stands
below `itsm.`. `event.dataset` keeps four streams apart: access, error, audit, and application for the rest.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Final

from itsm import __version__

if TYPE_CHECKING:
    from collections.abc import MutableMapping

SCHEMA: Final = "8.17"
CONSTANT: Final = {"ecs.version": SCHEMA, "service.name": "itsm", "service.version": __version__}
ACCESS, APPLICATION, AUDIT, ERROR = "itsm.access", "itsm.application", "itsm.audit", "itsm.error"
_NAMES: Final = {
    "event": "message",
    "event_id": "event.id",
    "action": "event.action",
    "occurred": "event.created",
    "level": "log.level",
    "exception": "error.stack_trace",
    "error_type": "error.type",
    "request_id": "http.request.id",
    "method": "http.request.method",
    "path": "url.path",
    "status": "http.response.status_code",
    "nanoseconds": "event.duration",
    "ip": "client.ip",
    "user": "user.id",
    "trace_id": "trace.id",
    "span_id": "span.id",
}
_STANDS: Final = "@timestamp"
_ERRORS: Final = frozenset({"error", "critical"})


def note_error_type(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Add the type of the exception that comes along, while it is still one (a processor of structlog)."""
    found = event.get("exc_info")
    if found is True:
        found = sys.exc_info()
    kind = found[0] if isinstance(found, tuple) else type(found) if isinstance(found, BaseException) else None
    if kind is not None:
        event["error_type"] = kind.__qualname__
    return event


def as_ecs(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Return the line with the schema's names (a processor of structlog, the last before JSON)."""
    stream = event.pop("dataset", None) or (ERROR if event.get("level") in _ERRORS else APPLICATION)
    return {_named(name): value for name, value in event.items()} | CONSTANT | {"event.dataset": stream}


def _named(name: str) -> str:
    return name if name == _STANDS else _NAMES.get(name) or f"itsm.{name.lstrip('_')}"
