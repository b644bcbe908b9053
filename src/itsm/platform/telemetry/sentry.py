"""Unexpected faults sent to Sentry where `ITSM_SENTRY_DSN` names a project: type, trace, and what was being done.

Whatever the log holds as an error with its exception is reported, once, from there. No bodies, cookies, headers,
people or local variables leave the house: a report is read by more people than the ticket it is about.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Final

from itsm import __version__

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from itsm.platform.settings import Settings

_ERRORS: Final = frozenset({"error", "critical"})
_is_reporting = False


def start_reporting(settings: Settings, role: str) -> None:
    """Report faults of this process (`role`: web or worker); nothing where no project is named."""
    global _is_reporting  # noqa: PLW0603 - one project a process
    dsn = settings.sentry_dsn.get_secret_value()
    _is_reporting = bool(dsn)
    if not dsn:
        return
    import sentry_sdk  # noqa: PLC0415 - only where it is used

    sentry_sdk.init(
        dsn=dsn,
        release=__version__,
        environment=settings.environment,
        server_name=role,
        include_local_variables=False,
        max_breadcrumbs=0,
        default_integrations=False,
        auto_enabling_integrations=False,
    )


def report_fault(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Report the exception that comes with a line of the log (a processor of structlog)."""
    if _is_reporting and event.get("level") in _ERRORS:
        found = event.get("exc_info")
        fault = sys.exc_info()[1] if found is True else found[1] if isinstance(found, tuple) else found
        if isinstance(fault, BaseException):
            _send(fault, str(event.get("event", "")), str(event.get("request_id", "")))
    return event


def _send(fault: BaseException, what: str, request_id: str) -> None:
    import sentry_sdk  # noqa: PLC0415 - it was imported when reporting began

    with sentry_sdk.new_scope() as scope:
        scope.set_tag("what", what)
        scope.set_tag("request_id", request_id)
        scope.capture_exception(fault)
