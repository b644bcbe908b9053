"""Sign in with an OpenID provider: a real one on loopback, honest and lying.

S34, S35, S38, S39; ASVS 6.3.4, 6.8.1, 6.8.2, 9.1.1, 9.1.2, 9.1.3, 9.2.3, 10.1.2, 10.2.1, 10.3.3, 10.5.1, 10.5.2.
"""

from __future__ import annotations

import re
import socket
import time
import warnings
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import httpx
import pytest
from sqlalchemy import select, text
from starlette.responses import JSONResponse, RedirectResponse

from itsm.domains.identity.models import OidcFlow, OidcIdentity, OidcProvider
from itsm.domains.identity.oidc.paths import inner_path
from itsm.domains.settings.api import change_setting
from itsm.domains.users import api as users
from itsm.domains.users.errors import RoleInUse
from itsm.domains.users.roles.models import OwnRole
from itsm.domains.users.roles.own import create_own_role, find_own_role, remove_own_role
from itsm.domains.users.roles.schemas import OwnRoleCreate
from itsm.platform.actor import Role, system_actor
from itsm.platform.db.engine import get_database
from itsm.platform.oidc import may_be_asked
from itsm.platform.outbound.client import close_outbound, set_outbound
from itsm.platform.settings import Settings
from itsm.platform.work import open_work
from tests.domains.identity.conftest import OpenBrowser
from tests.domains.identity.door import Browser, add_person
from tests.domains.identity.phone import enter, set_up
from tests.domains.identity.provider import CLIENT_ID, CLIENT_SECRET, Claims, Provider, come_back, running

ANA = {"email": "ana@madison88.example", "email_verified": True, "name": "Ana Santos"}
START = "/api/auth/oidc/corp/start"


@pytest.fixture(scope="module")
def server() -> Iterator[Provider]:
    with running() as provider:
        yield provider


@pytest.fixture(autouse=True)
async def loopback(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[None]:
    """The providers of these tests live on loopback, which calls out reach only because the allow-list names it."""
    set_outbound(None)
    monkeypatch.setattr(settings, "outbound_allow", "127.0.0.0/8, ::1/128")
    yield
    await close_outbound()


@pytest.fixture
def corp(server: Provider) -> Provider:
    server.become("subject-1", **ANA)
    server.asked.clear()
    return server


@pytest.fixture
async def admin(open_browser: OpenBrowser) -> Browser:
    await add_person("Ada Zamora", Role.SYSTEM_ADMIN)
    browser = open_browser("10.9.9.9")
    await browser.sign_in("ada")
    return browser


async def configure(admin: Browser, corp: Provider, **more: Any) -> dict[str, Any]:
    body = {
        "key": "corp",
        "name": "Corporate",
        "issuer": corp.issuer,
        "client_id": CLIENT_ID,
        "client_secret": CLIENT_SECRET,
    }
    answer = await admin.call("POST", "/api/admin/sign-in-providers", json=body | more)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def visit(browser: Browser, start: str = START) -> str:
    """Begin a visit and come back from the provider; return path and query of the callback."""
    begun = await browser.http.get(start)
    assert begun.status_code == 303, begun.text
    return await come_back(begun.headers["location"])


async def arrive(browser: Browser, callback: str) -> str:
    """Bring the provider's answer home; return where the front end goes on."""
    answer = await browser.http.get(callback)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


async def is_in(browser: Browser) -> bool:
    return (await browser.refresh()).status_code == 200 and (
        await browser.call("GET", "/api/auth/me")
    ).status_code == 200


async def link(admin: Browser, user_id: UUID, subject: str = "subject-1") -> int:
    body = {"provider": "corp", "subject": subject}
    return (await admin.call("POST", f"/api/users/{user_id}/identities", json=body)).status_code


async def refusals() -> list[str]:
    async with get_database().reading() as session:
        found = text("SELECT data->>'reason' FROM domain_events WHERE name = 'session.refused' ORDER BY seq")
        return list(await session.scalars(found))


# --- the way in ------------------------------------------------------------------------------------------------------


@pytest.mark.asvs("10.2.1")
async def test_a_linked_person_signs_in_with_state_nonce_and_pkce(
    browser: Browser, admin: Browser, corp: Provider
) -> None:
    user_id = await add_person("Ana Santos")
    await configure(admin, corp)
    assert await link(admin, user_id) == 204
    assert (await browser.http.get("/api/auth/providers")).json() == {"items": [{"key": "corp", "name": "Corporate"}]}
    begun = await browser.http.get(f"{START}?next=/tickets/7")
    cookie = next(value for value in begun.headers.get_list("set-cookie") if value.startswith("itsm_flow="))
    assert "httponly" in cookie.lower()
    assert "samesite=lax" in cookie.lower()
    assert await arrive(browser, await come_back(begun.headers["location"])) == "/tickets/7"
    assert await is_in(browser)
    (asked,) = corp.asked
    assert asked["code_challenge_method"] == "S256"
    assert asked["redirect_uri"] == "http://testserver/api/auth/oidc/corp/callback"
    assert min(len(asked["state"]), len(asked["nonce"]), len(asked["code_challenge"])) >= 43
    assert len({asked["state"], asked["nonce"], asked["code_challenge"]}) == 3
    (redeemed,) = corp.redeemed
    assert len(redeemed["code_verifier"][0]) >= 43
    async with get_database().reading() as session:
        methods = await session.scalars(
            text("SELECT data->>'method' FROM domain_events WHERE name = 'session.started' AND actor_id = :id"),
            {"id": user_id},
        )
        assert list(methods) == ["oidc"]
        assert (await session.scalars(select(OidcFlow))).all() == []
        assert (await session.scalars(select(OidcIdentity.last_used_at))).one() is not None


async def test_oidc_provider_mock_lets_somebody_in_whom_the_profile_linked(browser: Browser, admin: Browser) -> None:
    """Another provider than the tests' own: oidc-provider-mock, built on Authlib's server side."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import oidc_provider_mock

        user = oidc_provider_mock.User(sub="ana-at-mock", claims={"email": "other@elsewhere.example"})
        with oidc_provider_mock.run_server_in_thread(user_claims=[user]) as server:
            issuer = f"http://localhost:{server.server_port}"
            await add_person("Ana Santos")
            await configure(admin, Provider(server.server_port), issuer=issuer)
            await browser.sign_in("ana")
            address = (await browser.call("POST", "/api/auth/oidc/corp/link")).json()["address"]

            async def consent(at: str) -> str:
                async with httpx.AsyncClient() as http:
                    answer = await http.post(at, data={"sub": "ana-at-mock"})
                parts = urlsplit(answer.headers["location"])
                return f"{parts.path}?{parts.query}"

            assert await arrive(browser, await consent(address)) == "/me"
            (identity,) = (await browser.call("GET", "/api/auth/identities")).json()["items"]
            assert (identity["provider"], identity["email"]) == ("Corporate", None)
            await browser.sign_out()
            begun = await browser.http.get(START)
            assert await arrive(browser, await consent(begun.headers["location"])) == "/"
            assert await is_in(browser)


@pytest.mark.asvs("6.3.4")
@pytest.mark.peer_class("S38")
async def test_the_second_step_is_asked_for_like_after_a_password(
    browser: Browser, open_browser: OpenBrowser, admin: Browser, corp: Provider
) -> None:
    """S38, Vikunja CVE-2026-34727: the provider's word does not replace the code."""
    user_id = await add_person("Ana Santos")
    await configure(admin, corp)
    await link(admin, user_id)
    await browser.sign_in("ana")
    phone, _ = await set_up(browser)
    other = open_browser()
    assert await arrive(other, await visit(other)) == "/login?sso=code"
    assert not await is_in(other)
    assert await enter(other, phone.fresh()) == 200
    async with open_work(system_actor()) as work:
        await change_setting(work, "second_step_roles", ["end_user"])
    ben = await add_person("Ben Cruz")
    await link(admin, ben, "subject-2")
    corp.become("subject-2")
    third = open_browser()
    assert await arrive(third, await visit(third, f"{START}?next=/new")) == "/login?sso=enrol&next=%2Fnew"
    assert not await is_in(third)


# --- what is refused -------------------------------------------------------------------------------------------------


def _with(**changes: Any) -> Callable[[Claims], Claims]:
    return lambda claims: claims | changes


def _without(name: str) -> Callable[[Claims], Claims]:
    return lambda claims: {key: value for key, value in claims.items() if key != name}


LIES: dict[str, Callable[[Claims], Claims]] = {
    "wrong nonce": _with(nonce="another"),
    "no nonce": _without("nonce"),
    "wrong audience": _with(aud="somebody-else"),
    "audience of two": _with(aud=[CLIENT_ID, "somebody-else"]),
    "no audience": _without("aud"),
    "wrong issuer": _with(iss="https://accounts.evil.example"),
    "no issuer": _without("iss"),
    "expired": _with(exp=int(time.time()) - 600),
    "no expiry": _without("exp"),
    "from the future": _with(iat=int(time.time()) + 6_000),
    "no subject": _without("sub"),
    "empty subject": _with(sub=""),
    "subject of another type": _with(sub=["subject-1"]),
}


@pytest.mark.asvs("6.8.2", "9.2.3", "10.5.1", "10.5.4")
@pytest.mark.peer_class("S39")
@pytest.mark.parametrize("lie", LIES)
async def test_an_id_token_that_does_not_hold_opens_nothing(
    browser: Browser, admin: Browser, corp: Provider, lie: str
) -> None:
    await configure(admin, corp)
    await link(admin, await add_person("Ana Santos"))
    corp.lie = LIES[lie]
    assert await arrive(browser, await visit(browser)) == "/login?sso=refused"
    assert not await is_in(browser)
    assert await refusals() == ["oidc_token"]


@pytest.mark.asvs("6.8.2", "9.1.1", "9.1.2", "9.1.3")
@pytest.mark.peer_class("S39")
@pytest.mark.parametrize(
    "forgery", ["unsigned", "by_client_secret", "by_public_key", "by_other_key", "by_embedded_key"]
)
async def test_signatures_are_the_providers_own(browser: Browser, admin: Browser, corp: Provider, forgery: str) -> None:
    """ASVS 9.1: alg none, a confusion with the shared secret, another key, a key in the header."""
    await configure(admin, corp)
    await link(admin, await add_person("Ana Santos"))
    corp.sign = getattr(corp, forgery)
    assert await arrive(browser, await visit(browser)) == "/login?sso=refused"
    assert not await is_in(browser)


@pytest.mark.asvs("10.1.2")
@pytest.mark.peer_class("S39")
async def test_state_must_be_of_this_browser_and_answers_are_taken_once(
    browser: Browser, open_browser: OpenBrowser, admin: Browser, corp: Provider
) -> None:
    """S39, Authlib CVE-2025-68158, fastapi-users CVE-2025-68481."""
    await configure(admin, corp)
    await link(admin, await add_person("Ana Santos"))
    callback = await visit(browser)
    stranger = open_browser()
    assert await arrive(stranger, callback) == "/login?sso=refused"
    await visit(stranger)
    assert await arrive(stranger, callback) == "/login?sso=refused", "another visit's cookie does not fit"
    state = parse_qs(urlsplit(callback).query)["state"][0]
    for bad in (callback.replace(state, state[::-1]), callback.replace(f"state={state}", "state=")):
        victim = open_browser()
        victim.http.cookies = browser.http.cookies
        assert await arrive(victim, bad) == "/login?sso=refused"
    saved = dict(browser.http.cookies)
    fresh = await visit(browser)
    saved = dict(browser.http.cookies)
    assert await arrive(browser, fresh) == "/"
    again = open_browser()
    for name, value in saved.items():
        again.http.cookies.set(name, value)
    assert await arrive(again, fresh) == "/login?sso=refused", "the same answer a second time"
    assert "oidc_state" in await refusals()


@pytest.mark.asvs("6.8.1", "10.1.2")
@pytest.mark.peer_class("S39")
async def test_an_answer_of_another_provider_is_refused(browser: Browser, admin: Browser, corp: Provider) -> None:
    """Mix-up: one provider's answer at another's door, and the `iss` of RFC 9207."""
    await configure(admin, corp)
    await configure(admin, corp, key="other", name="Other")
    callback = await visit(browser)
    assert await arrive(browser, callback.replace("/corp/", "/other/")) == "/login?sso=refused"
    callback = await visit(browser)
    wrong = callback.replace(f"127.0.0.1%3A{corp.port}", "evil.example")
    assert wrong != callback
    assert await arrive(browser, wrong) == "/login?sso=refused"


async def test_a_code_replayed_at_the_provider_and_one_denied_open_nothing(
    browser: Browser, admin: Browser, corp: Provider
) -> None:
    await configure(admin, corp)
    await link(admin, await add_person("Ana Santos"))
    callback = await visit(browser)
    code = parse_qs(urlsplit(callback).query)["code"][0]
    corp._codes.pop(code)
    assert await arrive(browser, callback) == "/login?sso=refused"
    callback = await visit(browser)
    assert await arrive(browser, f"{callback}&error=access_denied") == "/login?sso=refused"
    assert await refusals() == ["oidc_token", "oidc_denied"]


@pytest.mark.asvs("15.3.2", "16.5.2")
@pytest.mark.parametrize(
    "answer",
    [
        JSONResponse({"access_token": "x", "token_type": "Bearer"}),
        JSONResponse({"error": "server_error"}, 500),
        JSONResponse(["id_token"]),
        RedirectResponse("http://127.0.0.1:9/token", 307),
    ],
)
async def test_a_provider_that_fails_lets_nobody_in_and_is_no_server_error(
    browser: Browser, admin: Browser, corp: Provider, answer: JSONResponse
) -> None:
    await configure(admin, corp)
    await link(admin, await add_person("Ana Santos"))
    corp.token_answer = answer
    assert await arrive(browser, await visit(browser)) == "/login?sso=refused"
    corp.document = {"issuer": "https://other.example"}
    assert (await browser.http.get(START)).headers["location"] == "/login?sso=provider"
    corp.document = {"token_endpoint": "http://169.254.169.254/token"}
    assert (await browser.http.get(START)).headers["location"] == "/login?sso=provider"


@pytest.mark.asvs("10.2.1")
@pytest.mark.parametrize("checks_pkce", [True, False])
async def test_a_code_of_somebody_elses_visit_opens_nothing(
    browser: Browser, open_browser: OpenBrowser, admin: Browser, corp: Provider, checks_pkce: bool
) -> None:
    """A code slipped into another's answer: the provider misses the verifier; if it does not look, the nonce tells."""
    await configure(admin, corp)
    await link(admin, await add_person("Ana Santos"))
    corp.checks_pkce = checks_pkce
    stolen = parse_qs(urlsplit(await visit(open_browser())).query)["code"][0]
    own = await visit(browser)
    code = parse_qs(urlsplit(own).query)["code"][0]
    assert await arrive(browser, own.replace(code, stolen)) == "/login?sso=refused"
    assert not await is_in(browser)
    assert await refusals() == ["oidc_token"]


@pytest.mark.asvs("10.2.1")
async def test_a_provider_that_misses_the_challenge_gives_nothing(
    browser: Browser, admin: Browser, corp: Provider
) -> None:
    """The challenge taken out on the way there: the code cannot be redeemed."""
    await configure(admin, corp)
    await link(admin, await add_person("Ana Santos"))
    begun = await browser.http.get(START)
    plain = re.sub(r"&code_challenge(_method)?=[^&]*", "", begun.headers["location"])
    assert "code_challenge" not in plain
    assert await arrive(browser, await come_back(plain)) == "/login?sso=refused"
    assert not await is_in(browser)


@pytest.mark.peer_class("S13")
@pytest.mark.asvs("1.3.6")
async def test_no_provider_is_called_where_calls_out_may_not_go(
    browser: Browser, admin: Browser, corp: Provider, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rules of every call out: a network of our own only where the allow-list names it, metadata services never."""
    await configure(admin, corp)
    await link(admin, await add_person("Ana Santos"))
    for inner in ("https://10.0.0.5/token", "https://169.254.169.254/token", "https://[fe80::1]/token"):
        corp.document = {"token_endpoint": inner}
        assert await arrive(browser, await visit(browser)) == "/login?sso=refused"
    corp.document = {"jwks_uri": "https://192.168.7.7/keys"}
    assert await arrive(browser, await visit(browser)) == "/login?sso=refused"
    corp.document = {}
    await close_outbound()
    monkeypatch.setattr(settings, "outbound_allow", "")
    before = len(corp.asked)
    assert (await browser.http.get(START)).headers["location"] == "/login?sso=provider"
    assert len(corp.asked) == before


async def test_a_provider_that_is_away_is_said_and_passwords_go_on(
    browser: Browser, admin: Browser, corp: Provider
) -> None:
    await add_person("Ana Santos")
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        away = f"http://127.0.0.1:{nobody.getsockname()[1]}"
        await configure(admin, corp, issuer=away)
        assert (await browser.http.get(START)).headers["location"] == "/login?sso=provider"
        assert await refusals() == ["oidc_provider"]
        await configure(admin, corp, key="half", name="Half")
        corp.document = {"token_endpoint": f"{away}/token"}
        assert await arrive(browser, await visit(browser, "/api/auth/oidc/half/start")) == "/login?sso=refused"
    assert (await browser.sign_in("ana")).status_code == 200


@pytest.mark.usefixtures("limited")
async def test_visits_are_counted_by_address(open_browser: OpenBrowser, admin: Browser, corp: Provider) -> None:
    await configure(admin, corp)
    crowd = open_browser("10.7.7.7")
    path = "/api/auth/oidc/corp/callback?state=x&code=y"
    answers = [(await crowd.http.get(path)).status_code for _ in range(61)]
    assert answers == [303] * 60 + [429]
    assert (await open_browser("10.7.7.8").http.get(path)).status_code == 303


# --- whose account ---------------------------------------------------------------------------------------------------


@pytest.mark.asvs("10.3.3")
@pytest.mark.peer_class("S39")
async def test_an_address_links_nothing(browser: Browser, admin: Browser, corp: Provider) -> None:
    """S39: an account exists, the provider vouches for its address, and still only its owner may link."""
    await add_person("Ana Santos")
    await configure(admin, corp, may_create=True)
    assert await arrive(browser, await visit(browser)) == "/login?sso=unknown"
    async with get_database().reading() as session:
        assert (await session.scalars(select(OidcIdentity))).all() == []


@pytest.mark.asvs("6.8.1", "10.3.3", "10.5.2")
@pytest.mark.peer_class("S39")
async def test_the_same_subject_elsewhere_and_the_same_address_with_another_subject_are_others(
    browser: Browser, admin: Browser, corp: Provider
) -> None:
    user_id = await add_person("Ana Santos")
    await configure(admin, corp)
    async with open_work(system_actor()) as work:
        work.session.add(
            OidcIdentity(user_id=user_id, issuer="https://elsewhere.example", subject="subject-1", linked_at=work.now)
        )
    assert await arrive(browser, await visit(browser)) == "/login?sso=unknown"
    await link(admin, user_id, "subject-9")
    assert await arrive(browser, await visit(browser)) == "/login?sso=unknown"


@pytest.mark.parametrize("verified", [False, None, "true", 1])
async def test_unknown_people_are_made_only_where_wanted_and_with_a_verified_address(
    browser: Browser, open_browser: OpenBrowser, admin: Browser, corp: Provider, verified: object
) -> None:
    provider = await configure(admin, corp)
    assert await arrive(browser, await visit(browser)) == "/login?sso=unknown"
    path = f"/api/admin/sign-in-providers/{provider['id']}"
    on = await admin.call("PATCH", path, json={"may_create": True}, headers={"If-Match": '"1"'})
    assert on.status_code == 200
    corp.lie = _with(email_verified=verified)
    assert await arrive(browser, await visit(browser)) == "/login?sso=unverified"
    corp.become("subject-1", **ANA)
    assert await arrive(browser, await visit(browser)) == "/"
    assert await is_in(browser)
    me = (await browser.call("GET", "/api/auth/me")).json()
    assert (me["name"], me["email"], me["role"], me["has_password"]) == (
        "Ana Santos",
        "ana@madison88.example",
        "end_user",
        False,
    )
    again = open_browser()
    corp.become("subject-1", email="new@madison88.example", email_verified=True)
    assert await arrive(again, await visit(again)) == "/"
    async with get_database().reading() as session:
        assert len((await session.scalars(select(OidcIdentity))).all()) == 1


@pytest.mark.asvs("7.4.2")
@pytest.mark.peer_class("S05")
async def test_a_deactivated_person_is_refused_on_this_path_too(
    browser: Browser, admin: Browser, corp: Provider
) -> None:
    user_id = await add_person("Ana Santos")
    await configure(admin, corp)
    await link(admin, user_id)
    async with open_work(system_actor()) as work:
        await users.deactivate_user(work, user_id)
    assert await arrive(browser, await visit(browser)) == "/login?sso=refused"
    assert await refusals() == ["oidc_inactive"]


async def test_groups_give_and_take_roles_but_never_the_last_administrator(
    browser: Browser, open_browser: OpenBrowser, admin: Browser, corp: Provider
) -> None:
    groups = [{"group": "it", "role": "it_agent"}, {"group": "bosses", "role": "it_manager"}]
    await configure(admin, corp, may_create=True, group_claim="memberOf", group_roles=groups)
    corp.become("subject-1", **ANA, memberOf=["it", "bosses", "others"])
    await arrive(browser, await visit(browser))
    assert await is_in(browser)
    assert (await browser.call("GET", "/api/auth/me")).json()["role"] == "it_manager"
    later = open_browser()
    corp.become("subject-1", **ANA, memberOf=["it"])
    await arrive(later, await visit(later))
    assert await is_in(later)
    assert (await later.call("GET", "/api/auth/me")).json()["role"] == "it_agent"
    assert (await browser.refresh()).status_code == 401, "the session of the role before has ended"
    corp.become("subject-1", **ANA, memberOf="it_manager")
    odd = open_browser()
    await arrive(odd, await visit(odd))
    assert await is_in(odd)
    assert (await odd.call("GET", "/api/auth/me")).json()["role"] == "end_user"


OWN_ROLE = {"name": "Night desk", "base": "it_agent", "permissions": ["tickets.work", "users.read"], "reason": "Nights"}


async def own_role(**changes: Any) -> OwnRole:
    async with open_work(system_actor()) as work:
        return await create_own_role(work, OwnRoleCreate(**OWN_ROLE | changes))


async def test_groups_give_and_take_own_roles(
    browser: Browser, open_browser: OpenBrowser, admin: Browser, corp: Provider
) -> None:
    night = await own_role()
    groups = [
        {"group": "night", "role": "it_agent", "own_role_id": str(night.id)},
        {"group": "it", "role": "it_agent"},
        {"group": "bosses", "role": "it_manager"},
    ]
    made = await configure(admin, corp, may_create=True, group_roles=groups)
    assert made["group_roles"] == [groups[0], *({**one, "own_role_id": None} for one in groups[1:])]

    async def come(*named: str) -> tuple[str, set[str]]:
        corp.become("subject-1", **ANA, groups=list(named))
        one = open_browser()
        await arrive(one, await visit(one))
        assert await is_in(one)
        me = (await one.call("GET", "/api/auth/me")).json()
        return me["role"], set(me["permissions"])

    assert await come("night") == ("it_agent", {"tickets.work", "users.read"}), "made with the own role"
    assert await come("it", "night") == ("it_agent", {"tickets.work", "users.read"}), "the first of the list counts"
    role, permissions = await come("it")
    assert role == "it_agent"
    assert "tickets.create" in permissions, "the shipped role takes the own one away"
    assert (await come("night", "bosses"))[0] == "it_manager", "the higher shipped role counts"
    assert await come("night") == ("it_agent", {"tickets.work", "users.read"})
    await arrive(browser, await visit(browser))
    assert await is_in(browser)
    assert await come("night") == ("it_agent", {"tickets.work", "users.read"})
    assert await is_in(browser), "the same role ends no session"


async def test_an_own_role_stays_while_a_group_gives_it(admin: Browser, corp: Provider) -> None:
    night, day = await own_role(), await own_role(name="Day desk", base="end_user", permissions=[])
    given = {"group": "night", "role": "it_agent", "own_role_id": str(night.id)}
    made = await configure(admin, corp, group_roles=[{"group": "it", "role": "it_agent"}, given])
    path = f"/api/admin/sign-in-providers/{made['id']}"

    async def remove() -> None:
        async with open_work(system_actor()) as work:
            await remove_own_role(work, await find_own_role(work.session, night.id, locked=True))

    with pytest.raises(RoleInUse, match="groups of a sign-in provider"):
        await remove()
    for wrong in (str(day.id), "00000000-0000-7000-8000-000000000000"):
        body = {"group_roles": [given | {"own_role_id": wrong}]}
        assert (await admin.call("PATCH", path, json=body, headers={"If-Match": "*"})).status_code == 422
    assert (await admin.call("GET", path)).json() == made
    body = {"group_roles": [given | {"own_role_id": None}]}
    changed = await admin.call("PATCH", path, json=body, headers={"If-Match": "*"})
    assert changed.json()["group_roles"] == [given | {"own_role_id": None}]
    await remove()
    async with get_database().reading() as session:
        told = text("SELECT data->'changes'->'group_roles' FROM domain_events WHERE subject_id = :id ORDER BY seq")
        last = (await session.scalars(told, {"id": UUID(made["id"])})).all()[-1]
    assert last == [[["it", "it_agent"], ["night", "Night desk"]], [["night", "it_agent"]]]


@pytest.mark.asvs("8.2.1")
async def test_nobody_makes_a_provider_vouch_for_more_than_they_may(
    open_browser: OpenBrowser, admin: Browser, corp: Provider
) -> None:
    keeper = await own_role(
        name="Keeper of settings",
        base="it_manager",
        permissions=["tickets.work", "users.read", "tickets.read_all", "settings.manage", "users.manage"],
    )
    ada = (await admin.call("GET", "/api/auth/me")).json()["id"]
    ken = await add_person("Ken Ortega", Role.IT_MANAGER)
    answer = await admin.call(
        "PATCH", f"/api/users/{ken}", json={"own_role_id": str(keeper.id)}, headers={"If-Match": "*"}
    )
    assert answer.status_code == 200, answer.text
    made = await configure(admin, corp, group_roles=[{"group": "bosses", "role": "system_admin"}])
    path, mine = f"/api/admin/sign-in-providers/{made['id']}", open_browser()
    await mine.sign_in("ken")
    for body in ({"name": "Mine"}, {"group_roles": [{"group": "all", "role": "system_admin"}]}):
        assert (await mine.call("PATCH", path, json=body, headers={"If-Match": "*"})).status_code == 403
    harmless = {"group_roles": [{"group": "all", "role": "it_manager", "own_role_id": str(keeper.id)}]}
    assert (await mine.call("PATCH", path, json=harmless, headers={"If-Match": "*"})).status_code == 200
    assert await link(mine, UUID(ada)) == 403, "an administrator's account is not opened by who may do less"
    for method, one, body in (
        ("PATCH", f"/api/users/{ada}", {"email": "mine@madison88.example"}),
        ("PATCH", f"/api/users/{ada}", {"role": "end_user"}),
        ("POST", f"/api/users/{ada}/deactivate", None),
        ("DELETE", f"/api/users/{ada}/second-factor", None),
    ):
        answer = await mine.call(method, one, json=body, headers={"If-Match": "*"})
        assert answer.status_code == 403, (method, one, body)


async def test_linking_takes_a_proof_a_live_session_and_an_identity_that_is_free(
    browser: Browser, open_browser: OpenBrowser, admin: Browser, corp: Provider
) -> None:
    await add_person("Ana Santos")
    ben = await add_person("Ben Cruz")
    await configure(admin, corp)
    await browser.sign_in("ana")
    address = (await browser.call("POST", "/api/auth/oidc/corp/link")).json()["address"]
    callback = await come_back(address)
    stranger = open_browser()
    await stranger.sign_in("ben")
    assert await arrive(stranger, callback) == "/login?sso=refused", "a link begun by Ana does not link Ben"
    assert await arrive(browser, callback) == "/me"
    (identity,) = (await browser.call("GET", "/api/auth/identities")).json()["items"]
    assert identity["email"] == "ana@madison88.example"
    assert await link(admin, ben) == 409
    address = (await browser.call("POST", "/api/auth/oidc/corp/link")).json()["address"]
    callback = await come_back(address)
    await browser.sign_out()
    assert await arrive(browser, callback) == "/login?sso=refused", "signed out meanwhile"
    await browser.sign_in("ana")
    assert (await browser.call("DELETE", f"/api/auth/identities/{identity['id']}")).status_code == 204
    assert await arrive(browser, await visit(browser)) == "/login?sso=unknown"


async def test_the_only_way_in_is_not_unlinked(browser: Browser, admin: Browser, corp: Provider) -> None:
    await configure(admin, corp, may_create=True)
    await arrive(browser, await visit(browser))
    assert await is_in(browser)
    (identity,) = (await browser.call("GET", "/api/auth/identities")).json()["items"]
    refused = await browser.call("DELETE", f"/api/auth/identities/{identity['id']}")
    assert (refused.status_code, refused.json()["code"]) == (409, "only_way_in")


# --- providers -------------------------------------------------------------------------------------------------------


@pytest.mark.peer_class("S30")
async def test_the_client_secret_is_sealed_and_never_shown(admin: Browser, corp: Provider) -> None:
    provider = await configure(admin, corp)
    path = f"/api/admin/sign-in-providers/{provider['id']}"
    shown = (await admin.call("GET", path)).text + (await admin.call("GET", "/api/admin/sign-in-providers")).text
    assert CLIENT_SECRET not in shown
    assert "secret" not in provider
    async with get_database().reading() as session:
        kept = (await session.scalars(select(OidcProvider))).one()
        assert CLIENT_SECRET.encode() not in kept.sealed_secret
        events = repr((await session.execute(text("SELECT data FROM domain_events"))).all())
        audit = repr((await session.execute(text("SELECT changes, details FROM audit_entries"))).all())
    assert CLIENT_SECRET not in events + audit


async def test_another_issuer_needs_its_own_secret(admin: Browser, corp: Provider) -> None:
    """Or an administrator's session could send the present secret anywhere."""
    provider = await configure(admin, corp)
    path, headers = f"/api/admin/sign-in-providers/{provider['id']}", {"If-Match": '"1"'}
    elsewhere = {"issuer": "https://elsewhere.example"}
    assert (await admin.call("PATCH", path, json=elsewhere, headers=headers)).status_code == 422
    changed = await admin.call("PATCH", path, json=elsewhere | {"client_secret": "another"}, headers=headers)
    assert (changed.status_code, changed.json()["version"]) == (200, 2)
    assert (await admin.call("PATCH", path, json={"is_active": False}, headers=headers)).status_code == 412
    off = await admin.call("PATCH", path, json={"is_active": False}, headers={"If-Match": '"2"'})
    assert off.status_code == 200
    assert (await admin.http.get(START)).status_code == 404
    assert (await admin.http.get("/api/auth/providers")).json() == {"items": []}
    assert (await admin.call("DELETE", path, headers={"If-Match": '"3"'})).status_code == 204


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"issuer": "http://accounts.example"}, 422),
        ({"issuer": "https://user:pass@accounts.example"}, 422),
        ({"issuer": "javascript:alert(1)"}, 422),
        ({"issuer": "file:///etc/passwd"}, 422),
        ({"key": "Corp Key"}, 422),
        ({"key": "environment"}, 409),
        ({"scopes": "openid\nX"}, 422),
        ({"group_roles": [{"group": "it", "role": "root"}]}, 422),
        ({"client_secret": ""}, 422),
        ({"sealed_secret": "x"}, 422),
    ],
)
async def test_bad_providers_are_refused(admin: Browser, corp: Provider, changes: dict[str, Any], status: int) -> None:
    good = {"key": "k", "name": "N", "issuer": corp.issuer, "client_id": "c", "client_secret": "s"}
    answer = await admin.call("POST", "/api/admin/sign-in-providers", json=good | changes)
    assert answer.status_code == status, answer.text
    assert (await admin.call("POST", "/api/admin/sign-in-providers", json=good)).status_code == 201
    assert (await admin.call("POST", "/api/admin/sign-in-providers", json=good)).status_code == 409


async def test_a_provider_may_come_from_the_environment(
    browser: Browser, corp: Provider, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "oidc_issuer", corp.issuer)
    monkeypatch.setattr(settings, "oidc_client_id", CLIENT_ID)
    offered = (await browser.http.get("/api/auth/providers")).json()["items"]
    assert offered == [{"key": "environment", "name": "single sign-on"}]
    begun = await browser.http.get("/api/auth/oidc/environment/start")
    assert begun.headers["location"].startswith(corp.issuer)


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("https://accounts.example", True),
        ("http://127.0.0.1:8080", True),
        ("http://localhost", True),
        ("http://accounts.example", False),
        ("http://127.0.0.1.evil.example", False),
        ("https://", False),
        ("https://u:p@accounts.example", False),
        ("https://accounts.example/#x", False),
        ("ftp://accounts.example", False),
    ],
)
def test_providers_are_asked_over_tls_or_on_this_machine(address: str, allowed: bool) -> None:
    assert may_be_asked(address) is allowed


@pytest.mark.parametrize("good", ["/", "/tickets/7?tab=x", "/me#top", "/a//b"])
def test_paths_of_our_own_are_kept(good: str) -> None:
    assert inner_path(good) == good


@pytest.mark.peer_class("S35")
@pytest.mark.parametrize(
    "bad",
    [
        *("", "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example", "https://evil.example"),
        *("javascript:alert(1)", "/\t/evil.example", "/\n/evil", " /x", "/x y", "http:/evil", "data:text/html,x", "me"),
        *("/api/auth/logout", "//evil.example/%2f..", "/\u0085/evil", "/\x00", "////", "evil.example", "?x", "#x"),
        *("/\\/evil", "/\r\nSet-Cookie:x=1", "http://[::1", "//[::1]", "/api/", "\u00a0//evil", "https:evil.example"),
    ],
)
def test_other_places_are_not_gone_to(bad: str) -> None:
    """S35."""
    assert inner_path(bad) == "/"
