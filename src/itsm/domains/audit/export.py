"""Audit entries as CSV, page by page, so that memory stays flat however many there are."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any, Final

from itsm.domains.audit.queries import AuditFilter, search_entries
from itsm.platform.db.engine import get_database
from itsm.platform.tabular import safe_cell

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable

    from itsm.domains.audit.models import AuditEntry

PAGE_ROWS: Final = 1_000
COLUMNS: Final = (
    *("seq", "at", "actor_id", "actor_name", "actor_kind", "action", "subject_type", "subject_id", "parent_type"),
    *("parent_id", "summary", "changes", "details", "ip", "user_agent", "session_id", "request_id"),
)


async def export_csv(wanted: AuditFilter) -> AsyncIterator[bytes]:
    """Give the matching entries as CSV (UTF-8, comma, CRLF), newest first."""
    yield _csv([COLUMNS])
    before: int | None = None
    while True:
        async with get_database().reading() as session:
            page = await search_entries(session, wanted, limit=PAGE_ROWS, before=before)
        if page:
            yield _csv(_row(entry) for entry in page)
            before = page[-1].seq
        if len(page) < PAGE_ROWS:
            return


def _row(entry: AuditEntry) -> list[Any]:
    return [safe_cell(entry.at.isoformat() if name == "at" else getattr(entry, name)) for name in COLUMNS]


def _csv(rows: Iterable[Iterable[Any]]) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer).writerows(rows)
    return buffer.getvalue().encode()
