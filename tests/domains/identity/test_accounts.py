"""`/api/users`: who sees what of people, and who may change it."""

from __future__ import annotations

from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy import text

from itsm.domains.teams import api as teams
from itsm.platform.actor import Role, system_actor
from itsm.platform.db.engine import get_database
from itsm.platform.work import open_work
from tests.domains.identity.conftest import OpenBrowser
from tests.domains.identity.door import NEW_PASSWORD, PASSWORD, Browser, add_person

NEW = {"email": "Dina.Reyes@Madison88.example", "name": " Dina Reyes ", "role": "it_agent"}


@pytest.fixture
async def desk(open_browser: OpenBrowser) -> dict[str, Browser]:
    """Browsers of one person of each role, signed in."""
    people = {"eva": Role.END_USER, "abe": Role.IT_AGENT, "max": Role.IT_MANAGER, "ada": Role.SYSTEM_ADMIN}
    browsers = {}
    for name, role in people.items():
        await add_person(f"{name.capitalize()} Zamora", role)
        browsers[name] = open_browser()
        assert (await browsers[name].sign_in(name)).status_code == 200
    return browsers


async def find(browser: Browser, name: str) -> dict[str, object]:
    answer = await browser.call("GET", "/api/users", params={"q": f"{name} zamora"})
    item: dict[str, object] = answer.json()["items"][0]
    return item


async def patch(browser: Browser, person: dict[str, object], **changes: object) -> httpx.Response:
    headers = {"If-Match": f'"{person["version"]}"'}
    return await browser.call("PATCH", f"/api/users/{person['id']}", json=changes, headers=headers)


@pytest.mark.asvs("8.2.3", "15.3.1")
@pytest.mark.peer_class("S06")
async def test_agents_read_names_only_managers_read_all_end_users_nothing(desk: dict[str, Browser]) -> None:
    as_agent = (await desk["abe"].call("GET", "/api/users", params={"q": "zamora"})).json()
    as_manager = (await desk["max"].call("GET", "/api/users", params={"q": "zamora"})).json()
    assert [set(item) for item in as_agent["items"]] == [{"id", "name"}] * 4
    assert {"email", "role", "teams", "version"} <= set(as_manager["items"][0])
    assert (as_agent["total"], as_manager["total"]) == (4, 4)
    assert (await desk["eva"].call("GET", "/api/users")).status_code == 403
    one = as_manager["items"][0]["id"]
    assert set((await desk["abe"].call("GET", f"/api/users/{one}")).json()) == {"id", "name"}
    assert (await desk["eva"].call("GET", f"/api/users/{one}")).status_code == 403


@pytest.mark.asvs("8.2.3")
@pytest.mark.peer_class("S06")
async def test_agents_cannot_search_by_what_they_cannot_read(desk: dict[str, Browser]) -> None:
    assert (await desk["abe"].call("GET", "/api/users", params={"q": "ada@madison88"})).json()["items"] == []
    assert len((await desk["ada"].call("GET", "/api/users", params={"q": "ada@madison88"})).json()["items"]) == 1
    assert (await desk["abe"].call("GET", "/api/users", params={"role": "system_admin"})).status_code == 403


async def test_the_list_pages_by_name_without_gaps_or_doubles(desk: dict[str, Browser]) -> None:
    for n in range(7):
        await add_person(f"Zed{n} {'same' if n % 2 else 'Same'}", password=None)
    names: list[str] = []
    cursor = None
    while True:
        params = {"q": "zed", "limit": 2} | ({"cursor": cursor} if cursor else {})
        page = (await desk["ada"].call("GET", "/api/users", params=params)).json()
        assert page["total"] == 7
        names += [item["name"] for item in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert names == sorted(names, key=str.lower)
    assert len(set(names)) == 7


@pytest.mark.parametrize("cursor", ["x", "W10", "WzFd", "WyJhIiwiYiJd", "é"])
async def test_cursors_of_other_lists_are_refused(desk: dict[str, Browser], cursor: str) -> None:
    assert (await desk["ada"].call("GET", "/api/users", params={"cursor": cursor})).status_code == 422


async def test_filters_by_role_activity_and_team(desk: dict[str, Browser]) -> None:
    abe = await find(desk["ada"], "abe")
    async with open_work(system_actor()) as work:
        team = await teams.create_team(work, teams.NewTeam(key="apps", name="Applications"))
        await work.session.flush()
        await teams.put_member(work, team.id, UUID(str(abe["id"])), teams.Place())
    by_team = (await desk["abe"].call("GET", "/api/users", params={"team": str(team.id)})).json()
    assert [item["name"] for item in by_team["items"]] == ["Abe Zamora"]
    params = {"q": "zamora", "role": ["it_agent", "it_manager"], "active": "true"}
    by_role = (await desk["ada"].call("GET", "/api/users", params=params)).json()
    assert [item["name"] for item in by_role["items"]] == ["Abe Zamora", "Max Zamora"]
    assert by_role["items"][0]["teams"] == [{"id": str(team.id), "name": "Applications"}]
    assert (await desk["ada"].call("GET", "/api/users", params={"active": "false"})).json()["items"] == []


@pytest.mark.asvs("1.2.9")
async def test_search_text_is_text_not_a_pattern(desk: dict[str, Browser]) -> None:
    for q in ("%", "_", "\\", "z%a", "' OR 1=1 --"):
        assert (await desk["ada"].call("GET", "/api/users", params={"q": q})).json()["items"] == []


async def test_a_person_is_added_with_an_invitation(desk: dict[str, Browser]) -> None:
    answer = await desk["ada"].call("POST", "/api/users", json=NEW | {"location": "philippines"})
    body = answer.json()
    assert answer.status_code == 201
    assert answer.headers["location"] == f"/api/users/{body['id']}"
    assert answer.headers["etag"] == '"1"'
    assert (body["email"], body["name"]) == ("dina.reyes@madison88.example", "Dina Reyes")
    assert body["location"] == "Philippines"
    assert body["has_password"] is False
    async with get_database().reading() as session:
        names = (
            (
                await session.execute(
                    text("SELECT name FROM domain_events WHERE subject_id = :id ORDER BY seq"), {"id": UUID(body["id"])}
                )
            )
            .scalars()
            .all()
        )
    assert names == ["user.created", "user.invited"]


async def test_a_person_is_added_with_a_first_password(desk: dict[str, Browser], open_browser: OpenBrowser) -> None:
    answer = await desk["ada"].call("POST", "/api/users", json=NEW | {"password": NEW_PASSWORD})
    assert answer.status_code == 201
    assert NEW_PASSWORD not in answer.text
    assert (await open_browser().sign_in("dina.reyes", NEW_PASSWORD)).status_code == 200


async def test_a_repeated_creation_is_answered_once(desk: dict[str, Browser]) -> None:
    headers = {"Idempotency-Key": "add-dina-1"}
    first = await desk["ada"].call("POST", "/api/users", json=NEW, headers=headers)
    again = await desk["ada"].call("POST", "/api/users", json=NEW, headers=headers)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert again.headers["idempotent-replayed"] == "true"


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"email": "ADA@madison88.example"}, 409),
        ({"email": "not an address"}, 422),
        ({"email": "a@b\r\nBcc: all@madison88.example"}, 422),
        ({"role": "root"}, 422),
        ({"role": None}, 422),
        ({"name": ""}, 422),
        ({"name": "   "}, 422),
        ({"name": "two\nlines"}, 422),
        ({"name": "x" * 121}, 422),
        ({"location": "Atlantis"}, 422),
        ({"manager_id": str(uuid4())}, 422),
        ({"timezone": "Mars/Olympus"}, 422),
        ({"timezone": "../../etc/passwd"}, 422),
        ({"locale": "english"}, 422),
        ({"password": "password1234"}, 422),
        ({"password": "x" * 129}, 422),
        ({"authority_version": 99}, 422),
        ({"is_active": True}, 422),
    ],
)
async def test_bad_fields_are_refused(desk: dict[str, Browser], changes: dict[str, object], status: int) -> None:
    assert (await desk["ada"].call("POST", "/api/users", json=NEW | changes)).status_code == status


@pytest.mark.asvs("8.2.1")
async def test_only_administrators_write(desk: dict[str, Browser]) -> None:
    eva = await find(desk["ada"], "eva")
    for name in ("eva", "abe", "max"):
        browser = desk[name]
        assert (await browser.call("POST", "/api/users", json=NEW)).status_code == 403
        assert (await patch(browser, eva, role="system_admin")).status_code == 403
        for action in ("deactivate", "activate", "invitation", "sign-out"):
            assert (await browser.call("POST", f"/api/users/{eva['id']}/{action}")).status_code == 403
    assert await find(desk["ada"], "eva") == eva


async def test_changes_need_the_version_that_was_read(desk: dict[str, Browser]) -> None:
    eva = await find(desk["ada"], "eva")
    path = f"/api/users/{eva['id']}"
    assert (await desk["ada"].call("PATCH", path, json={"name": "Eva Cruz"})).status_code == 428
    changed = await patch(desk["ada"], eva, name="Eva Cruz", department="Finance", location="US", is_vip=True)
    assert changed.status_code == 200
    assert changed.headers["etag"] == '"2"'
    assert (changed.json()["department"], changed.json()["is_vip"]) == ("Finance", True)
    assert (await patch(desk["ada"], eva, name="Eva Lim")).status_code == 412
    cleared = await patch(desk["ada"], changed.json(), department=None)
    assert cleared.json()["department"] is None
    assert (await patch(desk["ada"], cleared.json(), name=None)).status_code == 422
    same = await patch(desk["ada"], cleared.json(), name="Eva Cruz")
    assert same.json()["version"] == cleared.json()["version"]


async def test_unchanged_people_are_not_sent_again(desk: dict[str, Browser]) -> None:
    eva = await find(desk["ada"], "eva")
    path = f"/api/users/{eva['id']}"
    tag = (await desk["ada"].call("GET", path)).headers["etag"]
    assert (await desk["ada"].call("GET", path, headers={"If-None-Match": tag})).status_code == 304


@pytest.mark.asvs("7.4.2")
@pytest.mark.peer_class("S05")
async def test_a_deactivated_person_is_out_at_once(desk: dict[str, Browser]) -> None:
    eva = await find(desk["ada"], "eva")
    answer = await desk["ada"].call("POST", f"/api/users/{eva['id']}/deactivate")
    assert answer.json()["is_active"] is False
    assert (await desk["eva"].call("GET", "/api/auth/me")).status_code == 401
    assert (await desk["eva"].sign_in("eva")).status_code == 401
    assert (await desk["ada"].call("POST", f"/api/users/{eva['id']}/invitation")).status_code == 409
    assert (await desk["ada"].call("POST", f"/api/users/{eva['id']}/activate")).json()["is_active"] is True
    assert (await desk["eva"].sign_in("eva")).status_code == 200


@pytest.mark.asvs("7.4.5")
@pytest.mark.asvs("7.5.2")
@pytest.mark.peer_class("S05")
async def test_an_administrator_can_sign_somebody_out(desk: dict[str, Browser]) -> None:
    eva = await find(desk["ada"], "eva")
    assert (await desk["ada"].call("POST", f"/api/users/{eva['id']}/sign-out")).status_code == 204
    assert (await desk["eva"].call("GET", "/api/auth/me")).status_code == 401
    assert (await desk["eva"].refresh()).status_code == 401


@pytest.mark.asvs("8.2.1")
async def test_nobody_takes_away_their_own_access_or_the_last_administrators(desk: dict[str, Browser]) -> None:
    async with open_work(system_actor()) as work:
        await work.session.execute(
            text("UPDATE users SET role = 'end_user' WHERE role = 'system_admin' AND name <> 'Ada Zamora'")
        )
    ada = await find(desk["ada"], "ada")
    own = await desk["ada"].call("POST", f"/api/users/{ada['id']}/deactivate")
    assert (own.status_code, own.json()["code"]) == (409, "own_account")
    assert (await patch(desk["ada"], ada, role="end_user")).json()["code"] == "own_account"


async def test_unknown_people_are_not_found(desk: dict[str, Browser]) -> None:
    path = f"/api/users/{uuid4()}"
    assert (await desk["ada"].call("GET", path)).status_code == 404
    assert (await desk["ada"].call("PATCH", path, json={}, headers={"If-Match": '"1"'})).status_code == 404
    for action in ("deactivate", "activate", "invitation", "sign-out"):
        assert (await desk["ada"].call("POST", f"{path}/{action}")).status_code == 404


@pytest.mark.asvs("15.3.3")
@pytest.mark.peer_class("S08")
async def test_people_change_their_own_name_and_preferences_and_nothing_else(desk: dict[str, Browser]) -> None:
    wanted = {"name": "Eva Marie", "timezone": "Asia/Manila", "locale": "zh-Hans", "theme": "dark"}
    wanted |= {"density": "compact", "start_page": "tickets", "has_shortcuts": False}
    answer = await desk["eva"].call("PATCH", "/api/auth/me", json=wanted)
    assert answer.status_code == 200
    assert {field: answer.json()[field] for field in wanted} == wanted
    for forbidden in (
        {"role": "system_admin"},
        {"email": "x@y.example"},
        {"is_vip": True},
        {"theme": "neon"},
        {"start_page": "moon"},
    ):
        assert (await desk["eva"].call("PATCH", "/api/auth/me", json=forbidden)).status_code == 422
    assert (await desk["eva"].sign_in("eva", PASSWORD)).json()["user"]["name"] == "Eva Marie"
