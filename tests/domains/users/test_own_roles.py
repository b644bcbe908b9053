"""Roles of the organisation's own: built on a shipped one, with its rules, given and taken like any other."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from itsm.domains.identity.authority import AUTHORITIES
from itsm.domains.users import api as users
from itsm.platform.db.engine import Database
from itsm.platform.permissions import ROLE_PERMISSIONS, Role
from tests.conftest import Login

OWN = "/api/admin/own-roles"
AGENT = sorted(ROLE_PERMISSIONS[Role.IT_AGENT])
LEAD = {
    "name": "Service desk lead",
    "description": "Gives tickets across teams.",
    "base": "it_agent",
    "permissions": [*AGENT, "tickets.assign_any"],
    "reason": "Shift leads need it",
}
Give = Callable[..., Awaitable[httpx.Response]]


@pytest.fixture
async def admin(login: Login) -> dict[str, str]:
    return await login("admin")


async def make(client: httpx.AsyncClient, headers: dict[str, str], **changes: Any) -> dict[str, Any]:
    answer = await client.post(OWN, json=LEAD | changes, headers=headers)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


@pytest.fixture
def give(client: httpx.AsyncClient, admin: dict[str, str]) -> Give:
    """A function that gives somebody a role as an administrator, and lets this process forget who may do what."""

    async def give_to(name: str, headers: dict[str, str] | None = None, **role: Any) -> httpx.Response:
        person = (await client.get(f"/api/users?q={name}", headers=admin)).json()["items"][0]
        answer = await client.patch(
            f"/api/users/{person['id']}", json=role, headers=(headers or admin) | {"If-Match": "*"}
        )
        AUTHORITIES.clear()
        return answer

    return give_to


async def permissions(client: httpx.AsyncClient, headers: dict[str, str]) -> set[str]:
    return set((await client.get("/api/auth/me", headers=headers)).json()["permissions"])


async def test_people_have_what_it_allows_and_nothing_else_of_their_shipped_role(
    client: httpx.AsyncClient, login: Login, admin: dict[str, str], give: Give
) -> None:
    before = await login("agent.ph")
    role = await make(
        client, admin, permissions=["tickets.work", "users.read", "tickets.create", "audit.read", "tickets.read_all"]
    )
    given = await give("Bea", own_role_id=role["id"])
    assert (given.status_code, given.json()["role"], given.json()["own_role"]["name"]) == (
        200,
        "it_agent",
        role["name"],
    )
    assert (await client.get("/api/auth/me", headers=before)).status_code == 401, "their sessions end, as with any role"
    agent = await login("agent.ph")
    assert await permissions(client, agent) == set(role["permissions"])
    assert (await client.get("/api/admin/audit", headers=agent)).status_code == 200
    assert (await client.get("/api/dashboard/overview", headers=agent)).status_code == 403
    listed = (await client.get(OWN, headers=admin)).json()["items"]
    assert [(one["name"], one["people"]) for one in listed] == [(role["name"], 1)]
    shipped = (await client.get("/api/admin/roles", headers=admin)).json()["items"]
    assert next(one for one in shipped if one["key"] == "it_agent")["is_shipped"]


@pytest.mark.asvs("8.3.2")
async def test_a_change_is_in_force_for_who_is_signed_in(
    client: httpx.AsyncClient, login: Login, admin: dict[str, str], give: Give
) -> None:
    role = await make(client, admin)
    await give("Bea", own_role_id=role["id"])
    agent, other = await login("agent.ph"), await login("agent.us")
    body = {"permissions": ["tickets.work", "users.read"], "reason": "Less is enough"}
    answer = await client.patch(f"{OWN}/{role['id']}", json=body, headers=admin | {"If-Match": '"1"'})
    AUTHORITIES.clear()
    assert (answer.status_code, answer.json()["version"], answer.json()["people"]) == (200, 2, 1)
    assert await permissions(client, agent) == {"tickets.work", "users.read"}
    assert await permissions(client, other) == set(AGENT)
    stale = await client.patch(f"{OWN}/{role['id']}", json=body, headers=admin | {"If-Match": '"1"'})
    assert stale.status_code == 412


async def test_another_shipped_role_takes_it_away(
    client: httpx.AsyncClient, login: Login, admin: dict[str, str], give: Give
) -> None:
    role = await make(client, admin)
    await give("Bea", own_role_id=role["id"])
    assert (await give("Bea", role="end_user")).json()["own_role"] is None
    assert await permissions(client, await login("agent.ph")) == set(ROLE_PERMISSIONS[Role.END_USER])
    together = await give("Bea", role="it_agent", own_role_id=role["id"])
    assert together.json()["own_role"]["id"] == role["id"]
    assert (await give("Bea", own_role_id=None)).json()["own_role"] is None
    assert await permissions(client, await login("agent.ph")) == set(AGENT)


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"base": "system_admin"}, 422),
        ({"base": "root"}, 422),
        ({"permissions": [*AGENT, "roles.manage"]}, 422),
        ({"permissions": [*AGENT, "audit.read"]}, 422),
        ({"permissions": ["tickets.create"]}, 422),
        ({"base": "end_user", "permissions": ["tickets.create", "tickets.work", "users.read"]}, 422),
        ({"permissions": [*AGENT, "tickets.fly"]}, 422),
        ({"name": " "}, 422),
        ({"reason": ""}, 422),
        ({"is_fixed": True}, 422),
        ({"name": "service DESK lead"}, 409),
    ],
)
async def test_no_role_gets_what_its_base_could_not(
    client: httpx.AsyncClient, admin: dict[str, str], changes: dict[str, Any], status: int
) -> None:
    await make(client, admin)
    answer = await client.post(OWN, json=LEAD | {"name": "Another"} | changes, headers=admin)
    assert answer.status_code == status, answer.text
    assert (await client.get(OWN, headers=admin)).json()["total"] == 1


async def test_it_goes_only_on_its_base_and_the_database_says_so_too(
    client: httpx.AsyncClient, admin: dict[str, str], give: Give, database: Database
) -> None:
    role = await make(client, admin)
    refused = await give("Ramon", own_role_id=role["id"])
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "own_role_id")
    assert (await give("Ramon", own_role_id="01890000-0000-7000-8000-000000000000")).status_code == 422
    with pytest.raises(IntegrityError, match="fk_users_own_role"):
        async with database.engine.begin() as connection:
            await connection.execute(
                text("UPDATE users SET own_role_id = :id WHERE role = 'it_manager'"), {"id": role["id"]}
            )


@pytest.mark.asvs("8.2.1")
@pytest.mark.peer_class("S08", "S40")
async def test_nobody_gives_more_than_they_have_nor_makes_roles_without_being_an_administrator(
    client: httpx.AsyncClient, login: Login, admin: dict[str, str], give: Give
) -> None:
    """Somebody who manages people with a role of their own cannot climb by another."""
    keeper = await make(client, admin, name="Keeper of accounts", permissions=[*AGENT, "users.manage"])
    lead = await make(client, admin)
    await give("Bea", own_role_id=keeper["id"])
    bea = await login("agent.ph")
    assert (await client.get(OWN, headers=bea)).json()["total"] == 2
    assert (await give("Jomar", bea, own_role_id=lead["id"])).status_code == 403
    assert (await give("Jomar", bea, own_role_id=keeper["id"])).status_code == 200
    assert (await give("Jomar", bea, role="it_manager")).status_code == 403
    wanted = {"permissions": [*AGENT, "users.manage", "tickets.bulk"], "reason": "For me"}
    path, headers = f"{OWN}/{keeper['id']}", bea | {"If-Match": "*"}
    assert (await client.patch(path, json=wanted, headers=headers)).status_code == 403
    assert (await client.post(OWN, json=LEAD | {"name": "Mine"}, headers=bea)).status_code == 403
    assert (await client.delete(path, headers=headers)).status_code == 403
    assert (await client.get(OWN, headers=await login("agent.us"))).status_code == 403


async def test_it_is_removed_when_nobody_has_it_and_everything_is_audited(
    client: httpx.AsyncClient, admin: dict[str, str], give: Give
) -> None:
    role = await make(client, admin)
    await give("Bea", own_role_id=role["id"])
    path, headers = f"{OWN}/{role['id']}", admin | {"If-Match": "*"}
    refused = await client.delete(path, headers=headers)
    assert (refused.status_code, refused.json()["code"]) == (409, "role_in_use")
    renamed = {"name": "Shift lead", "reason": "So they are called"}
    assert (await client.patch(path, json=renamed, headers=headers)).json()["name"] == "Shift lead"
    await give("Bea", own_role_id=None)
    assert (await client.delete(path, headers=headers)).status_code == 204
    assert (await client.get(path, headers=admin)).status_code == 404
    entries = (await client.get("/api/admin/audit?subject_type=role", headers=admin)).json()["items"]
    assert [entry["action"] for entry in entries] == ["role.removed", "role.changed", "role.created"]
    assert entries[1]["changes"] == {"name": ["Service desk lead", "Shift lead"]}
    assert entries[2]["details"]["reason"] == LEAD["reason"]
    given = (await client.get("/api/admin/audit?action=user.role_changed", headers=admin)).json()["items"]
    assert given[-1]["changes"] == {"own_role": [None, "Service desk lead"]}


async def test_who_is_mailed_and_who_approves_follows_it(
    client: httpx.AsyncClient, login: Login, admin: dict[str, str], give: Give, database: Database
) -> None:
    """The rules ask what people may do in more places than requests: approvals, and who hears of a ticket."""
    role = await make(client, admin, permissions=[*AGENT, "changes.approve"])
    person = (await give("Bea", own_role_id=role["id"])).json()
    async with database.reading() as session:
        assert (await users.permissions_of_person(session, person["id"])) == set(role["permissions"])
        approvers = await users.active_ids_allowed(session, "changes.approve")
        managers = await users.active_ids_with_role(session, Role.IT_MANAGER)
        admins = await users.active_ids_with_role(session, Role.SYSTEM_ADMIN)
    assert {str(one) for one in approvers} == {person["id"]} | {str(one) for one in (*managers, *admins)}
