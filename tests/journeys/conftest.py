"""Signing people in by the first part of their address."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import httpx
import pytest

from tests.conftest import Login
from tests.journeys.desk import Person

SignIn = Callable[[str], Awaitable[Person]]


@pytest.fixture
def person(client: httpx.AsyncClient, login: Login) -> SignIn:
    async def sign_in(name: str) -> Person:
        headers = await login(name)
        me = (await client.get("/api/auth/me", headers=headers)).json()
        return Person(client, headers, me["id"], me["name"])

    return sign_in
