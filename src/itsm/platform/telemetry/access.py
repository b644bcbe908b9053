"""The line that every request leaves in the log."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TextIO

import structlog

from itsm.platform import jsonio
from itsm.platform.telemetry.ecs import ACCESS, as_ecs

if TYPE_CHECKING:
    from starlette.types import Scope

_log = structlog.get_logger("itsm.access")
_plain: TextIO | None = None


def write_plainly_to(output: TextIO | None) -> None:
    """Have lines of JSON written to `output` at once; None: by way of the log's general processors.

    The line holds only what we name, with no secret and no exception among it: it needs none of them.
    """
    global _plain  # noqa: PLW0603 - one log a process, set with the log's form
    _plain = output


def write_access_line(scope: Scope, status: int, seconds: float, request_id: str) -> None:
    """Write what was asked, by whom, what was answered and how long it took."""
    state = scope["state"]
    line: dict[str, Any] = {
        "method": scope["method"],
        "path": scope["path"],
        "status": status,
        "nanoseconds": round(seconds * 1e9),
        "ip": state["ip"],
        "user": state.get("user_id"),
        "request_id": request_id,
    }
    line["dataset"] = ACCESS
    if _plain is None:
        _log.info("request", **line)
        return
    line |= {"event": "request", "level": "info", "@timestamp": datetime.now(UTC)}
    _plain.write(jsonio.dumps_text(as_ecs(None, "info", line)) + "\n")
    _plain.flush()
