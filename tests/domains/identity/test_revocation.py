"""What ends a session is effective everywhere within five seconds (S05, ASVS 7.4)."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from sqlalchemy import event

from itsm.domains.identity import api as identity
from itsm.domains.identity import authority as authority_module
from itsm.domains.identity.authority import AUTHORITIES, AuthorityCache
from itsm.domains.identity.queries import Authority
from itsm.domains.teams import api as teams
from itsm.domains.users import api as users
from itsm.platform.actor import Role, system_actor
from itsm.platform.db.engine import Database
from itsm.platform.work import open_work
from tests.domains.identity.conftest import OpenBrowser
from tests.domains.identity.door import NEW_PASSWORD, PASSWORD, Browser, add_person


async def deactivate(user_id: UUID, _: Browser) -> None:
    async with open_work(system_actor()) as work:
        await users.deactivate_user(work, user_id)


async def demote(user_id: UUID, _: Browser) -> None:
    async with open_work(system_actor()) as work:
        version = await users.user_version(work.session, user_id)
        await users.update_user(work, user_id, {"role": Role.END_USER}, version=version)


async def sign_out(_: UUID, browser: Browser) -> None:
    assert (await browser.sign_out()).status_code == 204


async def change_password_elsewhere(_: UUID, browser: Browser) -> None:
    other = Browser(browser.http, browser.token)
    await other.sign_in("ana")
    body = {"current_password": PASSWORD, "new_password": NEW_PASSWORD}
    assert (await other.call("POST", "/api/auth/password/change", json=body)).status_code == 204


END = {
    "deactivation": deactivate,
    "demotion": demote,
    "sign-out": sign_out,
    "password change": change_password_elsewhere,
}


@pytest.mark.asvs("7.4.1", "7.4.2", "8.3.2")
@pytest.mark.peer_class("S05", "S31")
@pytest.mark.parametrize("act", END.values(), ids=END.keys())
async def test_rest_refresh_and_sockets_are_refused_in_every_process(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, act: Callable[[UUID, Browser], Awaitable[None]]
) -> None:
    user_id = await add_person("Ana Santos", Role.IT_MANAGER)
    await browser.sign_in("ana")
    token, refresh_token, csrf = browser.token, browser.refresh_token, browser.csrf
    actor = await identity.resolve_actor(token)
    assert actor is not None
    assert actor.session_id is not None
    # Another process: the same database, a memory of its own, which has just answered.
    elsewhere = AuthorityCache(authority_module._load)
    assert await elsewhere.get(actor.session_id) is not None

    await act(user_id, browser)
    began = time.monotonic()
    while await elsewhere.get(actor.session_id) is not None:
        assert time.monotonic() - began < 5
        await asyncio.sleep(0.05)
    monkeypatch.setattr("itsm.domains.identity.resolver.AUTHORITIES", elsewhere)
    assert time.monotonic() - began < 5
    assert await identity.resolve_actor(token) is None
    assert not await identity.is_still_valid(actor.session_id, user_id)
    assert await identity.resolve_session(actor.session_id, user_id, "", "") is None
    browser.token = token
    assert (await browser.call("GET", "/api/auth/me")).status_code == 401
    assert (await browser.refresh(cookie=refresh_token, csrf=csrf)).status_code == 401


@pytest.mark.asvs("7.4.2")
@pytest.mark.peer_class("S05")
async def test_reactivation_does_not_bring_old_sessions_back(browser: Browser) -> None:
    user_id = await add_person("Ana Santos")
    await browser.sign_in("ana")
    await deactivate(user_id, browser)
    async with open_work(system_actor()) as work:
        await users.activate_user(work, user_id)
    AUTHORITIES.clear()
    assert (await browser.call("GET", "/api/auth/me")).status_code == 401
    assert (await browser.sign_in("ana")).status_code == 200


async def test_a_new_team_is_seen_without_a_new_token(browser: Browser) -> None:
    user_id = await add_person("Ana Santos", Role.IT_AGENT)
    await browser.sign_in("ana")
    async with open_work(system_actor()) as work:
        team = await teams.create_team(work, teams.NewTeam(key="apps", name="Applications"))
        await work.session.flush()
        await teams.put_member(work, team.id, user_id, teams.Place())
    AUTHORITIES.clear()
    actor = await identity.resolve_actor(browser.token)
    assert actor is not None
    assert actor.team_ids == {team.id}
    async with open_work(system_actor()) as work:
        version = (await teams.get_team(work.session, team.id)) is not None
        await teams.update_team(work, team.id, {"is_active": False}, version=2)
    AUTHORITIES.clear()
    actor = await identity.resolve_actor(browser.token)
    assert version
    assert actor is not None
    assert actor.team_ids == frozenset()


async def test_hot_requests_ask_no_database(browser: Browser, database: Database) -> None:
    await add_person("Ana Santos")
    await browser.sign_in("ana")
    await identity.resolve_actor(browser.token)
    asked: list[str] = []
    event.listen(database.engine.sync_engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    actors = [await identity.resolve_actor(browser.token) for _ in range(100)]
    assert all(actor is not None and actor.name == "Ana Santos" for actor in actors)
    assert len(asked) <= 1


@pytest.mark.asvs("9.2.1")
async def test_a_session_speaks_for_its_own_person_only(browser: Browser) -> None:
    user_id = await add_person("Ana Santos")
    await browser.sign_in("ana")
    actor = await identity.resolve_actor(browser.token, ip="10.1.1.1")
    assert actor is not None
    assert actor.session_id is not None
    # A signed link is no proof that it is the person who asks now.
    assert await identity.resolve_session(actor.session_id, user_id, "10.1.1.1", "") == replace(actor, proof_until=None)
    assert await identity.resolve_session(actor.session_id, uuid4(), "10.1.1.1", "") is None
    assert await identity.resolve_session(uuid4(), user_id, "10.1.1.1", "") is None
    assert await identity.is_still_valid(actor.session_id, user_id)
    assert not await identity.is_still_valid(actor.session_id, uuid4())


async def test_concurrent_questions_share_one_query() -> None:
    calls = 0

    async def load(_: UUID) -> Authority | None:
        nonlocal calls
        calls += 1
        await asyncio.sleep(0.01)
        return None

    cache, session_id = AuthorityCache(load), uuid4()
    assert await asyncio.gather(*(cache.get(session_id) for _ in range(50))) == [None] * 50
    assert calls == 1


@pytest.mark.asvs("16.5.3")
async def test_a_failed_question_is_not_remembered_and_lets_nobody_in() -> None:
    outcomes = iter([OSError("database away"), None])

    async def load(_: UUID) -> Authority | None:
        outcome = next(outcomes)
        if outcome is not None:
            raise outcome
        return None

    cache, session_id = AuthorityCache(load), uuid4()
    with pytest.raises(OSError, match="database away"):
        await cache.get(session_id)
    assert await cache.get(session_id) is None


async def test_a_caller_that_hangs_up_does_not_cancel_the_others() -> None:
    async def load(_: UUID) -> Authority | None:
        await asyncio.sleep(0.02)
        return None

    cache, session_id = AuthorityCache(load), uuid4()
    first = asyncio.create_task(cache.get(session_id))
    second = asyncio.create_task(cache.get(session_id))
    await asyncio.sleep(0)
    first.cancel()
    assert await second is None


@pytest.mark.asvs("7.5.2")
async def test_sessions_are_listed_and_ended_one_by_one(open_browser: OpenBrowser) -> None:
    await add_person("Ana Santos")
    await add_person("Ben Cruz")
    laptop, phone, bens = open_browser(), open_browser(address="10.0.0.2"), open_browser()
    await laptop.sign_in("ana")
    await phone.sign_in("ana")
    await bens.sign_in("ben")
    listed = (await laptop.call("GET", "/api/auth/sessions")).json()
    assert listed["total"] == 2
    assert {item["ip"] for item in listed["items"]} == {"10.0.0.1", "10.0.0.2"}
    assert [item["is_current"] for item in listed["items"]].count(True) == 1
    other = next(item for item in listed["items"] if not item["is_current"])

    path = f"/api/auth/sessions/{other['id']}"
    foreign = await bens.call("DELETE", path)
    unknown = await bens.call("DELETE", f"/api/auth/sessions/{uuid4()}")
    assert (foreign.status_code, unknown.status_code) == (404, 404)
    assert foreign.json() | {"request_id": ""} == unknown.json() | {"request_id": ""}
    assert (await laptop.call("DELETE", path)).status_code == 204
    assert (await phone.call("GET", "/api/auth/me")).status_code == 401
    assert (await laptop.call("GET", "/api/auth/me")).status_code == 200
    assert (await laptop.call("DELETE", path)).status_code == 404
    assert (await laptop.call("GET", "/api/auth/sessions")).json()["total"] == 1


@pytest.mark.asvs("15.3.1")
@pytest.mark.peer_class("S30")
async def test_the_listing_shows_no_secret(browser: Browser) -> None:
    await add_person("Ana Santos")
    await browser.sign_in("ana")
    text = (await browser.call("GET", "/api/auth/sessions")).text
    assert not any(secret in text for secret in (browser.token, browser.refresh_token, browser.csrf))


async def test_nobody_is_nobody(browser: Browser) -> None:
    for header in ("", "Bearer", "Bearer ", "Bearer x.y.z", "Basic YW5hOng=", "bearer null"):
        answer = await browser.http.get("/api/auth/me", headers={"Authorization": header})
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"] == "Bearer"
