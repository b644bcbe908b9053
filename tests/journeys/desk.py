"""People at the desk, speaking HTTP: each signs in once and acts in their own name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import httpx
from sqlalchemy import text

from itsm.platform.db.engine import get_database

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


@dataclass(frozen=True, eq=False)
class Person:
    """Somebody signed in."""

    http: httpx.AsyncClient
    headers: dict[str, str]
    id: str
    name: str

    async def get(self, path: str, **options: Any) -> httpx.Response:
        return await self.http.get(f"/api{path}", headers=self.headers, **options)

    async def post(self, path: str, body: Any = None, **headers: str) -> httpx.Response:
        return await self.http.post(f"/api{path}", json=body, headers=self.headers | headers)

    async def patch(self, path: str, body: Any, version: int | None = None) -> httpx.Response:
        match = {"If-Match": f'"{version}"'} if version is not None else {}
        return await self.http.patch(f"/api{path}", json=body, headers=self.headers | match)

    async def ticket(self, ticket_id: str) -> dict[str, Any]:
        answer = await self.get(f"/tickets/{ticket_id}")
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    async def raises(self, **fields: Any) -> dict[str, Any]:
        answer = await self.post("/tickets", REPORT | {"confirm_duplicate": True} | fields)
        assert answer.status_code == 201, answer.text
        return dict(answer.json())

    async def moves(self, ticket_id: str, to: str, **fields: Any) -> dict[str, Any]:
        answer = await self.post(f"/tickets/{ticket_id}/transitions", {"to": to, **fields})
        assert answer.status_code == 200, answer.text
        return dict(answer.json())


async def rows(sql: str, **params: Any) -> list[tuple[Any, ...]]:
    """Return the rows of a query."""
    async with get_database().reading() as session:
        return [tuple(row) for row in await session.execute(text(sql), params)]


async def change(sql: str, **params: Any) -> None:
    """Change the database behind the product's back."""
    async with get_database().sessions() as session, session.begin():
        await session.execute(text(sql), params)


async def mails(ticket_id: str) -> list[tuple[str, str]]:
    """Return (template, login) of the mails of a ticket, sorted."""
    found = await rows(
        "SELECT template, split_part(address, '@', 1) FROM deliveries WHERE thread_key = :key ORDER BY 1, 2",
        key=f"ticket.{ticket_id}",
    )
    return [(template, login) for template, login in found]
