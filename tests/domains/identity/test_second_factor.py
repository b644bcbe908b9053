"""The second step: set up, codes that work once, equal on every way in, and what nobody can get around.

S29, S38; ASVS 6.3.3, 6.3.4, 6.4.3, 6.5.1, 6.5.2, 6.5.3, 7.2.4.
"""

from __future__ import annotations

import ast
import asyncio
import random
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select, text, update

import itsm
from itsm.domains.identity.codes import matching_step, new_recovery_codes, new_seed, recovery_digest
from itsm.domains.identity.models import RecoveryCode, SecondFactor, SignInStep
from itsm.domains.identity.sealing import seal, unseal
from itsm.domains.settings.api import change_setting
from itsm.platform.actor import Role, system_actor
from itsm.platform.db.engine import get_database
from itsm.platform.ids import new_id
from itsm.platform.pictures.qr import qr_code
from itsm.platform.work import open_work
from tests.domains.identity.conftest import OpenBrowser
from tests.domains.identity.door import NEW_PASSWORD, PASSWORD, Browser, add_person
from tests.domains.identity.phone import Phone, enter, set_up

Drain = Callable[[], Awaitable[int]]


async def demand(*roles: Role) -> None:
    async with open_work(system_actor()) as work:
        await change_setting(work, "second_step_roles", [role.value for role in roles])


async def templates() -> list[str]:
    async with get_database().reading() as session:
        return list(await session.scalars(text("SELECT template FROM deliveries ORDER BY id")))


# --- codes -----------------------------------------------------------------------------------------------------------

MOMENT = datetime(2026, 3, 2, 8, 0, 5, tzinfo=UTC)


@pytest.mark.asvs("6.5.5")
def test_codes_of_rfc_6238_are_recognised_one_step_around() -> None:
    """Appendix B of RFC 6238, cut to six digits: 59 s gives 94287082, 1111111109 s gives 07081804."""
    seed = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    at = datetime.fromtimestamp(59, UTC)
    assert matching_step(seed, "287082", at) == 1
    assert matching_step(seed, "287 082", at + timedelta(seconds=30)) == 1
    assert matching_step(seed, "287082", at + timedelta(seconds=61)) is None
    assert matching_step(seed, "081804", datetime.fromtimestamp(1_111_111_109, UTC)) == 37_037_036


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "12 34 5x", "-12345", "123456\n7"])
def test_what_is_no_code_matches_nothing(code: str) -> None:
    assert matching_step(new_seed(), code, MOMENT) is None


@pytest.mark.asvs("6.5.3")
def test_seeds_and_recovery_codes_are_long_and_never_alike() -> None:
    assert len({new_seed() for _ in range(200)}) == 200
    random.seed(7)
    one = new_seed()
    random.seed(7)
    assert new_seed() != one, "not of the generator that can be foretold"
    assert len(new_seed()) == 32, "160 bits in base32"
    codes = [code for _ in range(20) for code in new_recovery_codes()]
    assert len(set(codes)) == 200
    assert all(len(code.replace("-", "")) == 24 for code in codes), "120 bits in base32"


def test_recovery_codes_are_read_whatever_their_case_and_spaces() -> None:
    person, code = new_id(), "abcd-efgh-ijkl-mnop-qrst-uvwx"
    kept = recovery_digest(b"k", person, code)
    assert recovery_digest(b"k", person, " ABCDEFGH ijklmnop-qrstuvwx ") == kept
    assert recovery_digest(b"k", new_id(), code) != kept
    assert recovery_digest(b"other", person, code) != kept


def test_the_qr_code_is_a_square_of_squares() -> None:
    drawn = qr_code("otpauth://totp/x")
    assert drawn.size >= 21 + 8
    assert set(drawn.path) <= set("Mhvz- 0123456789")


def test_a_sealed_secret_opens_with_its_own_purpose_and_owner_only() -> None:
    sealed = seal("second-factor", "seed", b"ana")
    assert unseal("second-factor", sealed, b"ana") == "seed"
    assert unseal("second-factor", sealed, b"ben") is None
    assert unseal("recovery-code", sealed, b"ana") is None
    assert unseal("second-factor", sealed[:-1] + bytes([sealed[-1] ^ 1]), b"ana") is None
    assert seal("second-factor", "seed", b"ana") != sealed


# --- setting up ------------------------------------------------------------------------------------------------------


async def test_setting_up_takes_a_code_ends_other_sessions_and_tells_the_owner(
    browser: Browser, open_browser: OpenBrowser, drain: Drain
) -> None:
    await add_person("Ana Santos")
    elsewhere = open_browser()
    await elsewhere.sign_in("ana")
    await browser.sign_in("ana")
    assert (await browser.call("GET", "/api/auth/second-factor")).json() == {
        "is_on": False,
        "since": None,
        "recovery_codes_left": 0,
        "is_demanded": False,
    }
    _, codes = await set_up(browser)
    assert len(codes) == 10
    state = (await browser.call("GET", "/api/auth/second-factor")).json()
    assert (state["is_on"], state["recovery_codes_left"]) == (True, 10)
    assert (await browser.call("GET", "/api/auth/me")).json()["has_second_factor"] is True
    assert (await elsewhere.call("GET", "/api/auth/me")).status_code == 401
    await drain()
    assert await templates() == ["second_factor_on"]


async def test_nothing_is_on_before_the_first_code_came_back(browser: Browser, open_browser: OpenBrowser) -> None:
    await add_person("Ana Santos")
    await browser.sign_in("ana")
    first = (await browser.call("POST", "/api/auth/second-factor/enrolment")).json()
    wrong = await browser.call("POST", "/api/auth/second-factor/enrolment/confirm", json={"code": "000000"})
    assert (wrong.status_code, wrong.json()["errors"][0]["field"]) == (422, "code")
    assert (await open_browser().sign_in("ana")).json().get("access_token")
    second = (await browser.call("POST", "/api/auth/second-factor/enrolment")).json()
    assert first["secret"] != second["secret"]
    path = "/api/auth/second-factor/enrolment/confirm"
    stale = await browser.call("POST", path, json={"code": Phone(first["secret"]).code()})
    assert stale.status_code == 422
    assert (await browser.call("POST", path, json={"code": Phone(second["secret"]).code()})).status_code == 200
    again = await browser.call("POST", "/api/auth/second-factor/enrolment")
    assert (again.status_code, again.json()["code"]) == (409, "second_factor_on")


@pytest.mark.peer_class("S30")
async def test_neither_seed_nor_codes_are_in_the_database(browser: Browser) -> None:
    """S30: what is stored cannot be presented."""
    await add_person("Ana Santos")
    await browser.sign_in("ana")
    phone, codes = await set_up(browser)
    async with get_database().reading() as session:
        kept = [
            repr((await session.execute(text(f"SELECT * FROM {table}"))).all())  # noqa: S608 - a literal list
            for table in ("second_factors", "recovery_codes", "domain_events", "audit_entries", "jobs")
        ]
    everything = "".join(kept)
    assert phone.seed not in everything
    assert not any(code in everything or code.replace("-", "") in everything for code in codes)


# --- signing in ------------------------------------------------------------------------------------------------------


@pytest.mark.asvs("6.3.3")
@pytest.mark.peer_class("S38")
async def test_the_password_alone_gives_no_session_and_the_code_does(browser: Browser) -> None:
    await add_person("Ana Santos")
    await browser.sign_in("ana")
    phone, _ = await set_up(browser)
    before = browser.refresh_token
    browser.http.cookies.clear()
    first = await browser.sign_in("ana")
    assert first.status_code == 200
    assert first.json()["next"] == "code"
    assert "access_token" not in first.text
    step = [cookie for cookie in first.headers.get_list("set-cookie") if cookie.startswith("itsm_step=")]
    assert len(first.headers.get_list("set-cookie")) == len(step) == 1
    assert "httponly" in step[0].lower()
    assert "samesite=strict" in step[0].lower()
    assert (await browser.refresh()).status_code in {401, 403}
    assert await enter(browser, phone.fresh()) == 200
    assert browser.refresh_token != before
    assert (await browser.call("GET", "/api/auth/me")).status_code == 200
    assert browser.http.cookies.get("itsm_step") is None


@pytest.mark.asvs("6.5.1")
@pytest.mark.peer_class("S38")
async def test_a_code_works_once_one_after_the_other_and_at_the_same_time(
    browser: Browser, open_browser: OpenBrowser
) -> None:
    """S38, ASVS 6.5.1: the last used step is stored; older ones are spent with it."""
    await add_person("Ana Santos")
    await browser.sign_in("ana")
    phone, _ = await set_up(browser)
    spent = phone.code(ahead=-1)
    others = [open_browser() for _ in range(4)]
    for other in others:
        await other.sign_in("ana")
    code = phone.fresh()
    statuses = await asyncio.gather(*(enter(other, code) for other in others))
    assert sorted(statuses) == [200, 401, 401, 401]
    late = open_browser()
    await late.sign_in("ana")
    assert await enter(late, code) == 401
    assert await enter(late, spent) == 401


@pytest.mark.asvs("6.5.1")
async def test_a_recovery_code_stands_in_once_and_its_use_is_mailed(
    browser: Browser, open_browser: OpenBrowser, drain: Drain
) -> None:
    user_id = await add_person("Ana Santos")
    await browser.sign_in("ana")
    _, codes = await set_up(browser)
    first, second = open_browser(), open_browser()
    for other in (first, second):
        await other.sign_in("ana")
    assert await enter(first, codes[0].upper().replace("-", " ")) == 200
    assert await enter(second, codes[0]) == 401
    assert await enter(second, codes[1]) == 200
    async with get_database().reading() as session:
        used = await session.scalars(select(RecoveryCode.used_at).where(RecoveryCode.user_id == user_id))
        assert sum(at is not None for at in used) == 2
    await drain()
    assert (await templates()).count("recovery_code_used") == 2


async def test_new_recovery_codes_end_the_old_ones(browser: Browser, open_browser: OpenBrowser) -> None:
    await add_person("Ana Santos")
    await browser.sign_in("ana")
    _, old = await set_up(browser)
    new = (await browser.call("POST", "/api/auth/second-factor/recovery-codes")).json()["codes"]
    other = open_browser()
    await other.sign_in("ana")
    assert await enter(other, old[0]) == 401
    assert await enter(other, new[0]) == 200


async def test_the_step_belongs_to_one_browser_and_dies(browser: Browser, open_browser: OpenBrowser) -> None:
    await add_person("Ana Santos")
    await add_person("Ben Cruz")
    await browser.sign_in("ana")
    phone, _ = await set_up(browser)
    first, stranger = open_browser(), open_browser()
    await first.sign_in("ana")
    assert await enter(stranger, phone.code()) == 401
    stranger.http.cookies.set("itsm_step", "A" * 43)
    assert await enter(stranger, phone.code()) == 401
    async with open_work(system_actor()) as work:
        await work.session.execute(update(SignInStep).values(expires_at=work.now))
    assert await enter(first, phone.fresh()) == 401


async def test_after_five_wrong_codes_the_password_is_asked_for_again_and_the_owner_is_told(
    browser: Browser, open_browser: OpenBrowser, drain: Drain
) -> None:
    await add_person("Ana Santos")
    await browser.sign_in("ana")
    phone, _ = await set_up(browser)
    guesser = open_browser("10.6.6.6")
    await guesser.sign_in("ana")
    assert [await enter(guesser, "000000") for _ in range(5)] == [401] * 5
    assert await enter(guesser, phone.fresh()) == 401
    assert (await guesser.sign_in("ana")).json()["next"] == "code"
    await drain()
    assert (await templates()).count("wrong_codes") == 1


@pytest.mark.asvs("6.3.1")
@pytest.mark.peer_class("S38")
async def test_wrong_codes_are_slowed_down_by_account_whatever_is_begun_anew(
    browser: Browser, open_browser: OpenBrowser, limited: None
) -> None:
    """S38: the counter belongs to the account, not to the sign-in, and a right password does not reset it."""
    await add_person("Ana Santos")
    await browser.sign_in("ana")
    phone, _ = await set_up(browser)
    answers = []
    for address in range(7):
        guesser = open_browser(f"10.6.6.{address}")
        await guesser.sign_in("ana")
        answers.append(await enter(guesser, "000000"))
    assert answers == [401] * 5 + [429, 429]
    # The owner is not slowed down: their browser is known, and their session was never touched.
    assert (await browser.call("GET", "/api/auth/me")).status_code == 200
    await browser.sign_in("ana")
    assert await enter(browser, phone.fresh()) == 200


async def test_a_demotion_or_new_password_between_the_steps_ends_the_sign_in(
    browser: Browser, open_browser: OpenBrowser
) -> None:
    """S05: authority is looked up at the second step, not remembered from the first."""
    user_id = await add_person("Ana Santos")
    await browser.sign_in("ana")
    phone, _ = await set_up(browser)
    one, two = open_browser(), open_browser()
    await one.sign_in("ana")
    change = {"current_password": PASSWORD, "new_password": NEW_PASSWORD}
    assert (await browser.call("POST", "/api/auth/password/change", json=change)).status_code == 204
    assert await enter(one, phone.fresh()) == 401
    await two.sign_in("ana", NEW_PASSWORD)
    async with open_work(system_actor()) as work:
        await work.session.execute(
            text("UPDATE users SET is_active = false, authority_version = 9 WHERE id = :id"), {"id": user_id}
        )
    assert await enter(two, phone.fresh()) == 401


# --- demanded by role ------------------------------------------------------------------------------------------------


@pytest.mark.asvs("6.3.3")
async def test_a_role_that_needs_a_second_step_sets_it_up_before_it_gets_in(browser: Browser) -> None:
    await demand(Role.IT_AGENT)
    await add_person("Ana Santos", Role.IT_AGENT)
    await add_person("Ben Cruz")
    assert (await browser.sign_in("ben")).json()["access_token"]
    browser.http.cookies.clear()
    first = await browser.sign_in("ana")
    assert first.json()["next"] == "enrol"
    assert await enter(browser, "000000") == 401
    begun = (await browser.http.post("/api/auth/login/enrolment")).json()
    phone = Phone(begun["secret"])
    confirm = "/api/auth/login/enrolment/confirm"
    assert (await browser.http.post(confirm, json={"code": "000000"})).status_code == 401
    done = await browser.http.post(confirm, json={"code": phone.fresh()})
    assert done.status_code == 200
    assert len(done.json()["recovery_codes"]) == 10
    browser.token = done.json()["access_token"]
    assert (await browser.call("GET", "/api/auth/me")).json()["has_second_factor"] is True
    off = await browser.call("DELETE", "/api/auth/second-factor")
    assert (off.status_code, off.json()["code"]) == (409, "second_factor_demanded")


async def test_somebody_with_a_factor_cannot_set_up_another_in_the_middle(browser: Browser) -> None:
    await demand(Role.IT_AGENT)
    await add_person("Ana Santos", Role.IT_AGENT)
    await browser.sign_in("ana")
    phone = Phone((await browser.http.post("/api/auth/login/enrolment")).json()["secret"])
    await browser.http.post("/api/auth/login/enrolment/confirm", json={"code": phone.fresh()})
    assert (await browser.sign_in("ana")).json()["next"] == "code"
    assert (await browser.http.post("/api/auth/login/enrolment")).status_code == 401


@pytest.mark.asvs("6.4.3")
@pytest.mark.peer_class("S38")
async def test_a_reset_password_still_needs_the_code(browser: Browser, drain: Drain) -> None:
    """ASVS 6.4.3: a mailed link does not get around the second step."""
    user_id = await add_person("Ana Santos")
    await browser.sign_in("ana")
    phone, _ = await set_up(browser)
    async with open_work(system_actor()) as work:
        from itsm.domains.identity.enums import LinkPurpose
        from itsm.domains.identity.links import link_address, make_link

        link = make_link(work, user_id=user_id, email="ana@madison88.example", purpose=LinkPurpose.RESET)
        await work.session.flush()
        address = await link_address(work.session, link.id)
    assert address is not None
    reset = {"token": address.split("token=")[1], "password": NEW_PASSWORD}
    answer = await browser.http.post("/api/auth/password/reset", json=reset)
    assert answer.status_code == 204
    assert not any("itsm_refresh" in cookie for cookie in answer.headers.get_list("set-cookie"))
    assert (await browser.sign_in("ana", NEW_PASSWORD)).json()["next"] == "code"
    assert await enter(browser, phone.fresh()) == 200


@pytest.mark.asvs("6.3.4")
@pytest.mark.peer_class("S38")
def test_only_the_steps_begin_sessions() -> None:
    """S38, white box: one function issues sessions, one file calls it, so no way in goes past the second step."""
    callers = set()
    root = Path(itsm.__file__).parent
    for path in root.rglob("*.py"):
        tree = ast.parse(path.read_text())
        names = {getattr(n.func, "id", getattr(n.func, "attr", "")) for n in ast.walk(tree) if isinstance(n, ast.Call)}
        if "begin_session" in names:
            callers.add(path.relative_to(root).as_posix())
    assert callers == {"domains/identity/service/steps.py"}


# --- turning off, and the administrator ------------------------------------------------------------------------------


async def test_turning_off_takes_seed_and_codes_away(browser: Browser, open_browser: OpenBrowser) -> None:
    user_id = await add_person("Ana Santos")
    elsewhere = open_browser()
    await browser.sign_in("ana")
    await set_up(browser)
    assert (await browser.call("DELETE", "/api/auth/second-factor")).status_code == 204
    async with get_database().reading() as session:
        assert await session.get(SecondFactor, user_id) is None
        assert not (await session.scalars(select(RecoveryCode).where(RecoveryCode.user_id == user_id))).all()
    assert (await elsewhere.sign_in("ana")).json()["access_token"]
    assert (await browser.call("DELETE", "/api/auth/second-factor")).status_code == 409


async def test_an_administrator_resets_a_lost_phone_audited_and_mailed(
    browser: Browser, open_browser: OpenBrowser, drain: Drain
) -> None:
    user_id = await add_person("Ana Santos")
    await add_person("Ada Zamora", Role.SYSTEM_ADMIN)
    admin = open_browser()
    await admin.sign_in("ada")
    await browser.sign_in("ana")
    await set_up(browser)
    path = f"/api/users/{user_id}/second-factor"
    assert (await browser.call("DELETE", path)).status_code == 403
    assert (await admin.call("DELETE", path)).status_code == 204
    assert (await admin.call("DELETE", path)).status_code == 409
    assert (await browser.call("GET", "/api/auth/me")).status_code == 401
    assert (await browser.sign_in("ana")).json()["access_token"]
    await drain()
    assert "second_factor_reset" in await templates()
    async with get_database().reading() as session:
        entry = (
            await session.execute(
                text("SELECT subject_id, actor_name FROM audit_entries WHERE action = 'second_factor.reset'")
            )
        ).one()
    assert entry == (UUID(str(user_id)), "Ada Zamora")
