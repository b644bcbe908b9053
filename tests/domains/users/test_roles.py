"""Roles as data: what each may do is changed by administrators, in force at once for everybody who has it."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from sqlalchemy import text

from itsm.domains.identity.authority import AUTHORITIES
from itsm.domains.users.roles.engine import FIXED, NEEDS, problems
from itsm.platform.db.engine import Database
from itsm.platform.permissions import PERMISSIONS, ROLE_PERMISSIONS, Role, held_by
from tests.conftest import Login
from tests.fuzz.targets import REPORT

ROLES = "/api/admin/roles"
REASON = "Decided by the security board"


async def change(
    client: httpx.AsyncClient, headers: dict[str, str], role: str, permissions: Any, version: str = "*"
) -> httpx.Response:
    """Set what a role may do, and let this process forget who may do what, as two seconds would."""
    body = {"permissions": permissions, "reason": REASON}
    answer = await client.patch(f"{ROLES}/{role}", json=body, headers=headers | {"If-Match": version})
    AUTHORITIES.clear()
    return answer


@pytest.mark.parametrize("role", [role for role in Role if role not in FIXED])
def test_what_is_shipped_goes_together(role: Role) -> None:
    assert problems(role, ROLE_PERMISSIONS[role]) == []


@pytest.mark.parametrize(
    ("role", "wanted", "said"),
    [
        (Role.END_USER, {"tickets.fly"}, "no permission tickets.fly"),
        (Role.END_USER, {"tickets.work"}, "does not work tickets"),
        (Role.IT_AGENT, {"tickets.work"}, "cannot be without users.read"),
        (Role.IT_AGENT, ROLE_PERMISSIONS[Role.IT_AGENT] | {"roles.manage"}, "Only administrators hold roles.manage"),
        (Role.IT_AGENT, ROLE_PERMISSIONS[Role.IT_AGENT] | {"audit.read"}, "audit.read needs tickets.read_all"),
        (Role.IT_MANAGER, ROLE_PERMISSIONS[Role.IT_MANAGER] - {"users.read"}, "teams.manage needs users.read"),
    ],
)
def test_what_does_not_go_together_is_said(role: Role, wanted: set[str], said: str) -> None:
    assert said in " ".join(problems(role, frozenset(wanted)))


def test_needs_name_permissions_there_are() -> None:
    assert NEEDS.keys() | {name for needed in NEEDS.values() for name in needed} <= PERMISSIONS


def test_administrators_may_do_everything_whatever_is_stored() -> None:
    assert held_by(Role.SYSTEM_ADMIN, []) == ROLE_PERMISSIONS[Role.SYSTEM_ADMIN]
    assert held_by(Role.IT_AGENT, ["tickets.work", "no.such"]) == {"tickets.work"}
    assert held_by(Role.IT_AGENT, None) == ROLE_PERMISSIONS[Role.IT_AGENT]


async def test_roles_are_listed_as_shipped(client: httpx.AsyncClient, login: Login) -> None:
    headers = await login("admin")
    listed = (await client.get(ROLES, headers=headers)).json()
    assert [item["key"] for item in listed["items"]] == [role.value for role in Role]
    assert all(item["is_shipped"] and item["version"] == 0 and item["people"] > 0 for item in listed["items"])
    assert {one["key"] for one in listed["permissions"]} == PERMISSIONS
    one = await client.get(f"{ROLES}/it_agent", headers=headers)
    assert (one.json(), one.headers["etag"]) == (listed["items"][1], '"0"')


@pytest.mark.asvs("8.3.2")
@pytest.mark.peer_class("S05")
async def test_a_change_is_in_force_for_the_session_that_is_open(client: httpx.AsyncClient, login: Login) -> None:
    admin, agent = await login("admin"), await login("agent.ph")
    assert (await client.get("/api/teams", headers=agent)).status_code == 200
    assert (await client.get("/api/dashboard/overview", headers=agent)).status_code == 200
    fewer = sorted(ROLE_PERMISSIONS[Role.IT_AGENT] - {"dashboards.read"})
    answer = await change(client, admin, "it_agent", fewer, '"0"')
    assert (answer.status_code, answer.json()["version"], answer.json()["is_shipped"]) == (200, 1, False)
    assert (await client.get("/api/dashboard/overview", headers=agent)).status_code == 403
    me = (await client.get("/api/auth/me", headers=agent)).json()
    assert me["permissions"] == fewer
    back = await change(client, admin, "it_agent", None, '"1"')
    assert (back.json()["is_shipped"], back.json()["version"]) == (True, 2)
    assert (await client.get("/api/dashboard/overview", headers=agent)).status_code == 200


async def test_a_change_is_in_force_elsewhere_within_two_seconds(client: httpx.AsyncClient, login: Login) -> None:
    """What another process remembers of a session is at most so old; the promise is five seconds."""
    assert AUTHORITIES._fresh_seconds <= 2
    signed_in = await login("agent.ph")
    await change(client, await login("admin"), "it_agent", ["tickets.work", "users.read"])
    again = await login("agent.ph")
    for headers in (signed_in, again):
        assert (await client.get("/api/dashboard/overview", headers=headers)).status_code == 403


@pytest.mark.asvs("16.3.3")
async def test_a_change_is_audited_with_its_reason(client: httpx.AsyncClient, login: Login, database: Database) -> None:
    admin = await login("admin")
    await change(client, admin, "it_agent", sorted(ROLE_PERMISSIONS[Role.IT_AGENT] - {"dashboards.read"}))
    entries = (await client.get("/api/admin/audit?action=role.changed", headers=admin)).json()["items"]
    assert [entry["changes"]["permissions"] for entry in entries] == [[["dashboards.read"], []]]
    assert "taken dashboards.read" in entries[0]["summary"]
    async with database.reading() as session:
        data = await session.scalar(text("SELECT data FROM domain_events WHERE name = 'role.changed'"))
    assert data["reason"] == REASON


@pytest.mark.parametrize(
    ("role", "permissions", "version", "status"),
    [
        ("system_admin", ["tickets.create"], "*", 409),
        ("it_agent", ["tickets.create"], "*", 422),
        ("it_agent", None, '"7"', 412),
        ("no_such_role", None, "*", 422),
    ],
)
async def test_senseless_changes_are_refused(
    client: httpx.AsyncClient, login: Login, role: str, permissions: Any, version: str, status: int
) -> None:
    assert (await change(client, await login("admin"), role, permissions, version)).status_code == status


@pytest.mark.asvs("8.2.1")
@pytest.mark.peer_class("S08", "S40")
async def test_nobody_gives_what_they_do_not_have(client: httpx.AsyncClient, login: Login) -> None:
    """A manager who may administer people makes no administrator of anybody, and does not change roles."""
    admin, manager = await login("admin"), await login("manager.ph")
    await change(client, admin, "it_manager", sorted(ROLE_PERMISSIONS[Role.IT_MANAGER] | {"users.manage"}))
    person = (await client.get("/api/users?q=Jomar", headers=manager)).json()["items"][0]["id"]

    async def give(role: str) -> int:
        headers = manager | {"If-Match": "*"}
        return (await client.patch(f"/api/users/{person}", json={"role": role}, headers=headers)).status_code

    assert await give("system_admin") == 403
    assert await give("it_manager") == 200
    assert (await change(client, manager, "it_agent", None)).status_code == 403


@pytest.mark.asvs("8.4.1")
@pytest.mark.peer_class("S01")
async def test_a_manager_kept_to_their_location_sees_its_tickets_only(client: httpx.AsyncClient, login: Login) -> None:
    """Location isolation: tickets.read_location in place of tickets.read_all."""
    admin, manager, asker = await login("admin"), await login("manager.us"), await login("user2.us")
    here = (await client.post("/api/tickets", json=REPORT | {"location": "US"}, headers=asker)).json()
    there = (await client.post("/api/tickets", json=REPORT, headers=await login("user.ph"))).json()
    assert (await client.get("/api/tickets?view=all", headers=manager)).json()["total"] == 2
    kept = ROLE_PERMISSIONS[Role.IT_MANAGER] - {"tickets.read_all"} | {"tickets.read_location"}
    assert (await change(client, admin, "it_manager", sorted(kept))).status_code == 200
    listed = (await client.get("/api/tickets?view=all", headers=manager)).json()
    assert [item["id"] for item in listed["items"]] == [here["id"]]
    assert (await client.get(f"/api/tickets/{there['id']}", headers=manager)).status_code == 404
    assert (await client.get(f"/api/tickets/{there['id']}/comments", headers=manager)).status_code == 404
    note = {"body": "For staff.", "is_internal": True}
    written = await client.post(f"/api/tickets/{here['id']}/comments", json=note, headers=manager)
    assert written.status_code == 201
    moves = (await client.get(f"/api/tickets/{here['id']}", headers=manager)).json()["allowed_transitions"]
    assert "in_progress" in moves
    assert (await client.get("/api/handovers", headers=manager)).status_code == 403
