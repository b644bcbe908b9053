"""Structured logs: one JSON object a line, UTC, fields of the Elastic Common Schema (`ecs`).

No secrets and no forged lines: values are JSON-escaped.
"""

from __future__ import annotations

import logging
import sys
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TextIO, cast

import structlog

from itsm.platform import jsonio
from itsm.platform.http.context import request_id
from itsm.platform.telemetry.access import write_plainly_to
from itsm.platform.telemetry.ecs import as_ecs, note_error_type
from itsm.platform.telemetry.sentry import report_fault
from itsm.platform.telemetry.tracing import add_trace_id

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from itsm.platform.settings import Settings

_SECRET_WORDS = ("password", "token", "secret", "authorization", "cookie")


class _StandardOutput:
    """Standard output as it is when something is written, not as it was when logs were configured."""

    def write(self, text: str) -> int:
        """Write to it."""
        return sys.stdout.write(text)

    def flush(self) -> None:
        """Flush it."""
        sys.stdout.flush()


def configure_logs(settings: Settings) -> None:
    """Send the process's own logs and the libraries' to standard output in one form."""
    level = logging.getLevelName(settings.log_level.upper())
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="@timestamp"),
        _add_request_id,
        _hide_secrets,
        add_trace_id,
        report_fault,
        note_error_type,
        structlog.processors.format_exc_info,
    ]
    is_json = settings.log_format == "json"
    rendering: list[Any] = (
        [as_ecs, structlog.processors.JSONRenderer(serializer=_dump)] if is_json else [structlog.dev.ConsoleRenderer()]
    )
    structlog.configure(
        processors=[*shared, *rendering],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(cast("TextIO", _StandardOutput())),
        cache_logger_on_first_use=True,
    )
    write_plainly_to(sys.stdout if is_json and level <= logging.INFO else None)
    handler = logging.StreamHandler(_StandardOutput())
    without_record = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    formatter = structlog.stdlib.ProcessorFormatter(processors=[without_record, *rendering], foreign_pre_chain=shared)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(max(level, logging.WARNING))


def _dump(value: Any, **_: Any) -> str:
    return jsonio.dumps_text(value)


def _add_request_id(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    if "request_id" not in event and (rid := request_id()):
        event["request_id"] = rid
    return event


def _hide_secrets(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    for key in event:
        if _is_secret(key):
            event[key] = "[hidden]"
    return event


@lru_cache(maxsize=512)
def _is_secret(key: str) -> bool:
    """Tell whether a field's name says that it is secret. Names are few: the code's own words."""
    return any(word in key.lower() for word in _SECRET_WORDS)
