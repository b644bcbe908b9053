"""What tests of tickets share: a report, raising it, and counting statements."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import httpx
from sqlalchemy import event

from itsm.domains.tickets.enums import Priority, TicketType
from itsm.domains.tickets.service.create_ticket import CreatedTicket, NewTicket, create_ticket
from itsm.platform.actor import Actor
from itsm.platform.db.engine import Database
from itsm.platform.work import open_work

REPORT: dict[str, Any] = {
    "type": "incident",
    "category": "Hardware",
    "title": "Laptop does not start",
    "description": "It shows a black screen since this morning and the fan runs.",
    "business_impact": "I cannot process any purchase orders today.",
    "location": "Philippines",
}
RESOLUTION = {
    "resolution_summary": "Replaced the battery.",
    "resolution_category": "Fixed",
    "root_cause": "The battery was worn out.",
}
_WORDS = ("printer", "screen", "yarn", "mouse", "scanner", "invoice", "badge", "router", "costing", "label")


def report(number: int = 0, **fields: Any) -> dict[str, Any]:
    """Return a report that resembles no other `number`'s."""
    words = " ".join(_WORDS[int(digit)] for digit in f"{number:04d}")
    texts = {
        "title": f"About {words} {number}",
        "description": f"{words} {number * 7919} {words[::-1]} is not as it was.",
    }
    return REPORT | texts | fields


async def raise_ticket(actor: Actor, number: int = 0, **fields: Any) -> CreatedTicket:
    """Raise a ticket in the name of `actor` and commit it."""
    said = report(number, **fields)
    said["type"] = TicketType(said["type"])
    if "priority" in said:
        said["priority"] = Priority(said["priority"])
    async with open_work(actor) as work:
        return await create_ticket(work, NewTicket(**said), confirm_duplicate=True)


async def post(client: httpx.AsyncClient, path: str, headers: dict[str, str], **body: Any) -> httpx.Response:
    """POST a JSON body to /api/tickets…"""
    return await client.post(f"/api/tickets{path}", json=body, headers=headers)


# Tasks that live longer than one test, as those that read the event log, have not inherited it.
_COUNTING: ContextVar[list[str] | None] = ContextVar("counting", default=None)


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    """Collect the statements that the caller, and every task it starts, sends to the database meanwhile.

    The look at the versions of the configuration is left out: each process takes it once a second, whoever asks.
    """
    seen: list[str] = []

    def note(_conn: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if _COUNTING.get() is seen and "config_versions" not in statement:
            seen.append(statement)

    event.listen(database.engine.sync_engine, "before_cursor_execute", note)
    token = _COUNTING.set(seen)
    try:
        yield seen
    finally:
        _COUNTING.reset(token)
        event.remove(database.engine.sync_engine, "before_cursor_execute", note)
