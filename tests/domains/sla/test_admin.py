"""Administration of calendars and policies over HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import select

from itsm.domains.sla.models import SlaCalendarVersion
from itsm.domains.sla.routes import router
from itsm.platform.actor import Actor, Role, system_actor
from itsm.platform.db.engine import Database
from itsm.platform.db.tables import EventRow
from itsm.platform.http.deps import current_actor
from itsm.platform.http.problems import install_problem_handlers
from itsm.platform.ids import new_id
from itsm.platform.permissions import ROLE_PERMISSIONS

OFFICE = [{"start": "08:00", "end": "12:00"}, {"start": "13:00", "end": "24:00"}]
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")
CLOSED: list[dict[str, str]] = []
WEEK: dict[str, Any] = {day: OFFICE for day in WEEKDAYS} | {"saturday": CLOSED, "sunday": CLOSED}  # noqa: C420
CALENDAR = {"name": "Cebu night desk", "timezone": "Asia/Manila", "week": WEEK}
POLICY = {
    "name": "VIP finance",
    "where": {
        "all": [
            {"field": "department", "op": "is_one_of", "value": ["Finance"]},
            {"field": "category", "op": "is_one_of", "value": ["hardware"]},
            {"field": "location", "op": "is_one_of", "value": ["Philippines"]},
        ]
    },
    "targets": {"response": 600},
    "calendar": {"source": "always"},
    "thresholds": [50, 80],
    "position": 1,
}


@pytest.fixture
def caller() -> dict[str, Actor]:
    """Who calls; a test may put somebody else in."""
    return {"actor": replace(system_actor(), id=new_id(), name="Admin")}


@pytest.fixture
async def http(desk: Database, caller: dict[str, Actor]) -> AsyncIterator[httpx.AsyncClient]:
    app = FastAPI()
    install_problem_handlers(app)
    app.include_router(router, prefix="/api")
    app.dependency_overrides[current_actor] = lambda: caller["actor"]
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://testserver/api/admin") as client:
        yield client


async def added(http: httpx.AsyncClient, path: str, body: dict[str, Any]) -> dict[str, Any]:
    answer = await http.post(path, json=body)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def test_the_shipped_calendars_are_listed(http: httpx.AsyncClient) -> None:
    answer = await http.get("/calendars")
    items = {item["key"]: item for item in answer.json()["items"]}
    assert sorted(items) == ["cn", "id", "other", "ph", "us"]
    assert items["ph"]["locations"] == ["Philippines"]
    assert items["ph"]["week"]["monday"] == [{"start": "08:00", "end": "17:00"}]
    assert any(day["name"] == "Rizal Day" for day in items["ph"]["holidays"])
    assert not any("EDSA" in day["name"] for day in items["ph"]["holidays"])
    assert (await http.get("/calendars", headers={"If-None-Match": answer.headers["etag"]})).status_code == 304


async def test_a_calendar_is_added_changed_and_deactivated(http: httpx.AsyncClient, desk: Database) -> None:
    made = await added(http, "/calendars", CALENDAR)
    assert (made["key"], made["version"], made["week"]["friday"]) == ("cebu-night-desk", 1, OFFICE)
    path = f"/calendars/{made['id']}"
    holiday = {"holidays": [{"date": "2026-12-08", "name": "Feast"}], "name": "Cebu"}
    assert (await http.patch(path, json=holiday)).status_code == 428
    assert (await http.patch(path, json=holiday, headers={"If-Match": '"7"'})).status_code == 412
    changed = await http.patch(path, json=holiday, headers={"If-Match": '"1"'})
    assert (changed.json()["version"], changed.json()["name"]) == (2, "Cebu")
    same = await http.patch(path, json=holiday, headers={"If-Match": '"2"'})
    assert same.json()["version"] == 2
    assert (await http.get(path)).json() == changed.json()
    async with desk.sessions() as session:
        kept = await session.scalars(
            select(SlaCalendarVersion).where(SlaCalendarVersion.calendar_id == made["id"]).order_by("number")
        )
        assert [len(version.definition["holidays"]) for version in kept] == [0, 1]
        names = await session.scalars(select(EventRow.name).where(EventRow.subject_type == "sla_calendar"))
        assert {"sla_calendar.created", "sla_calendar.updated"} <= set(names)
    assert (await http.delete(path, headers={"If-Match": '"2"'})).status_code == 204
    assert (await http.delete(path, headers={"If-Match": '"3"'})).status_code == 204
    gone = (await http.get(path)).json()
    assert (gone["is_active"], gone["version"]) == (False, 3)
    assert (await http.patch(path, json={"is_default": True}, headers={"If-Match": '"3"'})).status_code == 422


async def test_a_calendar_in_use_stays(http: httpx.AsyncClient) -> None:
    items = {item["key"]: item for item in (await http.get("/calendars")).json()["items"]}
    refused = await http.delete(f"/calendars/{items['ph']['id']}", headers={"If-Match": "*"})
    assert (refused.status_code, refused.json()["code"], refused.json()["locations"]) == (
        409,
        "calendar_in_use",
        ["Philippines"],
    )
    off = {"is_active": False}
    assert (
        await http.patch(f"/calendars/{items['other']['id']}", json=off, headers={"If-Match": "*"})
    ).status_code == 409
    made = await added(http, "/calendars", CALENDAR | {"is_default": True})
    policy = POLICY | {"calendar": {"source": "calendar", "calendar_id": made["id"]}}
    assert (await added(http, "/sla-policies", policy))["calendar"]["calendar"] == "Cebu night desk"
    default = {"is_default": True}
    moved = await http.patch(f"/calendars/{items['other']['id']}", json=default, headers={"If-Match": "*"})
    assert moved.json()["is_default"] is True
    refused = await http.delete(f"/calendars/{made['id']}", headers={"If-Match": "*"})
    assert refused.json()["policies"] == ["VIP finance"]


async def test_the_year_view_knows_half_days_and_clock_changes(http: httpx.AsyncClient) -> None:
    week = WEEK | {"sunday": [{"start": "00:00", "end": "24:00"}]}
    half = {"date": "2026-12-24", "name": "Half day", "hours": [{"start": "08:00", "end": "12:00"}]}
    body = CALENDAR | {"timezone": "America/New_York", "week": week, "exceptions": [half]}
    body |= {"holidays": [{"date": "2026-12-25", "name": "Christmas Day"}]}
    made = await added(http, "/calendars", body)
    year = (await http.get(f"/calendars/{made['id']}/year", params={"year": 2026})).json()
    days = {day["date"]: day for day in year["days"]}
    assert len(days) == 365
    assert days["2026-03-08"]["seconds"] == 23 * 3600
    assert (days["2026-12-24"]["kind"], days["2026-12-24"]["name"], days["2026-12-24"]["seconds"]) == (
        "exception",
        "Half day",
        4 * 3600,
    )
    assert (days["2026-12-25"]["kind"], days["2026-12-26"]["kind"]) == ("holiday", "closed")
    assert year["total_seconds"] == sum(day["seconds"] for day in year["days"])
    for wrong in ("1999", "2101", "x"):
        assert (await http.get(f"/calendars/{made['id']}/year", params={"year": wrong})).status_code == 422


@pytest.mark.parametrize(
    "wrong",
    [
        {"timezone": "Mars/Olympus"},
        {"timezone": "../../etc/passwd"},
        {"name": ""},
        {"name": "x" * 81},
        {"name": "two\nlines"},
        {"key": "Not A Key"},
        {"name": "???"},
        {"week": WEEK | {"monday": [{"start": "12:00", "end": "12:00"}]}},
        {"week": WEEK | {"monday": [{"start": "24:00", "end": "24:00"}]}},
        {"week": WEEK | {"monday": [{"start": "08:00", "end": "24:01"}]}},
        {"week": WEEK | {"monday": [{"start": "08:00", "end": "12:00"}, {"start": "11:59", "end": "13:00"}]}},
        {"week": WEEK | {"monday": [{"start": f"{h:02d}:00", "end": f"{h:02d}:30"} for h in range(13)]}},
        {"week": dict.fromkeys(WEEK, CLOSED)},
        {"week": {"monday": []}},
        {"holidays": [{"date": "2026-02-30", "name": "x"}]},
        {"holidays": [{"date": "1999-12-31", "name": "x"}]},
        {"holidays": [{"date": "2026-02-03", "name": "x"}] * 2},
        {"holidays": [{"date": "2026-02-03", "name": "x"}] * 1001},
        {"exceptions": [{"date": "2026-02-03", "name": "x"}]},
        {"unknown": 1},
    ],
)
async def test_calendars_that_make_no_sense_are_refused(http: httpx.AsyncClient, wrong: dict[str, Any]) -> None:
    before = (await http.get("/calendars")).json()
    answer = await http.post("/calendars", json=CALENDAR | wrong)
    assert answer.status_code == 422, answer.text
    assert (await http.get("/calendars")).json() == before


async def test_a_name_in_use_is_a_conflict(http: httpx.AsyncClient) -> None:
    await added(http, "/calendars", CALENDAR)
    again = await http.post("/calendars", json=CALENDAR | {"name": "CEBU NIGHT DESK", "key": "other-key"})
    assert (again.status_code, again.json()["code"]) == (409, "name_taken")
    await added(http, "/sla-policies", POLICY)
    assert (await http.post("/sla-policies", json=POLICY | {"name": "vip FINANCE"})).status_code == 409


async def test_a_repeated_post_adds_nothing(http: httpx.AsyncClient) -> None:
    key = {"Idempotency-Key": "once"}
    for path, body in (("/calendars", CALENDAR), ("/sla-policies", POLICY)):
        first = await http.post(path, json=body, headers=key)
        second = await http.post(path, json=body, headers=key)
        assert (first.status_code, second.headers["Idempotent-Replayed"]) == (201, "true")
        assert first.json() == second.json()


async def test_policies_keep_an_order_without_gaps(http: httpx.AsyncClient) -> None:
    made = await added(http, "/sla-policies", POLICY)
    assert [entry["name"] for entry in made["mentioned"]] == ["Hardware", "Philippines"]
    assert made["where"]["all"][1]["value"] == [made["mentioned"][0]["id"]]

    async def order() -> list[tuple[int | None, str]]:
        items = (await http.get("/sla-policies")).json()["items"]
        return [(item["position"], item["name"]) for item in items]

    shipped = ["P1 critical", "P2 high", "P3 medium", "P4 low"]
    assert await order() == list(enumerate(["VIP finance", *shipped], 1))
    path = f"/sla-policies/{made['id']}"
    moved = await http.patch(path, json={"position": 900}, headers={"If-Match": '"1"'})
    assert (moved.json()["position"], moved.json()["version"]) == (5, 2)
    assert (await http.patch(path, json={"position": 5}, headers={"If-Match": '"2"'})).json()["version"] == 2
    await http.patch(path, json={"position": 2}, headers={"If-Match": '"2"'})
    assert (await order())[1] == (2, "VIP finance")
    assert (await http.delete(path, headers={"If-Match": '"3"'})).status_code == 204
    assert await order() == [*enumerate(shipped, 1), (None, "VIP finance")]
    assert (await http.delete(path, headers={"If-Match": '"4"'})).status_code == 204
    back = await http.patch(path, json={"is_active": True, "name": "VIP"}, headers={"If-Match": '"4"'})
    assert (back.json()["position"], back.json()["name"]) == (5, "VIP")
    where = {"field": "subcategory", "op": "is_one_of", "value": ["laptop"]}
    targets = {"targets": {"resolution": 3600}, "thresholds": [90, 70, 70], "where": where}
    last = (await http.patch(path, json=targets, headers={"If-Match": '"5"'})).json()
    assert (last["targets"]["response"], last["targets"]["resolution"], last["thresholds"]) == (None, 3600, [70, 90])
    assert (last["where"]["op"], last["mentioned"][0]["name"]) == ("is_one_of", "Laptop")
    assert (await http.get(path)).json() == last


@pytest.mark.parametrize(
    "wrong",
    [
        {"where": {"field": "category", "op": "is_one_of", "value": ["Catering"]}},
        {"where": {"field": "location", "op": "is_one_of", "value": ["Atlantis"]}},
        {"where": {"field": "subcategory", "op": "is_one_of", "value": ["Time machine"]}},
        {"where": {"field": "priority", "op": "at_least", "value": "P5"}},
        {"where": {"field": "type", "op": "is_one_of", "value": ["problem"]}},
        {"where": {"field": "department", "op": "is_one_of", "value": [f"d{n}" for n in range(101)]}},
        {"where": {"any": []}},
        {"where": None, "conditions": {}},
        {"targets": {}},
        {"targets": {"response": 59}},
        {"targets": {"response": 10**12}},
        {"targets": {"response": "soon"}},
        {"calendar": {"source": "calendar"}},
        {"calendar": {"source": "always", "calendar_id": str(new_id())}},
        {"calendar": {"source": "calendar", "calendar_id": str(new_id())}},
        {"thresholds": [0]},
        {"thresholds": [100]},
        {"thresholds": [1, 2, 3, 4, 5, 6]},
        {"position": 0},
        {"created_at": "2026-01-01T00:00:00Z"},
    ],
)
async def test_policies_that_make_no_sense_are_refused(http: httpx.AsyncClient, wrong: dict[str, Any]) -> None:
    answer = await http.post("/sla-policies", json=POLICY | wrong)
    assert answer.status_code == 422, answer.text
    assert len((await http.get("/sla-policies")).json()["items"]) == 4


async def test_a_preview_explains_itself(http: httpx.AsyncClient) -> None:
    facts = {"priority": "P2", "location": "philippines", "started_at": "2026-03-06T16:30:00+08:00"}
    answer = (await http.post("/sla-policies/preview", json={"facts": facts})).json()
    assert (answer["policy"], answer["calendar"]) == ("P2 high", "Philippines")
    assert answer["response"]["due_at"] == "2026-03-09T03:30:00Z"
    assert [(line["kind"], line["local_from"], line["local_to"]) for line in answer["response"]["lines"]] == [
        ("worked", "16:30", "17:00"),
        ("closed", None, None),
        ("worked", "08:00", "11:30"),
    ]
    now = await http.post(
        "/sla-policies/preview",
        json={"facts": {"priority": "P1", "category": "Hardware", "subcategory": "Laptop", "department": "HR"}},
    )
    assert now.json()["policy"] == "P1 critical"
    for wrong in (
        {"category": "x"},
        {"category": "Hardware", "subcategory": "x"},
        {"subcategory": "Laptop"},
        {"location": "x"},
        {"started_at": "2026-03-06T16:30:00"},
        {"started_at": "0001-01-01T00:00:00Z"},
        {"started_at": "9999-12-31T23:59:59Z"},
    ):
        refused = await http.post("/sla-policies/preview", json={"facts": {"priority": "P1"} | wrong})
        assert refused.status_code == 422, wrong


async def test_midnight_at_the_end_of_a_day_reads_24_00(http: httpx.AsyncClient) -> None:
    made = await added(http, "/calendars", CALENDAR)
    calendar = {"source": "calendar", "calendar_id": made["id"]}
    await added(
        http, "/sla-policies", POLICY | {"where": {"all": []}, "calendar": calendar, "targets": {"response": 36000}}
    )
    facts = {"priority": "P1", "started_at": "2026-03-06T20:00:00+08:00"}
    answer = (await http.post("/sla-policies/preview", json={"facts": facts})).json()
    assert answer["response"]["lines"][0]["local_to"] == "24:00"


async def test_only_administrators_come_here(http: httpx.AsyncClient, caller: dict[str, Actor]) -> None:
    manager = ROLE_PERMISSIONS[Role.IT_MANAGER]
    caller["actor"] = replace(caller["actor"], role=Role.IT_MANAGER, permissions=manager)
    one = new_id()
    for method, path in (
        ("GET", "/calendars"),
        ("POST", "/calendars"),
        ("GET", f"/calendars/{one}"),
        ("GET", f"/calendars/{one}/year?year=2026"),
        ("PATCH", f"/calendars/{one}"),
        ("DELETE", f"/calendars/{one}"),
        ("GET", "/sla-policies"),
        ("POST", "/sla-policies"),
        ("POST", "/sla-policies/preview"),
        ("GET", f"/sla-policies/{one}"),
        ("PATCH", f"/sla-policies/{one}"),
        ("DELETE", f"/sla-policies/{one}"),
    ):
        assert (await http.request(method, path, json={})).status_code in {403, 422}
        assert (await http.request(method, path)).status_code in {403, 422}


async def test_what_is_not_there_is_not_found(http: httpx.AsyncClient) -> None:
    one = new_id()
    for collection in ("calendars", "sla-policies"):
        for method in ("GET", "PATCH", "DELETE"):
            body = {} if method == "PATCH" else None
            assert (await http.request(method, f"/{collection}/{one}", json=body)).status_code == 404
