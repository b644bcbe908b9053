"""Refresh tokens: rotation, reuse, parallel tabs, limits; and the protection of what a cookie alone can do."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, text, update

from itsm.domains.identity.engine import IDLE_LIMIT, REFRESH_GRACE
from itsm.domains.identity.models import RefreshToken, Session
from itsm.platform.actor import system_actor
from itsm.platform.db.engine import get_database
from itsm.platform.work import open_work
from tests.domains.identity.conftest import OpenBrowser
from tests.domains.identity.door import Browser, add_person


@pytest.fixture
async def signed_in(browser: Browser) -> Browser:
    await add_person("Ana Santos")
    assert (await browser.sign_in("ana")).status_code == 200
    return browser


async def move_clock(**columns: Any) -> None:
    """Make the only session older by shifting its times."""
    async with open_work(system_actor()) as work:
        shifted = {name: getattr(Session, name) - delta for name, delta in columns.items()}
        await work.session.execute(update(Session).values(**shifted))


async def reasons() -> list[str | None]:
    async with get_database().reading() as session:
        return list(await session.scalars(select(Session.revoked_reason)))


@pytest.mark.asvs("10.4.5")
async def test_a_refresh_gives_new_tokens_and_uses_the_old_one_up(signed_in: Browser) -> None:
    old = (signed_in.token, signed_in.refresh_token)
    answer = await signed_in.refresh()
    assert answer.status_code == 200
    assert answer.json()["user"]["name"] == "Ana Santos"
    assert signed_in.refresh_token != old[1]
    assert (await signed_in.call("GET", "/api/auth/me")).status_code == 200


@pytest.mark.asvs("10.4.5")
@pytest.mark.peer_class("S29")
async def test_a_used_token_presented_later_ends_the_whole_family(signed_in: Browser) -> None:
    stolen = signed_in.refresh_token
    await signed_in.refresh()
    await move_clock(rotated_at=REFRESH_GRACE + timedelta(seconds=1))
    assert (await signed_in.refresh(cookie=stolen)).status_code == 401
    assert (await signed_in.refresh()).status_code == 401
    assert (await signed_in.call("GET", "/api/auth/me")).status_code == 401
    assert await reasons() == ["token_reused"]


@pytest.mark.asvs("16.3.3")
async def test_the_reuse_is_in_the_event_log(signed_in: Browser) -> None:
    stolen = signed_in.refresh_token
    await signed_in.refresh()
    await move_clock(rotated_at=timedelta(minutes=1))
    await signed_in.refresh(cookie=stolen)
    async with get_database().reading() as session:
        found = await session.execute(text("SELECT data->>'reason' FROM domain_events WHERE name = 'session.revoked'"))
        assert found.scalars().all() == ["token_reused"]


@pytest.mark.asvs("10.4.5")
async def test_a_grandparent_is_reuse_even_within_the_grace(signed_in: Browser) -> None:
    grandparent = signed_in.refresh_token
    await signed_in.refresh()
    await signed_in.refresh()
    assert (await signed_in.refresh(cookie=grandparent)).status_code == 401
    assert await reasons() == ["token_reused"]


@pytest.mark.asvs("10.4.5")
@pytest.mark.peer_class("S45")
async def test_parallel_tabs_end_with_one_and_the_same_token(signed_in: Browser) -> None:
    parent, csrf = signed_in.refresh_token, signed_in.csrf
    answers = await asyncio.gather(*(signed_in.refresh(cookie=parent, csrf=csrf) for _ in range(8)))
    assert [answer.status_code for answer in answers] == [200] * 8
    children = {answer.cookies["itsm_refresh"] for answer in answers}
    assert len(children) == 1
    assert (await signed_in.refresh(cookie=children.pop(), csrf=csrf)).status_code == 200
    async with get_database().reading() as session:
        assert await session.scalar(select(func.count()).select_from(RefreshToken)) == 3


@pytest.mark.asvs("7.3.1")
async def test_an_idle_session_ends(signed_in: Browser) -> None:
    await move_clock(last_active_at=IDLE_LIMIT + timedelta(seconds=1))
    assert (await signed_in.refresh()).status_code == 401


@pytest.mark.asvs("7.3.1")
async def test_background_refreshes_do_not_count_as_use(signed_in: Browser) -> None:
    await move_clock(last_active_at=IDLE_LIMIT - timedelta(minutes=5))
    assert (await signed_in.refresh(X_Background="true")).status_code == 200
    await move_clock(last_active_at=timedelta(minutes=6))
    assert (await signed_in.refresh(X_Background="true")).status_code == 401


@pytest.mark.asvs("7.3.2", "10.4.8")
async def test_use_keeps_a_session_alive_but_not_beyond_its_absolute_end(signed_in: Browser) -> None:
    await move_clock(last_active_at=IDLE_LIMIT - timedelta(minutes=5))
    assert (await signed_in.refresh()).status_code == 200
    await move_clock(last_active_at=timedelta(minutes=6))
    assert (await signed_in.refresh()).status_code == 200
    await move_clock(expires_at=timedelta(days=8))
    assert (await signed_in.refresh()).status_code == 401


@pytest.mark.parametrize("token", ["unknown-token", "a" * 43, "%00", "x" * 3000])
async def test_unknown_tokens_are_refused(signed_in: Browser, token: str) -> None:
    assert (await signed_in.refresh(cookie=token)).status_code == 401
    assert await reasons() == [None]


@pytest.mark.asvs("9.2.2")
async def test_an_access_token_is_no_refresh_token_and_the_reverse(signed_in: Browser) -> None:
    assert (await signed_in.refresh(cookie=signed_in.token)).status_code == 401
    signed_in.token = signed_in.refresh_token
    assert (await signed_in.call("GET", "/api/auth/me")).status_code == 401


@pytest.mark.asvs("3.5.1")
@pytest.mark.peer_class("S36")
@pytest.mark.parametrize("action", ["refresh", "sign_out"])
async def test_without_the_sessions_own_csrf_value_nothing_happens(
    signed_in: Browser, open_browser: OpenBrowser, action: str
) -> None:
    await add_person("Ben Cruz")
    other = open_browser()
    await other.sign_in("ben")
    path = {"refresh": "/api/auth/refresh", "sign_out": "/api/auth/logout"}[action]
    without = await signed_in.http.post(path)
    wrong = await signed_in.http.post(path, headers={"X-CSRF-Token": "x" * 43})
    foreign = await getattr(signed_in, action)(cookie=signed_in.refresh_token, csrf=other.csrf)
    assert [without.status_code, wrong.status_code, foreign.status_code] == [403, 403, 403]
    assert await reasons() == [None, None]


@pytest.mark.asvs("3.5.2")
@pytest.mark.peer_class("S36")
@pytest.mark.parametrize("action", ["refresh", "sign_out"])
@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://testserver.evil.example"},
        {"Origin": "http://eviltestserver"},
        {"Origin": "https://testserver"},
        {"Origin": "http://testserver:8080"},
        {"Origin": ""},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
async def test_other_origins_are_refused(signed_in: Browser, action: str, headers: dict[str, str]) -> None:
    assert (await getattr(signed_in, action)(**headers)).status_code == 403
    assert await reasons() == [None]


async def test_our_own_origin_is_let_through(signed_in: Browser) -> None:
    assert (await signed_in.refresh(Origin="http://testserver")).status_code == 200


async def test_without_a_cookie_there_is_nothing_to_refresh(browser: Browser) -> None:
    assert (await browser.http.post("/api/auth/refresh")).status_code == 403
    headers = {"Cookie": "itsm_csrf=x", "X-CSRF-Token": "x"}
    assert (await browser.http.post("/api/auth/refresh", headers=headers)).status_code == 401


@pytest.mark.asvs("7.4.1")
@pytest.mark.peer_class("S05")
async def test_signing_out_ends_the_session_at_once_and_clears_the_cookies(signed_in: Browser) -> None:
    stolen, csrf = signed_in.refresh_token, signed_in.csrf
    answer = await signed_in.sign_out()
    assert answer.status_code == 204
    assert "itsm_refresh" not in signed_in.http.cookies
    assert "itsm_csrf" not in signed_in.http.cookies
    assert (await signed_in.call("GET", "/api/auth/me")).status_code == 401
    assert (await signed_in.refresh(cookie=stolen, csrf=csrf)).status_code == 401
    assert (await signed_in.sign_out(cookie=stolen, csrf=csrf)).status_code == 204
    assert await reasons() == ["signed_out"]
