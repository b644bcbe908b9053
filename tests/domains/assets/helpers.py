"""Short ways to add assets in tests."""

from __future__ import annotations

from typing import Any

import httpx

ANY = {"If-Match": "*"}


async def type_id(client: httpx.AsyncClient, headers: dict[str, str], key: str = "laptop") -> str:
    kinds = (await client.get("/api/assets/types", headers=headers)).raise_for_status().json()["items"]
    return str(next(kind["id"] for kind in kinds if kind["key"] == key))


async def add(client: httpx.AsyncClient, headers: dict[str, str], kind: str = "laptop", **more: Any) -> dict[str, Any]:
    body = {"type_id": await type_id(client, headers, kind), "name": "ThinkPad T14"} | more
    answer = await client.post("/api/assets", json=body, headers=headers)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def person_id(client: httpx.AsyncClient, headers: dict[str, str], name: str) -> str:
    found = (await client.get("/api/users", params={"q": name}, headers=headers)).raise_for_status().json()["items"]
    return str(next(one["id"] for one in found if one["name"] == name))
