"""Invitations: one link, one person, name and password; sent again, withdrawn, gone stale (S33, ASVS 6.4.1)."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import text, update

from itsm.domains.identity import api as identity
from itsm.domains.identity.enums import LinkPurpose
from itsm.domains.identity.links import link_address, make_link
from itsm.domains.identity.models import PasswordLink
from itsm.domains.users import api as users
from itsm.platform.actor import Role, system_actor
from itsm.platform.db.engine import get_database
from itsm.platform.work import open_work
from tests.domains.identity.conftest import OpenBrowser
from tests.domains.identity.door import NEW_PASSWORD, Browser, add_person

ACCEPT = "/api/auth/invitation/accept"


async def newest_address() -> str:
    async with get_database().reading() as session:
        link_id = (
            await session.scalars(text("SELECT id FROM password_links ORDER BY created_at DESC, id DESC"))
        ).first()
        address = await link_address(session, UUID(str(link_id)))
    assert address is not None
    return address


async def newest() -> str:
    return (await newest_address()).partition("token=")[2]


async def accept(browser: Browser, token: object, **more: object) -> int:
    body = {"token": token, "name": "Dina R.", "password": NEW_PASSWORD} | more
    return (await browser.http.post(ACCEPT, json=body)).status_code


@pytest.fixture
async def admin(open_browser: OpenBrowser) -> Browser:
    await add_person("Ada Zamora", Role.SYSTEM_ADMIN)
    browser = open_browser("10.9.9.9")
    await browser.sign_in("ada")
    return browser


@pytest.fixture
async def dina(admin: Browser) -> str:
    body = {"email": "dina@madison88.example", "name": "Dina Reyes", "role": "it_agent"}
    answer = await admin.call("POST", "/api/users", json=body)
    assert answer.status_code == 201, answer.text
    assert answer.json()["invited_until"] is not None
    return str(answer.json()["id"])


async def test_an_invited_person_chooses_name_and_password_and_signs_in(browser: Browser, dina: str) -> None:
    address = await newest_address()
    assert address.startswith("http://testserver/invitation#token="), "the secret stays out of logs and referrers"
    token = await newest()
    shown = await browser.http.post("/api/auth/invitation", json={"token": token})
    assert shown.json() == {"name": "Dina Reyes", "email": "dina@madison88.example"}
    assert shown.headers["cache-control"] == "no-store"
    answer = await browser.http.post(ACCEPT, json={"token": token, "name": "Dina R.", "password": NEW_PASSWORD})
    assert answer.status_code == 204
    assert "set-cookie" not in answer.headers, "no session: signing in asks for what signing in asks for"
    me = (await browser.sign_in("dina", NEW_PASSWORD)).json()["user"]
    assert (me["id"], me["name"], me["role"]) == (dina, "Dina R.", "it_agent")


async def test_an_invitation_works_once_and_looking_does_not_use_it_up(browser: Browser, dina: str) -> None:
    token = await newest()
    for _ in range(3):
        assert (await browser.http.post("/api/auth/invitation", json={"token": token})).status_code == 200
    assert await accept(browser, token, password="dinareyes1234") == 422, "a bad password does not spend it"
    assert await accept(browser, token, name="") == 422
    assert await accept(browser, token) == 204
    assert await accept(browser, token) == 400
    assert (await browser.http.post("/api/auth/invitation", json={"token": token})).status_code == 400


async def test_a_name_chosen_now_may_not_be_the_password(browser: Browser, dina: str) -> None:
    assert await accept(browser, await newest(), name="Bartholomew Krzysztof", password="bartholomew.krzysztof") == 422


async def test_sending_it_again_ends_the_earlier_one(browser: Browser, admin: Browser, dina: str) -> None:
    first = await newest()
    assert (await admin.call("POST", f"/api/users/{dina}/invitation")).status_code == 202
    second = await newest()
    assert first != second
    assert await accept(browser, first) == 400
    assert await accept(browser, second) == 204


async def test_a_withdrawn_invitation_opens_nothing_and_is_audited(browser: Browser, admin: Browser, dina: str) -> None:
    token = await newest()
    waiting = (await admin.call("GET", "/api/users?invited=true")).json()["items"]
    assert [person["id"] for person in waiting] == [dina]
    assert (await admin.call("DELETE", f"/api/users/{dina}/invitation")).status_code == 204
    assert (await admin.call("DELETE", f"/api/users/{dina}/invitation")).status_code == 409
    assert await accept(browser, token) == 400
    assert (await admin.call("GET", "/api/users?invited=true")).json()["items"] == []
    assert (await admin.call("GET", f"/api/users/{dina}")).json()["invited_until"] is None
    async with get_database().reading() as session:
        actions = await session.scalars(text("SELECT action FROM audit_entries WHERE action LIKE 'user.invit%'"))
        assert sorted(actions) == ["user.invitation_withdrawn", "user.invited"]


async def test_the_link_dies_with_time_address_and_account(browser: Browser, admin: Browser, dina: str) -> None:
    token = await newest()
    headers = {"If-Match": "*"}
    moved = await admin.call("PATCH", f"/api/users/{dina}", json={"email": "d@madison88.example"}, headers=headers)
    assert moved.status_code == 200
    assert await accept(browser, token) == 400
    await admin.call("POST", f"/api/users/{dina}/invitation")
    token = await newest()
    async with open_work(system_actor()) as work:
        await work.session.execute(update(PasswordLink).values(expires_at=work.now))
    assert await accept(browser, token) == 400
    await admin.call("POST", f"/api/users/{dina}/invitation")
    token = await newest()
    async with open_work(system_actor()) as work:
        await users.deactivate_user(work, UUID(dina))
    assert await accept(browser, token) == 400


async def test_other_secrets_open_nothing(browser: Browser, dina: str) -> None:
    """S33: empty, blank, null, list, a reset link, a changed one: refused, nothing changes."""
    good = await newest()
    for bad in ("", " ", None, [good], {"token": good}, "*", "%", good[:-1], good + "A", good.swapcase(), "A" * 64):
        assert await accept(browser, bad) in {400, 422}, bad
    ana = await add_person("Ana Santos")
    async with open_work(system_actor()) as work:
        link = make_link(work, user_id=ana, email="ana@madison88.example", purpose=LinkPurpose.RESET)
        await work.session.flush()
        address = await identity.password_link(work.session, link.id)
    assert address is not None
    assert address.startswith("http://testserver/reset-password#token=")
    assert await accept(browser, address.partition("token=")[2]) == 400, "a reset is no invitation"
    assert (await browser.sign_in("ana")).status_code == 200
    assert await accept(browser, good) == 204


async def test_only_administrators_see_and_withdraw_invitations(open_browser: OpenBrowser, dina: str) -> None:
    await add_person("Abe Cruz", Role.IT_AGENT)
    abe = open_browser()
    await abe.sign_in("abe")
    assert (await abe.call("GET", "/api/users?invited=true")).status_code == 403
    assert (await abe.call("DELETE", f"/api/users/{dina}/invitation")).status_code == 403
