"""Personal API tokens: shown once, never more than their person may do, gone within seconds.

S05, S30, S38; ASVS 7.4.1, 8.3.2, 9.2.3, 11.5.1.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy import text, update

from itsm.domains.identity.api_tokens import authority as token_authority
from itsm.domains.identity.api_tokens.authority import API_TOKENS
from itsm.domains.identity.api_tokens.scopes import (
    AREA_PERMISSIONS,
    AREAS,
    CLOSED_PERMISSIONS,
    Scope,
    covers,
    lent,
    may_give,
)
from itsm.domains.identity.api_tokens.secret import digest_of, id_in, new_secret
from itsm.domains.identity.authority import AuthorityCache
from itsm.domains.identity.models import ApiToken, Session
from itsm.domains.users import api as users
from itsm.platform.actor import Role, system_actor
from itsm.platform.db.engine import get_database
from itsm.platform.permissions import PERMISSIONS, ROLE_PERMISSIONS
from itsm.platform.work import open_work
from tests.conftest import Login
from tests.domains.identity.conftest import OpenBrowser
from tests.domains.identity.door import NEW_PASSWORD, PASSWORD, Browser, add_person

Drain = Callable[[], Awaitable[int]]
DOCUMENT = Path(__file__).parents[3] / "web" / "openapi.json"


async def make(browser: Browser, *scopes: str, days: int = 30, name: str = "Script") -> str:
    body = {"name": name, "scopes": list(scopes), "expires_in_days": days}
    answer = await browser.call("POST", "/api/auth/tokens", json=body)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["token"])


async def use(browser: Browser, token: str, method: str = "GET", path: str = "/api/auth/me", **more: object) -> int:
    headers = {"Authorization": f"Bearer {token}"} | dict(more.pop("headers", {}))  # type: ignore[call-overload]
    return (await browser.http.request(method, path, headers=headers, **more)).status_code  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def forget() -> None:
    API_TOKENS.clear()


# --- pure ------------------------------------------------------------------------------------------------------------


def test_a_token_names_its_row_and_has_256_random_bits() -> None:
    token_id = uuid4()
    first, second = new_secret(token_id), new_secret(token_id)
    assert first.startswith("itsm_pat_")
    assert first != second
    assert id_in(first) == id_in(second) == token_id
    assert digest_of(first) != digest_of(second)
    for other in ("", "itsm_pat_", first[:-1], first + "A", first[9:], "itsm_pat_" + "é" * 64, "itsm_pat_" + "!" * 64):
        assert id_in(other) is None


def test_every_permission_belongs_to_an_area_and_a_token_never_has_more_than_its_person() -> None:
    known = frozenset().union(*AREA_PERMISSIONS.values())
    assert known | CLOSED_PERMISSIONS == PERMISSIONS
    assert not known & CLOSED_PERMISSIONS
    for role, permissions in ROLE_PERMISSIONS.items():
        for scope in Scope:
            assert lent([scope], permissions) <= permissions, role
    assert lent(list(Scope), known) == known
    assert may_give(Scope.TICKETS_WRITE, ROLE_PERMISSIONS[Role.END_USER])
    assert not may_give(Scope.ADMIN_READ, ROLE_PERMISSIONS[Role.IT_MANAGER])


def test_every_operation_of_the_interface_is_in_an_area_or_closed_on_purpose() -> None:
    paths = json.loads(DOCUMENT.read_text())["paths"]
    closed = {path for path in paths if path.split("/")[2] not in AREAS}
    # Approvals are people's; letters and calendar feeds have a secret of their own, news of mails a signature.
    own = (
        "/api/auth/",
        "/api/health/",
        "/api/approvals",
        "/api/approval-letters",
        "/api/calendar/",
        "/api/mail-events/",
    )
    assert all(path.startswith(own) for path in closed), closed


@pytest.mark.parametrize(
    ("scopes", "method", "path", "covered"),
    [
        ("tickets:read", "GET", "/api/tickets", True),
        ("tickets:read", "POST", "/api/tickets", False),
        ("tickets:write", "POST", "/api/tickets", True),
        ("tickets:write", "GET", "/api/tickets/x", True),
        ("tickets:write", "GET", "/api/users", False),
        ("admin:read", "PATCH", "/api/admin/settings/x", False),
        ("admin:write", "PATCH", "/api/admin/settings/x", True),
        ("admin:write", "POST", "/api/auth/tokens", False),
        ("admin:write", "GET", "/api/auth/me", True),
        ("admin:write", "PATCH", "/api/auth/me", False),
        ("admin:write", "GET", "/", False),
        ("admin:write", "GET", "/other/admin", False),
        ("admin:write", "GET", "//api/admin", False),
        ("reports:read", "GET", "/api/dashboard/overview", True),
        ("reports:read", "GET", "/api/dashboard/export/pages/manager", True),
        ("reports:read", "GET", "/api/dashboard/export/tickets", False),
        ("tickets:read", "GET", "/api/tickets/x/assets", False),
        ("tickets:write", "POST", "/api/tickets/x/assets", False),
        ("assets:write", "POST", "/api/tickets/x/assets", False),
        ("tickets:read assets:read", "GET", "/api/tickets/x/assets", True),
        ("tickets:read assets:write", "POST", "/api/tickets/x/assets", False),
        ("tickets:write assets:read", "POST", "/api/tickets/x/assets", True),
        ("tickets:write assets:read", "DELETE", "/api/tickets/x/assets/y", True),
        ("assets:read", "GET", "/api/assets/tickets", True),
        ("assets:read", "GET", "/api/assets/x/tickets", False),
        ("assets:read tickets:read", "GET", "/api/assets/x/tickets", True),
        ("changes:write", "POST", "/api/changes/x/tickets", False),
        ("changes:write tickets:read", "POST", "/api/changes/x/tickets", True),
        ("tickets:read", "GET", "/api/tickets/x/changes", False),
        ("tickets:read", "GET", "/api/tickets/x/articles", False),
        ("knowledge:read", "GET", "/api/kb/articles/x", True),
        ("knowledge:read", "GET", "/api/kb/articles/x/tickets", False),
        ("knowledge:read tickets:read", "GET", "/api/kb/articles/x/tickets", True),
    ],
)
def test_scopes_open_paths_and_methods(scopes: str, method: str, path: str, covered: bool) -> None:
    assert covers([Scope(scope) for scope in scopes.split()], method, path) is covered


# --- over HTTP -------------------------------------------------------------------------------------------------------


@pytest.mark.asvs("11.5.1")
@pytest.mark.peer_class("S30")
async def test_a_token_is_shown_once_stored_hashed_and_told_to_its_owner(browser: Browser, drain: Drain) -> None:
    await add_person("Ana Santos", Role.IT_AGENT)
    await browser.sign_in("ana")
    token = await make(browser, "tickets:read", "people:read")
    listed = (await browser.call("GET", "/api/auth/tokens")).json()
    areas = ("tickets", "people", "knowledge", "assets", "changes")
    assert listed["scopes"] == [f"{area}:{what}" for area in areas for what in ("read", "write")] + ["reports:read"]
    (item,) = listed["items"]
    assert (item["name"], item["hint"], item["last_used_at"]) == ("Script", token[-4:], None)
    assert token not in json.dumps(listed)
    await drain()
    async with get_database().reading() as session:
        kept = ""
        for table in ("api_tokens", "domain_events", "audit_entries", "deliveries", "idempotency_keys"):
            kept += repr((await session.execute(text(f"SELECT * FROM {table}"))).all())  # noqa: S608 - a literal list
        mailed = list(await session.scalars(text("SELECT template FROM deliveries")))
    assert token not in kept
    assert mailed == ["api_token_created"]


async def test_it_speaks_for_its_person_without_cookies_and_within_its_scopes(
    browser: Browser, open_browser: OpenBrowser
) -> None:
    await add_person("Ada Zamora", Role.SYSTEM_ADMIN)
    await browser.sign_in("ada")
    token = await make(browser, "people:read")
    program = open_browser("10.7.7.7")
    assert await use(program, token) == 200
    assert await use(program, token, path="/api/users") == 200
    assert await use(program, token, "POST", "/api/users", json={}) == 403
    assert await use(program, token, path="/api/auth/sessions") == 403
    assert await use(program, token, "POST", "/api/auth/tokens", json={}) == 403
    assert await use(program, token, "POST", "/api/auth/proof", json={"password": PASSWORD}) == 403
    assert not program.http.cookies
    (item,) = (await browser.call("GET", "/api/auth/tokens")).json()["items"]
    assert item["last_used_ip"] == "10.7.7.7"
    assert item["last_used_at"] is not None


async def test_a_writing_token_still_cannot_do_what_needs_a_proof(browser: Browser) -> None:
    """A program cannot show that it is the person: role changes and staff accounts stay with people."""
    user_id = await add_person("Ana Santos")
    await add_person("Ada Zamora", Role.SYSTEM_ADMIN)
    await browser.sign_in("ada")
    token = await make(browser, "people:write")
    path, headers = f"/api/users/{user_id}", {"If-Match": "*"}
    assert await use(browser, token, "PATCH", path, json={"department": "Finance"}, headers=headers) == 200
    assert await use(browser, token, "PATCH", path, json={"role": "system_admin"}, headers=headers) == 403
    async with get_database().reading() as session:
        kinds = await session.scalars(text("SELECT actor_kind FROM audit_entries WHERE action = 'user.updated'"))
        assert list(kinds) == ["token"]


@pytest.mark.parametrize(
    "body",
    [
        {"scopes": []},
        {"scopes": ["tickets:read", "root"]},
        {"scopes": ["admin:read"]},
        {"scopes": "tickets:read"},
        {"expires_in_days": 0},
        {"expires_in_days": 366},
        {"expires_in_days": None},
        {"name": ""},
        {"user_id": str(uuid4())},
        {"authority_version": 9},
    ],
)
async def test_bad_tokens_are_not_made(browser: Browser, body: dict[str, object]) -> None:
    await add_person("Ana Santos")
    await browser.sign_in("ana")
    good = {"name": "Script", "scopes": ["tickets:read"], "expires_in_days": 30}
    assert (await browser.call("POST", "/api/auth/tokens", json=good | body)).status_code == 422
    without = {key: value for key, value in good.items() if key != "expires_in_days"}
    assert (await browser.call("POST", "/api/auth/tokens", json=without)).status_code == 422


async def test_making_one_needs_a_proof_and_their_number_is_bounded(browser: Browser) -> None:
    await add_person("Ana Santos")
    await browser.sign_in("ana")
    for _ in range(20):
        await make(browser, "tickets:read")
    body = {"name": "One more", "scopes": ["tickets:read"], "expires_in_days": 1}
    full = await browser.call("POST", "/api/auth/tokens", json=body)
    assert (full.status_code, full.json()["code"]) == (409, "too_many_tokens")
    async with open_work(system_actor()) as work:
        await work.session.execute(update(Session).values(proved_at=work.now - timedelta(hours=1)))
    await browser.refresh()
    assert (await browser.call("POST", "/api/auth/tokens", json=body)).json()["code"] == "proof_needed"


async def test_forged_expired_and_foreign_tokens_open_nothing(browser: Browser, open_browser: OpenBrowser) -> None:
    await add_person("Ana Santos")
    await add_person("Ben Cruz")
    await browser.sign_in("ana")
    token = await make(browser, "tickets:read")
    token_id = id_in(token)
    assert token_id is not None
    changed = token[:-6] + token[-6:][::-1]
    for forged in (new_secret(token_id), new_secret(uuid4()), changed, token.upper(), f"{token} x"):
        assert await use(browser, forged) == 401, forged
    stranger = open_browser()
    await stranger.sign_in("ben")
    path = f"/api/auth/tokens/{token_id}"
    assert (await stranger.call("DELETE", path)).status_code == 404
    assert await use(browser, token) == 200
    async with open_work(system_actor()) as work:
        await work.session.execute(update(ApiToken).values(expires_at=work.now))
    API_TOKENS.clear()
    assert await use(browser, token) == 401
    assert (await browser.call("GET", "/api/auth/tokens")).json()["items"] == []


async def test_a_report_counts_what_its_person_sees_and_opens_no_ticket(
    client: httpx.AsyncClient, login: Login
) -> None:
    """A token for figures alone: a manager's counts the whole desk, an agent's their teams; neither lists any."""
    asked = await client.post("/api/tickets", headers=await login("user.ph"), json=TICKET)
    assert asked.status_code == 201, asked.text
    counted: dict[str, list[int]] = {}
    for name in ("manager.us", "agent.ph", "agent.us"):
        person = await login(name)
        made = await client.post(
            "/api/auth/tokens",
            headers=person,
            json={"name": "Report", "scopes": ["reports:read"], "expires_in_days": 1},
        )
        report = {"Authorization": f"Bearer {made.json()['token']}"}
        answers = [await client.get("/api/dashboard/overview", headers=headers) for headers in (person, report)]
        assert answers[0].json()["figures"] == answers[1].json()["figures"]
        counted[name] = [_open(answer.json()) for answer in answers]
        for path in ("/api/tickets", f"/api/tickets/{asked.json()['id']}", "/api/dashboard/export/tickets"):
            assert (await client.get(path, headers=report)).status_code == 403, path
    assert counted == {"manager.us": [1, 1], "agent.ph": [1, 1], "agent.us": [0, 0]}
    both = {"name": "Lists", "scopes": ["reports:read", "tickets:read"], "expires_in_days": 1}
    made = await client.post("/api/auth/tokens", headers=await login("manager.us"), json=both)
    lists = {"Authorization": f"Bearer {made.json()['token']}"}
    exported = await client.get("/api/dashboard/export/tickets", headers=lists)
    assert (exported.status_code, asked.json()["number"] in exported.text) == (200, True)


def _open(overview: dict[str, Any]) -> int:
    return sum(share["count"] for share in overview["open_by_status"])


# --- the end of a token ----------------------------------------------------------------------------------------------


async def _revoke(browser: Browser, user_id: UUID, token: str) -> None:
    assert (await browser.call("DELETE", f"/api/auth/tokens/{id_in(token)}")).status_code == 204


async def _deactivate(browser: Browser, user_id: UUID, token: str) -> None:
    async with open_work(system_actor()) as work:
        await users.deactivate_user(work, user_id)


async def _demote(browser: Browser, user_id: UUID, token: str) -> None:
    async with open_work(system_actor()) as work:
        version = await users.user_version(work.session, user_id)
        await users.update_user(work, user_id, {"role": Role.END_USER}, version=version)


async def _change_password(browser: Browser, user_id: UUID, token: str) -> None:
    body = {"current_password": PASSWORD, "new_password": NEW_PASSWORD}
    assert (await browser.call("POST", "/api/auth/password/change", json=body)).status_code == 204


@pytest.mark.asvs("7.4.1", "8.3.2")
@pytest.mark.peer_class("S05")
@pytest.mark.parametrize("act", [_revoke, _deactivate, _demote, _change_password])
async def test_a_token_is_refused_everywhere_within_five_seconds(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, act: Callable[[Browser, UUID, str], Awaitable[None]]
) -> None:
    """S05: measured in a process that has just answered for the token, and did not do what ended it."""
    user_id = await add_person("Ana Santos", Role.IT_AGENT)
    await browser.sign_in("ana")
    token = await make(browser, "tickets:write")
    elsewhere = AuthorityCache(token_authority._load)
    monkeypatch.setattr(token_authority, "API_TOKENS", elsewhere)
    assert await use(browser, token) == 200
    assert await use(browser, token) == 200
    await act(browser, user_id, token)
    began = time.monotonic()
    while await use(browser, token) != 401:
        assert time.monotonic() - began < 5
        await asyncio.sleep(0.05)
    assert time.monotonic() - began < 5


async def test_a_token_fetches_files_by_links_that_die_with_it(client: httpx.AsyncClient, login: object) -> None:
    """S03: the signed link names the token, so it is refused once the token is."""
    headers = await login("user.ph")  # type: ignore[operator]
    ticket = await client.post("/api/tickets", headers=headers, json=TICKET)
    assert ticket.status_code == 201, ticket.text
    path = f"/api/tickets/{ticket.json()['id']}/attachments"
    file = await client.post(path, files={"file": ("a.txt", b"hello")}, headers=headers)
    made = await client.post(
        "/api/auth/tokens",
        headers=headers,
        json={"name": "Files", "scopes": ["tickets:write"], "expires_in_days": 1},
    )
    bearer = {"Authorization": f"Bearer {made.json()['token']}"}
    link = await client.post(f"{path}/{file.json()['id']}/link", headers=bearer)
    assert link.status_code in {200, 201}, link.text
    assert (await client.get(link.json()["url"])).content == b"hello"
    await client.delete(f"/api/auth/tokens/{made.json()['id']}", headers=headers)
    assert (await client.get(link.json()["url"])).status_code == 404


TICKET = {
    "type": "incident",
    "category": "Hardware",
    "title": "Laptop does not start any more",
    "description": "It shows a black screen since this morning and the fan runs.",
    "business_impact": "I cannot process any purchase orders today.",
    "location": "Philippines",
    "confirm_duplicate": True,
}
