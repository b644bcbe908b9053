"""Shipped lists, lookups, and their administration through the API."""

from __future__ import annotations

from collections.abc import AsyncIterator
from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy import text

from itsm.domains.settings import api, ports
from itsm.domains.settings.defaults import CATEGORIES, install_defaults
from itsm.domains.settings.routes import router
from itsm.platform.actor import Role, system_actor
from itsm.platform.db.engine import Database
from itsm.platform.work import open_work
from tests.domains.settings.edge import calling_as


@pytest.fixture
async def lists(database: Database) -> None:
    async with open_work(system_actor()) as work:
        await install_defaults(work)


@pytest.fixture
async def admin(lists: None) -> AsyncIterator[httpx.AsyncClient]:
    async with calling_as(Role.SYSTEM_ADMIN, router) as http:
        yield http


async def find(admin: httpx.AsyncClient, path: str, name: str) -> dict[str, object]:
    items: list[dict[str, object]] = (await admin.get(path)).json()["items"]
    return next(item for item in items if item["name"] == name)


@pytest.mark.usefixtures("lists")
class TestLookups:
    async def test_by_id_key_or_name_without_regard_to_case(self, database: Database) -> None:
        async with database.reading() as session:
            hardware = await api.find_category(session, "HARDWARE ")
            assert hardware is not None
            assert await api.find_category(session, hardware.id) is hardware
            assert await api.find_category(session, "hardware") is hardware
            assert await api.find_category(session, "Laptop") is None
            manila = await api.find_location(session, "philippines")
            assert manila is not None
            assert (manila.key, manila.timezone, manila.calendar_key) == ("ph", "Asia/Manila", "ph")
            assert await api.find_location(session, "ID") == await api.find_location(session, "Indonesia")

    async def test_subcategories_belong_to_one_category(self, database: Database) -> None:
        async with database.reading() as session:
            lists_now = await api.reference(session)
        network, access = lists_now.find_category("Network"), lists_now.find_category("access-request")
        assert network
        assert access
        vpn, other_vpn = lists_now.find_subcategory(network.id, "vpn"), lists_now.find_subcategory(access.id, "VPN")
        assert vpn
        assert other_vpn
        assert vpn.id != other_vpn.id
        assert lists_now.category_name(vpn.id) == "VPN"
        assert lists_now.find_subcategory(uuid4(), "vpn") is None
        assert lists_now.category_name(None) is lists_now.location_name(None) is None
        assert lists_now.find_resolution_category("fixed") is not None

    async def test_fresh_lookups_cost_no_query(self, database: Database) -> None:
        async with database.reading() as session:
            before = await api.reference(session)
            await session.execute(text("ALTER TABLE categories RENAME TO hidden"))
            assert await api.reference(session) is before
            assert await api.setting(session, "auto_close_days") == 2


@pytest.mark.usefixtures("lists")
class TestDefaults:
    async def test_again_changes_nothing(self, database: Database) -> None:
        async with database.reading() as session:
            before = (await session.execute(text("SELECT id, version FROM categories ORDER BY id"))).all()
        async with open_work(system_actor()) as work:
            await install_defaults(work)
            assert work.events == []
        async with database.reading() as session:
            after = (await session.execute(text("SELECT id, version FROM categories ORDER BY id"))).all()
        assert after == before
        assert len(after) == len(CATEGORIES) + sum(map(len, CATEGORIES.values()))


@pytest.mark.usefixtures("lists")
class TestReferenceRoute:
    async def test_everything_a_form_needs(self, monkeypatch: pytest.MonkeyPatch) -> None:
        team = uuid4()

        async def directory(_: object) -> list[tuple[UUID, str]]:
            return [(team, "Network")]

        monkeypatch.setattr(ports, "_team_directory", directory)
        async with calling_as(Role.END_USER, router) as http:
            answer = await http.get("/api/reference")
            body = answer.json()
            again = await http.get("/api/reference", headers={"If-None-Match": answer.headers["etag"]})
        assert [category["name"] for category in body["categories"]] == list(CATEGORIES)
        assert [sub["name"] for sub in body["categories"][0]["subcategories"]] == list(CATEGORIES["Hardware"])
        assert [place["timezone"] for place in body["locations"]][-1] == "UTC"
        assert body["teams"] == [{"id": str(team), "name": "Network"}]
        assert body["pending_reasons"] == ["user", "vendor", "change", "approval"]
        assert body["requester_priorities"] == {"allowed": ["P1", "P2", "P3", "P4"]}
        assert body["attachments"]["max_file_mb"] == 10
        assert again.status_code == 304

    async def test_nobody_is_401(self) -> None:
        async with calling_as(None, router) as http:
            assert (await http.get("/api/reference")).status_code == 401


class TestAdministration:
    async def test_add_change_and_take_out(self, admin: httpx.AsyncClient) -> None:
        made = await admin.post("/api/admin/categories", json={"name": "Sewing Machines"})
        assert made.status_code == 201
        path = made.headers["location"]
        assert made.json() | {"id": ""} == {
            "id": "",
            "key": "sewing-machines",
            "name": "Sewing Machines",
            "parent_id": None,
            "position": 0,
            "is_active": True,
            "is_confidential": False,
            "version": 1,
        }
        changed = await admin.patch(path, json={"name": "Machines"}, headers={"If-Match": '"1"'})
        assert (changed.status_code, changed.json()["version"], changed.headers["etag"]) == (200, 2, '"2"')
        assert (await admin.get(path)).json() == changed.json()
        assert "Machines" in [c["name"] for c in (await admin.get("/api/reference")).json()["categories"]]
        assert (await admin.delete(path, headers={"If-Match": '"2"'})).status_code == 204
        assert "Machines" not in [c["name"] for c in (await admin.get("/api/reference")).json()["categories"]]
        assert (await admin.get(path)).json()["is_active"] is False

    async def test_the_same_change_again_is_no_change(self, admin: httpx.AsyncClient) -> None:
        place = await find(admin, "/api/admin/locations", "US")
        path = f"/api/admin/locations/{place['id']}"
        answer = await admin.patch(path, json={"name": "US"}, headers={"If-Match": '"1"'})
        assert answer.json()["version"] == 1

    async def test_a_repeated_key_gives_the_first_answer(self, admin: httpx.AsyncClient) -> None:
        body = {"name": "Vietnam", "timezone": "Asia/Ho_Chi_Minh"}
        first = await admin.post("/api/admin/locations", json=body, headers={"Idempotency-Key": "one"})
        second = await admin.post("/api/admin/locations", json=body, headers={"Idempotency-Key": "one"})
        assert (first.status_code, second.status_code) == (201, 201)
        assert second.json() == first.json()
        assert second.headers["idempotent-replayed"] == "true"

    @pytest.mark.parametrize(
        ("path", "body", "status", "code"),
        [
            ("categories", {"name": "hardware"}, 409, "name_taken"),
            ("categories", {"name": "New", "key": "hardware"}, 409, "name_taken"),
            ("categories", {"name": "New", "parent_id": str(UUID(int=1))}, 422, "invalid_fields"),
            ("categories", {"name": "漢字"}, 422, "invalid_fields"),
            ("categories", {"name": "New", "key": "Not A Key"}, 422, "invalid_fields"),
            ("categories", {}, 422, "invalid_fields"),
            ("categories", {"name": "New", "colour": "red"}, 422, "invalid_fields"),
            ("locations", {"name": "Moon", "timezone": "Moon/Base"}, 422, "invalid_fields"),
            ("locations", {"name": "Moon", "timezone": "../etc/passwd"}, 422, "invalid_fields"),
            ("resolution-categories", {"name": "Fixed"}, 409, "name_taken"),
        ],
    )
    async def test_what_is_refused(
        self, admin: httpx.AsyncClient, path: str, body: dict[str, str], status: int, code: str
    ) -> None:
        before = (await admin.get(f"/api/admin/{path}")).json()["total"]
        answer = await admin.post(f"/api/admin/{path}", json=body)
        assert (answer.status_code, answer.json()["code"]) == (status, code)
        assert (await admin.get(f"/api/admin/{path}")).json()["total"] == before

    async def test_a_subcategory_has_no_subcategories(self, admin: httpx.AsyncClient) -> None:
        laptop = await find(admin, "/api/admin/categories", "Laptop")
        answer = await admin.post("/api/admin/categories", json={"name": "Charger", "parent_id": laptop["id"]})
        assert answer.status_code == 422

    async def test_writes_say_which_version_they_saw(self, admin: httpx.AsyncClient) -> None:
        entry = await find(admin, "/api/admin/resolution-categories", "Fixed")
        path = f"/api/admin/resolution-categories/{entry['id']}"
        assert (await admin.patch(path, json={"name": "Mended"})).status_code == 428
        stale = await admin.patch(path, json={"name": "Mended"}, headers={"If-Match": '"9"'})
        assert (stale.status_code, stale.json()["code"]) == (412, "stale_version")
        assert (await admin.delete(path)).status_code == 428
        null = await admin.patch(path, json={"name": None}, headers={"If-Match": '"1"'})
        assert null.status_code == 422

    @pytest.mark.parametrize("path", ["categories", "locations", "resolution-categories", "settings"])
    async def test_unknown_is_404_and_others_are_403(self, admin: httpx.AsyncClient, path: str) -> None:
        unknown = f"/api/admin/{path}/{UUID(int=9)}"
        assert (await admin.get(unknown)).status_code == 404
        patch = {"value": 1} if path == "settings" else {"name": "x"}
        assert (await admin.patch(unknown, json=patch, headers={"If-Match": "*"})).status_code == 404
        async with calling_as(Role.IT_MANAGER, router) as manager:
            assert (await manager.get(f"/api/admin/{path}")).status_code == 403
            assert (await manager.patch(unknown, json=patch, headers={"If-Match": "*"})).status_code == 403

    async def test_changes_are_recorded(self, database: Database, admin: httpx.AsyncClient) -> None:
        entry = await find(admin, "/api/admin/locations", "China")
        await admin.patch(
            f"/api/admin/locations/{entry['id']}", json={"calendar_key": None}, headers={"If-Match": '"1"'}
        )
        async with database.reading() as session:
            event = (
                await session.execute(
                    text("SELECT data FROM domain_events WHERE name = 'location.changed' ORDER BY seq DESC LIMIT 1")
                )
            ).scalar_one()
        assert event["changes"] == {"calendar_key": ["cn", None]}


class TestSettings:
    async def test_set_and_go_back_to_the_default(self, database: Database, admin: httpx.AsyncClient) -> None:
        path = "/api/admin/settings/auto_close_days"
        assert (await admin.get(path)).json()["is_default"] is True
        changed = await admin.patch(path, json={"value": 7}, headers={"If-Match": '"0"'})
        assert (changed.json()["value"], changed.json()["is_default"], changed.json()["version"]) == (7, False, 1)
        async with database.reading() as session:
            assert await api.setting(session, "auto_close_days") == 7
        back = await admin.patch(path, json={"value": None}, headers={"If-Match": '"1"'})
        assert (back.json()["value"], back.json()["is_default"], back.json()["version"]) == (2, True, 2)

    async def test_limits_on_the_requesters_choice_reach_the_form(self, admin: httpx.AsyncClient) -> None:
        async def choices() -> list[str]:
            allowed: list[str] = (await admin.get("/api/reference")).json()["requester_priorities"]["allowed"]
            return allowed

        settings = "/api/admin/settings"
        await admin.patch(f"{settings}/requester_highest_priority", json={"value": "P2"}, headers={"If-Match": "*"})
        assert await choices() == ["P2", "P3", "P4"]
        await admin.patch(f"{settings}/requester_may_choose_priority", json={"value": False}, headers={"If-Match": "*"})
        assert await choices() == []

    async def test_bounds_and_versions_hold(self, admin: httpx.AsyncClient) -> None:
        path = "/api/admin/settings/attachment_max_mb"
        refused = await admin.patch(path, json={"value": 100_000}, headers={"If-Match": '"0"'})
        assert refused.status_code == 422
        assert refused.json()["errors"][0]["message"] == "attachment_max_mb must be between 1 and 5000."
        assert (await admin.patch(path, json={"value": 5})).status_code == 428
        assert (await admin.patch(path, json={"value": 5}, headers={"If-Match": '"3"'})).status_code == 412
        listed = {item["key"]: item for item in (await admin.get("/api/admin/settings")).json()["items"]}
        assert listed["attachment_max_mb"]["value"] == 10
