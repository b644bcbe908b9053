"""A desk to test at: tickets raised and placed, people signed in, events read back."""

from __future__ import annotations

import itertools
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import httpx
from sqlalchemy import text, update

from itsm.domains.tickets.models import Ticket
from itsm.platform.actor import system_actor
from itsm.platform.db.engine import get_database
from itsm.platform.work import open_work
from tests.factories.world import World

_numbers = itertools.count(1)


@dataclass
class Desk:
    """Requests as people of the demonstration, by their login."""

    http: httpx.AsyncClient
    login: Callable[[str], Awaitable[dict[str, str]]]
    world: World
    _headers: dict[str, dict[str, str]] = field(default_factory=dict)

    async def ask(self, who: str, method: str, path: str, **options: Any) -> httpx.Response:
        """Send a request as `who`; `options` go to httpx, headers are added to the token's."""
        if who not in self._headers:
            self._headers[who] = await self.login(who)
        headers = self._headers[who] | options.pop("headers", {})
        return await self.http.request(method, f"/api{path}", headers=headers, **options)

    async def get(self, who: str, path: str, **options: Any) -> httpx.Response:
        return await self.ask(who, "GET", path, **options)

    async def post(self, who: str, path: str, body: Any = None, **options: Any) -> httpx.Response:
        return await self.ask(who, "POST", path, json=body, **options)

    async def ticket(
        self, who: str = "user.ph", *, team: str = "it_support_ph", assignee: str | None = "agent.ph", **columns: Any
    ) -> str:
        """Return the id of a new ticket of `who`, in the hands of `team` and `assignee`."""
        number = next(_numbers)
        answer = await self.post(
            who,
            "/tickets",
            {
                "category": "Hardware",
                "title": f"Label printer {number} prints blank labels",
                "description": f"Since this morning every label of line {number} comes out blank.",
                "business_impact": "Shipments of one line wait until it works.",
                "location": "Philippines",
                "confirm_duplicate": True,
            },
        )
        assert answer.status_code == 201, answer.text
        await self.place(answer.json()["id"], team=team, assignee=assignee, **columns)
        return str(answer.json()["id"])

    async def place(self, ticket_id: str, *, team: str | None, assignee: str | None, **columns: Any) -> None:
        """Put a ticket into other hands without any of the rules."""
        placed = {
            "team_id": self.world.teams[team] if team else None,
            "assignee_id": self.world.users[assignee] if assignee else None,
        }
        async with open_work(system_actor()) as work:
            await work.session.execute(
                update(Ticket)
                .where(Ticket.id == UUID(ticket_id))
                .values(**placed, **columns)
                .execution_options(synchronize_session=False)
            )

    async def read(self, who: str, ticket_id: str) -> dict[str, Any]:
        answer = await self.get(who, f"/tickets/{ticket_id}")
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    async def upload(self, who: str, ticket_id: str, name: str, content: bytes, **options: Any) -> httpx.Response:
        """Attach a file; `fields` are sent beside it."""
        fields = options.pop("fields", {})
        files = {"file": (name, content, options.pop("said", "application/octet-stream"))}
        return await self.ask(who, "POST", f"/tickets/{ticket_id}/attachments", files=files, data=fields, **options)


async def rows(sql: str, **values: Any) -> list[Any]:
    """Return what a query finds in the database of the test."""
    async with get_database().reading() as session:
        return list(await session.execute(text(sql), values))


async def events(ticket_id: str, like: str = "%") -> list[Any]:
    """Return (name, live_rooms, live_message, data) of the events of a ticket, in order."""
    return await rows(
        "SELECT name, live_rooms, live_message, data FROM domain_events "
        "WHERE subject_id = :id AND name LIKE :like ORDER BY seq",
        id=UUID(ticket_id),
        like=like,
    )
