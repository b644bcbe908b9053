"""What the tests of changes do again and again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import httpx

from itsm.platform.clock import utc_now

ANY = {"If-Match": "*"}
CALM = {
    "reach": "few",
    "outage": "none",
    "practice": "often",
    "tested": "like_live",
    "back_out": "minutes",
    "data": "no",
}
RISKY = CALM | {"reach": "company", "tested": "no"}
Headers = dict[str, str]


def plan(**more: Any) -> dict[str, Any]:
    """A change with everything that is asked before it is submitted; its window has just begun."""
    now = utc_now()
    return {
        "type": "normal",
        "title": "Move the file server to new disks",
        "reason": "The disks are six years old.",
        "business_impact": "Shares are read-only for half an hour.",
        "implementation_plan": "Copy, switch, compare checksums.",
        "rollback_plan": "Switch back to the old disks.",
        "communication_plan": "Mail to the site two days before.",
        "systems": ["files-ph"],
        "risk_answers": CALM,
        "starts_at": (now - timedelta(minutes=5)).isoformat(),
        "ends_at": (now + timedelta(hours=2)).isoformat(),
        "timezone": "Asia/Manila",
    } | more


async def begin(client: httpx.AsyncClient, headers: Headers, **more: Any) -> dict[str, Any]:
    answer = await client.post("/api/changes", json=plan(**more), headers=headers)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def move(client: httpx.AsyncClient, headers: Headers, number: str, what: str, **more: Any) -> httpx.Response:
    body = {"move": what} | more
    return await client.post(f"/api/changes/{number}/transitions", json=body, headers=headers | ANY)


async def moved(client: httpx.AsyncClient, headers: Headers, number: str, what: str, **more: Any) -> dict[str, Any]:
    answer = await move(client, headers, number, what, **more)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def read(client: httpx.AsyncClient, headers: Headers, number: str) -> dict[str, Any]:
    answer = await client.get(f"/api/changes/{number}", headers=headers)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def decide(
    client: httpx.AsyncClient, headers: Headers, approval: str, vote: str = "approved", **more: Any
) -> httpx.Response:
    body = {"vote": vote} | more
    return await client.post(f"/api/approvals/{approval}/decide", json=body, headers=headers)


async def waiting(client: httpx.AsyncClient, headers: Headers, view: str = "pending") -> list[dict[str, Any]]:
    answer = await client.get("/api/approvals", params={"view": view}, headers=headers)
    assert answer.status_code == 200, answer.text
    return list(answer.json()["items"])


async def me(client: httpx.AsyncClient, headers: Headers) -> str:
    return str((await client.get("/api/auth/me", headers=headers)).json()["id"])
