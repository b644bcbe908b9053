"""Changing, forgetting and resetting passwords; invitations (S32, S33, S37)."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, text, update

from itsm.domains.identity import api as identity
from itsm.domains.identity.jobs import JOBS
from itsm.domains.identity.models import PasswordLink
from itsm.domains.identity.service import passwords
from itsm.domains.identity.service.password_links import start_password_reset
from itsm.domains.identity.subscribers.mails import mail_password_changed, mail_password_link
from itsm.domains.notifications import api as notifications
from itsm.domains.users import api as users
from itsm.platform.actor import Role, system_actor
from itsm.platform.db.engine import get_database
from itsm.platform.mail.outbox import OutboxOnlyMail
from itsm.platform.work import open_work
from tests.domains.identity.conftest import OpenBrowser
from tests.domains.identity.door import NEW_PASSWORD, PASSWORD, Browser, add_person


async def ask_for_link(email: str = "ana@madison88.example") -> str:
    """Do what the worker does for one request; return the secret of the newest link."""
    async with open_work(system_actor()) as work:
        await start_password_reset(work, {"email": email, "ip": "", "user_agent": ""})
    return await newest_secret()


async def newest_secret() -> str:
    async with get_database().reading() as session:
        link_id = await session.scalar(select(PasswordLink.id).order_by(PasswordLink.id.desc()).limit(1))
        assert link_id is not None
        address = await identity.password_link(session, link_id)
    assert address is not None
    page, _, secret = address.partition("#token=")
    assert page in {"http://testserver/reset-password", "http://testserver/invitation"}
    return secret


async def reset(browser: Browser, token: Any, password: str = NEW_PASSWORD) -> int:
    answer = await browser.http.post("/api/auth/password/reset", json={"token": token, "password": password})
    return answer.status_code


@pytest.mark.asvs("6.4.1", "7.4.3")
@pytest.mark.peer_class("S32", "S29")
async def test_a_reset_sets_the_password_once_and_ends_every_session(browser: Browser) -> None:
    await add_person("Ana Santos")
    await browser.sign_in("ana")
    secret = await ask_for_link()
    assert await reset(browser, secret) == 204
    assert (await browser.call("GET", "/api/auth/me")).status_code == 401
    assert (await browser.refresh()).status_code == 401
    assert (await browser.sign_in("ana")).status_code == 401
    assert (await browser.sign_in("ana", NEW_PASSWORD)).status_code == 200
    assert await reset(browser, secret, "another long phrase of mine 5") == 400
    assert (await browser.sign_in("ana", NEW_PASSWORD)).status_code == 200


@pytest.mark.asvs("6.4.1")
@pytest.mark.peer_class("S32")
async def test_using_one_link_kills_its_siblings(browser: Browser) -> None:
    await add_person("Ana Santos")
    first, second = await ask_for_link(), await ask_for_link()
    assert await reset(browser, first) == 204
    assert await reset(browser, second, "another long phrase of mine 5") == 400


@pytest.mark.asvs("15.4.2")
@pytest.mark.peer_class("S32", "S45")
async def test_of_two_uses_at_once_one_wins(browser: Browser) -> None:
    await add_person("Ana Santos")
    secret = await ask_for_link()
    statuses = await asyncio.gather(*(reset(browser, secret, f"parallel phrase number {n} wins") for n in range(4)))
    assert sorted(statuses) == [204, 400, 400, 400]


@pytest.mark.asvs("6.4.1")
@pytest.mark.peer_class("S32")
async def test_links_die_after_half_an_hour_with_the_address_and_with_the_account(browser: Browser) -> None:
    user_id = await add_person("Ana Santos")
    secret = await ask_for_link()
    async with open_work(system_actor()) as work:
        link = (await work.session.scalars(select(PasswordLink))).one()
        assert link.expires_at - link.created_at == timedelta(minutes=30)
        await work.session.execute(update(PasswordLink).values(expires_at=work.now))
    assert await reset(browser, secret) == 400

    secret = await ask_for_link()
    async with open_work(system_actor()) as work:
        await users.update_user(work, user_id, {"email": "ana.new@madison88.example"}, version=1)
    assert await reset(browser, secret) == 400

    secret = await ask_for_link("ana.new@madison88.example")
    async with open_work(system_actor()) as work:
        await users.deactivate_user(work, user_id)
    assert await reset(browser, secret) == 400


@pytest.mark.asvs("6.4.1")
@pytest.mark.peer_class("S32", "S33")
async def test_only_the_genuine_secret_opens_a_link(browser: Browser) -> None:
    await add_person("Ana Santos")
    secret = await ask_for_link()
    wrong = [secret[:-2], secret[:-1] + ("A" if secret[-1] != "A" else "B"), secret + "=", "a" * 64, "%", "*", "null"]
    for token in wrong:
        assert await reset(browser, token) == 400, token
    for token in ("", None, [], [secret], {"$gt": ""}, 0, "x" * 201):
        assert await reset(browser, token) == 422, token
    assert await reset(browser, secret) == 204


@pytest.mark.asvs("6.3.8")
@pytest.mark.peer_class("S33")
async def test_every_refused_link_gets_the_same_answer(browser: Browser) -> None:
    await add_person("Ana Santos")
    used = await ask_for_link()
    await reset(browser, used)
    bodies = set()
    for token in (used, "a" * 64, used[:-2]):
        body = {"token": token, "password": NEW_PASSWORD}
        answer = (await browser.http.post("/api/auth/password/reset", json=body)).json()
        bodies.add(repr(answer | {"request_id": ""}))
    assert len(bodies) == 1


async def test_a_weak_password_does_not_spend_the_link(browser: Browser) -> None:
    await add_person("Ana Santos")
    secret = await ask_for_link()
    for weak in ("short", "password1234", "Ana Santos 2026", "x" * 129):
        assert await reset(browser, secret, weak) == 422
    assert await reset(browser, secret) == 204


@pytest.mark.asvs("11.5.1")
@pytest.mark.peer_class("S32")
async def test_the_secret_is_nowhere_in_the_database(browser: Browser) -> None:
    await add_person("Ana Santos")
    secret = await ask_for_link()
    async with get_database().reading() as session:
        stored = (
            await session.execute(select(PasswordLink.__table__)),
            await session.execute(text("SELECT * FROM domain_events")),
            await session.execute(text("SELECT * FROM jobs")),
            await session.execute(text("SELECT * FROM audit_entries")),
        )
        dump = repr([rows.all() for rows in stored])
    assert "password.reset_requested" in dump
    assert secret not in dump
    assert secret[22:] not in dump


@pytest.mark.asvs("6.3.8")
@pytest.mark.peer_class("S37")
async def test_forgetting_answers_the_same_and_does_the_same_for_everybody(browser: Browser) -> None:
    await add_person("Ana Santos")
    answers = [
        await browser.http.post("/api/auth/password/forgot", json={"email": email})
        for email in ("ana@madison88.example", "nobody@madison88.example", "not an address")
    ]
    assert [(answer.status_code, answer.content) for answer in answers] == [(202, b"")] * 3
    async with get_database().reading() as session:
        jobs = (await session.execute(text("SELECT name FROM jobs ORDER BY id"))).scalars().all()
        links = (await session.scalars(select(PasswordLink.id))).all()
    assert jobs == ["identity.start_password_reset"] * 3
    assert set(jobs) <= JOBS.keys()
    assert links == []


async def test_unknown_and_inactive_accounts_get_no_link(browser: Browser) -> None:
    user_id = await add_person("Ana Santos")
    async with open_work(system_actor()) as work:
        await users.deactivate_user(work, user_id)
    for email in ("ana@madison88.example", "nobody@madison88.example", "%", "*"):
        async with open_work(system_actor()) as work:
            await start_password_reset(work, {"email": email, "ip": "", "user_agent": ""})
    async with get_database().reading() as session:
        assert (await session.scalars(select(PasswordLink.id))).all() == []


@pytest.mark.asvs("2.4.1")
@pytest.mark.peer_class("S22")
@pytest.mark.usefixtures("limited")
async def test_asking_too_often_for_one_account_mails_no_more_and_says_nothing(open_browser: OpenBrowser) -> None:
    statuses = []
    for n in range(8):
        browser = open_browser(address=f"10.3.0.{n}")
        answer = await browser.http.post("/api/auth/password/forgot", json={"email": "flooded@madison88.example"})
        statuses.append(answer.status_code)
    async with get_database().reading() as session:
        mailed = await session.scalar(text("SELECT count(*) FROM jobs WHERE name = 'identity.start_password_reset'"))
    assert statuses == [202] * 8
    assert mailed is not None
    assert mailed < 8


@pytest.mark.asvs("7.5.1")
async def test_changing_needs_the_present_password_and_a_good_other_one(browser: Browser) -> None:
    await add_person("Ana Santos")
    await browser.sign_in("ana")
    for current, new, field in (
        ("wrong horse battery staple", NEW_PASSWORD, "current_password"),
        (PASSWORD, PASSWORD, "new_password"),
        (PASSWORD, "password1234", "new_password"),
        (PASSWORD, "x" * 129, "new_password"),
    ):
        body = {"current_password": current, "new_password": new}
        answer = await browser.call("POST", "/api/auth/password/change", json=body)
        assert answer.status_code == 422
        assert [error["field"] for error in answer.json()["errors"]] == [field]
    assert (await browser.sign_in("ana")).status_code == 200


@pytest.mark.asvs("7.4.3")
@pytest.mark.peer_class("S29")
async def test_changing_ends_the_other_sessions_and_keeps_this_one(open_browser: OpenBrowser) -> None:
    await add_person("Ana Santos")
    here, there = open_browser(), open_browser()
    await here.sign_in("ana")
    await there.sign_in("ana")
    body = {"current_password": PASSWORD, "new_password": NEW_PASSWORD}
    assert (await here.call("POST", "/api/auth/password/change", json=body)).status_code == 204
    assert (await here.call("GET", "/api/auth/me")).status_code == 200
    assert (await here.refresh()).status_code == 200
    assert (await there.call("GET", "/api/auth/me")).status_code == 401
    assert (await there.refresh()).status_code == 401


@pytest.mark.asvs("6.3.1")
@pytest.mark.peer_class("S38")
@pytest.mark.usefixtures("limited")
async def test_the_present_password_cannot_be_guessed_at_speed(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    await add_person("Ana Santos")
    await browser.sign_in("ana")

    async def wrong(_: str | None, __: str) -> bool:
        return False

    monkeypatch.setattr(passwords, "verify_password", wrong)
    body = {"current_password": "x", "new_password": NEW_PASSWORD}
    statuses = {(await browser.call("POST", "/api/auth/password/change", json=body)).status_code for _ in range(25)}
    assert statuses == {422, 429}


async def test_an_invitation_is_the_way_in_for_a_new_person(browser: Browser) -> None:
    async with open_work(system_actor()) as work:
        new = users.NewUser(email="Dina.Reyes@Madison88.example", name="Dina Reyes", role=Role.END_USER)
        card = await identity.add_account(work, new, None)
    secret = await newest_secret()
    assert (await browser.sign_in("dina.reyes")).status_code == 401
    assert await reset(browser, secret) == 204
    answer = await browser.sign_in("dina.reyes", NEW_PASSWORD)
    assert answer.json()["user"]["id"] == str(card.id)
    assert await reset(browser, secret, "another long phrase of mine 5") == 400


@pytest.mark.asvs("6.4.1")
@pytest.mark.peer_class("S33")
async def test_invitations_expire_after_three_days(browser: Browser) -> None:
    async with open_work(system_actor()) as work:
        new = users.NewUser(email="dina@madison88.example", name="Dina Reyes", role=Role.END_USER)
        await identity.add_account(work, new, None)
    async with open_work(system_actor()) as work:
        link = (await work.session.scalars(select(PasswordLink))).one()
        assert link.expires_at - link.created_at == timedelta(hours=72)
        link_id: UUID = link.id
    secret = await newest_secret()
    async with open_work(system_actor()) as work:
        await work.session.execute(update(PasswordLink).values(expires_at=work.now))
    assert await reset(browser, secret) == 400
    async with get_database().reading() as session:
        assert await identity.password_link(session, link_id) is None


@pytest.mark.asvs("6.3.2")
@pytest.mark.peer_class("S41")
async def test_the_first_administrator_is_made_once(browser: Browser) -> None:
    async with open_work(system_actor()) as work:
        await work.session.execute(text("UPDATE users SET role = 'end_user'"))
    async with open_work(system_actor()) as work:
        await identity.create_first_admin(work, email="root@madison88.example", name="Rosa Lim", password=NEW_PASSWORD)
    assert (await browser.sign_in("root", NEW_PASSWORD)).json()["user"]["role"] == "system_admin"
    with pytest.raises(Exception, match="administrator already"):
        async with open_work(system_actor()) as work:
            await identity.create_first_admin(work, email="b@madison88.example", name="B", password=NEW_PASSWORD)


@pytest.mark.asvs("16.2.5")
@pytest.mark.peer_class("S30")
async def test_links_and_changes_become_mails_without_the_secret(browser: Browser) -> None:
    user_id = await add_person("Ana Santos")
    secret = await ask_for_link()
    notifications.set_mail_room(
        OutboxOnlyMail(), sender="Desk <desk@madison88.example>", public_url="http://testserver"
    )
    async with open_work(system_actor()) as work:
        found = await work.session.execute(text("SELECT id, name, subject_id, data FROM domain_events ORDER BY seq"))
        asked = next(row for row in found if row.name == "password.reset_requested")
        args = {"event_id": str(asked.id), "name": asked.name, "subject_id": str(user_id), "data": asked.data}
        for _ in range(2):
            await mail_password_link(work, args)
        changed = {"event_id": str(user_id), "subject_id": str(user_id), "name": "password.changed"}
        await mail_password_changed(work, changed | {"data": {"how": "reset"}})
        await mail_password_changed(work, changed | {"event_id": str(asked.id), "data": {"how": "invitation"}})
    async with get_database().reading() as session:
        mails = (await session.execute(text("SELECT template, address, html, text FROM deliveries ORDER BY id"))).all()
    assert [mail.template for mail in mails] == ["password_reset", "password_changed"]
    assert {mail.address for mail in mails} == {"ana@madison88.example"}
    assert secret not in repr(mails)
