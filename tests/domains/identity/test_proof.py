"""Show again that it is you before what matters; and how long sessions live by the settings.

S29; ASVS 7.3.1, 7.3.2, 7.4.3, 7.5.1, 7.5.2.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text, update

from itsm.domains.identity.authority import AUTHORITIES
from itsm.domains.identity.models import Session
from itsm.domains.settings.api import change_setting
from itsm.platform.actor import Role, system_actor
from itsm.platform.db.engine import get_database
from itsm.platform.work import open_work
from tests.domains.identity.conftest import OpenBrowser
from tests.domains.identity.door import PASSWORD, Browser, add_person
from tests.domains.identity.phone import Phone, set_up


async def grow_old(browser: Browser, *, minutes: int) -> None:
    """Let the proof of every session be `minutes` old; the browser fetches a token that says so."""
    async with open_work(system_actor()) as work:
        past = work.now - timedelta(minutes=minutes)
        await work.session.execute(update(Session).values(proved_at=past))
    assert (await browser.refresh()).status_code == 200


async def move(browser: Browser, **ago: timedelta) -> None:
    async with open_work(system_actor()) as work:
        await work.session.execute(update(Session).values({name: work.now - age for name, age in ago.items()}))
    AUTHORITIES.clear()


async def set_value(key: str, value: object) -> None:
    async with open_work(system_actor()) as work:
        await change_setting(work, key, value)


@pytest.fixture
async def ada(browser: Browser) -> Browser:
    await add_person("Ada Zamora", Role.SYSTEM_ADMIN)
    await browser.sign_in("ada")
    return browser


GUARDED = [
    ("POST", "/api/auth/second-factor/enrolment", None),
    ("POST", "/api/auth/second-factor/enrolment/confirm", {"code": "000000"}),
    ("POST", "/api/auth/second-factor/recovery-codes", None),
    ("DELETE", "/api/auth/second-factor", None),
    ("POST", "/api/users", {"name": "New", "email": "new@madison88.example", "role": "it_agent"}),
    ("DELETE", "/api/users/{user}/second-factor", None),
    ("PATCH", "/api/users/{user}", {"role": "it_agent"}),
    ("PATCH", "/api/users/{user}", {"email": "other@madison88.example"}),
]


@pytest.mark.parametrize(("method", "path", "body"), GUARDED)
async def test_an_unlocked_screen_is_not_enough_for_what_matters(
    ada: Browser, method: str, path: str, body: dict[str, str] | None
) -> None:
    user_id = await add_person("Ana Santos")
    await grow_old(ada, minutes=11)
    address = path.format(user=user_id)
    answer = await ada.call(method, address, json=body, headers={"If-Match": '"1"'})
    assert (answer.status_code, answer.json()["code"]) == (403, "proof_needed")
    assert (
        await ada.call("PATCH", f"/api/users/{user_id}", json={"name": "Ana"}, headers={"If-Match": "*"})
    ).is_success
    proved = await ada.call("POST", "/api/auth/proof", json={"password": PASSWORD})
    assert proved.status_code == 200
    assert "set-cookie" not in proved.headers
    ada.token = proved.json()["access_token"]
    answer = await ada.call(method, address, json=body, headers={"If-Match": "*"})
    assert answer.status_code != 403


async def test_a_proof_lasts_for_the_minutes_that_are_set_and_survives_a_refresh(ada: Browser) -> None:
    await grow_old(ada, minutes=11)
    path = "/api/auth/second-factor/enrolment"
    assert (await ada.call("POST", path)).status_code == 403
    await set_value("proof_minutes", 30)
    AUTHORITIES.clear()
    assert (await ada.call("POST", path)).status_code == 200
    await set_value("proof_minutes", 10)
    AUTHORITIES.clear()
    assert (await ada.call("POST", "/api/auth/proof", json={"password": PASSWORD})).status_code == 200
    assert (await ada.refresh()).status_code == 200
    assert (await ada.call("POST", path)).status_code == 200


async def test_a_code_proves_too_and_only_once(ada: Browser) -> None:
    phone, _ = await set_up(ada)
    await grow_old(ada, minutes=11)
    code = phone.fresh()
    assert (await ada.call("POST", "/api/auth/proof", json={"code": code})).status_code == 200
    again = await ada.call("POST", "/api/auth/proof", json={"code": code})
    assert (again.status_code, again.json()["errors"][0]["field"]) == (422, "code")


async def test_wrong_proofs_are_refused_counted_and_slowed_down(ada: Browser, limited: None) -> None:
    await grow_old(ada, minutes=11)
    for body in ({}, {"password": PASSWORD, "code": "123456"}, {"password": ""}, {"code": "1"}):
        assert (await ada.call("POST", "/api/auth/proof", json=body)).status_code == 422
    statuses = [
        (await ada.call("POST", "/api/auth/proof", json={"password": "wrong horse battery"})).status_code
        for _ in range(6)
    ]
    assert statuses == [422] * 5 + [429]
    assert (await ada.call("GET", "/api/auth/me")).status_code == 200, "the session itself goes on"
    async with get_database().reading() as session:
        reasons = await session.scalars(
            text("SELECT data->>'reason' FROM domain_events WHERE name = 'session.refused'")
        )
        assert list(reasons) == ["proof"] * 5


async def test_sign_in_settings_need_a_proof_and_other_settings_do_not(
    client: object, login: object, open_browser: OpenBrowser
) -> None:
    """Over the whole application: the settings' routes are another room's."""
    headers = await login("admin")  # type: ignore[operator]
    path = "/api/admin/settings/second_step_roles"
    good = await client.patch(path, json={"value": ["system_admin"]}, headers=headers | {"If-Match": "*"})  # type: ignore[attr-defined]
    assert good.status_code == 200, good.text
    async with open_work(system_actor()) as work:
        await work.session.execute(update(Session).values(proved_at=work.now - timedelta(hours=1)))
    csrf = client.cookies.get("itsm_csrf")  # type: ignore[attr-defined]
    fresh = await client.post("/api/auth/refresh", headers={"X-CSRF-Token": csrf})  # type: ignore[attr-defined]
    stale = {"Authorization": f"Bearer {fresh.json()['access_token']}", "If-Match": "*"}
    for key, value, status in (
        ("second_step_roles", [], 403),
        ("session_days", 30, 403),
        ("session_idle_minutes", 10_000, 403),
        ("proof_minutes", 60, 403),
        ("auto_close_days", 3, 200),
    ):
        answer = await client.patch(f"/api/admin/settings/{key}", json={"value": value}, headers=stale)  # type: ignore[attr-defined]
        assert answer.status_code == status, (key, answer.text)


# --- sessions --------------------------------------------------------------------------------------------------------


async def test_idle_and_absolute_limits_follow_the_settings_for_sessions_that_are_open(browser: Browser) -> None:
    await add_person("Ana Santos")
    await browser.sign_in("ana")
    await move(browser, last_active_at=timedelta(minutes=6))
    assert (await browser.call("GET", "/api/auth/me")).status_code == 200
    await set_value("session_idle_minutes", 5)
    AUTHORITIES.clear()
    assert (await browser.call("GET", "/api/auth/me")).status_code == 401
    assert (await browser.refresh()).status_code == 401
    await browser.sign_in("ana")
    await set_value("session_idle_minutes", 720)
    await move(browser, created_at=timedelta(days=2))
    assert (await browser.call("GET", "/api/auth/me")).status_code == 200
    await set_value("session_days", 1)
    AUTHORITIES.clear()
    assert (await browser.call("GET", "/api/auth/me")).status_code == 401
    assert (await browser.refresh()).status_code == 401


async def test_all_other_sessions_end_at_once_and_the_present_one_goes_on(
    browser: Browser, open_browser: OpenBrowser
) -> None:
    await add_person("Ana Santos")
    await add_person("Ben Cruz")
    others = [open_browser() for _ in range(3)]
    for other in others:
        await other.sign_in("ana")
    stranger = open_browser()
    await stranger.sign_in("ben")
    await browser.sign_in("ana")
    assert (await browser.call("GET", "/api/auth/sessions")).json()["total"] == 4
    assert (await browser.call("DELETE", "/api/auth/sessions")).status_code == 204
    listed = (await browser.call("GET", "/api/auth/sessions")).json()["items"]
    assert [(one["is_current"], one["ip"], one["user_agent"]) for one in listed] == [(True, "10.0.0.1", "Testfox/1")]
    assert [(await other.call("GET", "/api/auth/me")).status_code for other in others] == [401] * 3
    assert [(await other.refresh()).status_code for other in others] == [401] * 3
    assert (await stranger.call("GET", "/api/auth/me")).status_code == 200


async def test_a_background_refresh_does_not_keep_a_session_alive(browser: Browser) -> None:
    """ASVS 7.3.1, OTRS CVE-2020-1768: polling is no use."""
    await add_person("Ana Santos")
    await browser.sign_in("ana")
    await set_value("session_idle_minutes", 5)
    await move(browser, last_active_at=timedelta(minutes=4))
    assert (await browser.refresh(X_Background="true")).status_code == 200
    await move(browser, last_active_at=timedelta(minutes=6))
    assert (await browser.refresh(X_Background="true")).status_code == 401


def test_phones_in_these_tests_give_codes() -> None:
    assert len(Phone("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ").code()) == 6
