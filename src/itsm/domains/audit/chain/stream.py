"""The audit stream of the log: one line for every entry that is sealed, for collectors outside.

Who did what to what, from where; no values and no texts, which stay in the trail. Lines are written just before the
block is committed, by one process, in the order of commits: none is missing, and where that commit fails they come
again with the same `event.id`. Whoever raises a ticket pays nothing for them.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

import structlog

from itsm.domains.audit.chain.queries import CONTENT_COLUMNS
from itsm.platform import jsonio
from itsm.platform.telemetry.ecs import AUDIT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from itsm.domains.audit.chain.queries import StoredEntry

_log: Final = structlog.get_logger("itsm.audit")


def write_lines(entries: Iterable[StoredEntry]) -> None:
    """Write the line of each entry."""
    for entry in entries:
        _log.info("audit", dataset=AUDIT, **_line(entry))


def _line(entry: StoredEntry) -> dict[str, Any]:
    said = dict(zip(CONTENT_COLUMNS, jsonio.loads(entry.content.encode()), strict=True))
    return {
        "event_id": said["id"],
        "action": said["action"],
        "occurred": datetime.fromtimestamp(float(said["at"]), UTC).isoformat(),
        "seq": entry.seq,
        "user": said["actor_id"],
        "actor_kind": said["actor_kind"],
        "subject_type": said["subject_type"],
        "subject_id": said["subject_id"],
        "parent_id": said["parent_id"],
        "ip": said["ip"],
        "request_id": said["request_id"],
    }
