"""Floods are refused with 429, a time to come back, and figures in every counted answer."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from itsm.platform.http import ratelimit
from itsm.platform.settings import Settings, get_settings
from tests.conftest import Login


@pytest.fixture
def limited(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(get_settings(), "rate_limits", True)
    monkeypatch.setattr(get_settings(), "requests_per_minute", 10)
    ratelimit._requests.storage.reset()
    yield
    ratelimit._requests.storage.reset()


@pytest.mark.asvs("2.4.1")
async def test_a_users_flood_is_refused_and_says_when_to_come_back(
    client: httpx.AsyncClient, login: Login, limited: None
) -> None:
    headers = await login("user.ph")
    answers = [await client.get("/api/auth/me", headers=headers) for _ in range(12)]
    assert [a.status_code for a in answers].count(200) == 10
    assert answers[0].headers["ratelimit-limit"] == "10"
    assert int(answers[0].headers["ratelimit-remaining"]) == 9
    refused = answers[-1]
    assert refused.status_code == 429
    assert 1 <= int(refused.headers["retry-after"]) <= 60
    assert refused.json()["code"] == "rate_limited"


@pytest.mark.asvs("2.4.1")
async def test_an_addresses_flood_without_sign_in_is_refused(client: httpx.AsyncClient, limited: None) -> None:
    statuses = [(await client.get("/api/tickets")).status_code for _ in range(12)]
    assert statuses[:10] == [401] * 10
    assert statuses[-1] == 429


async def test_one_users_flood_does_not_touch_another(client: httpx.AsyncClient, login: Login, limited: None) -> None:
    flooder, other = await login("user.ph"), await login("user.us")
    for _ in range(15):
        await client.get("/api/auth/me", headers=flooder)
    assert (await client.get("/api/auth/me", headers=other)).status_code == 200
