"""Administration of calendars that take turns, policy options and escalation levels, over HTTP."""

from __future__ import annotations

from typing import Any

import httpx
from sqlalchemy import text

from itsm.platform.db.engine import Database
from itsm.platform.ids import new_id
from tests.domains.sla.test_admin import CALENDAR, POLICY, added, caller, http

__all__ = ["caller", "http"]

LEVEL = {"name": "Boss", "metric": "response", "percent": 150, "priority": "P1"}


async def of_key(http: httpx.AsyncClient, key: str) -> dict[str, Any]:
    items = (await http.get("/calendars")).json()["items"]
    return dict(next(item for item in items if item["key"] == key))


async def test_a_calendar_of_sites_follows_them(http: httpx.AsyncClient, desk: Database) -> None:
    ph, us = await of_key(http, "ph"), await of_key(http, "us")
    body = {"name": "Follow the sun", "timezone": "Asia/Manila", "sites": [ph["id"], us["id"]]}
    made = await added(http, "/calendars", body)
    assert [(site["name"], site["timezone"]) for site in made["sites"]] == [
        ("Philippines", "Asia/Manila"),
        ("US", "America/New_York"),
    ]
    assert made["week"]["monday"] == []
    year = (await http.get(f"/calendars/{made['id']}/year?year=2026")).json()
    day = next(one for one in year["days"] if one["date"] == "2026-06-03")
    assert day["hours"] == [
        {"start": "00:00", "end": "05:00"},
        {"start": "08:00", "end": "17:00"},
        {"start": "20:00", "end": "24:00"},
    ]
    assert day["seconds"] == 18 * 3600

    half = {"exceptions": [{"date": "2026-06-03", "name": "Half day", "hours": [{"start": "08:00", "end": "12:00"}]}]}
    assert (await http.patch(f"/calendars/{ph['id']}", json=half, headers={"If-Match": "*"})).status_code == 200
    renewed = (await http.get(f"/calendars/{made['id']}")).json()
    assert renewed["version"] == 2
    year = (await http.get(f"/calendars/{made['id']}/year?year=2026")).json()
    assert next(one for one in year["days"] if one["date"] == "2026-06-03")["seconds"] == 13 * 3600

    policy = POLICY | {"calendar": {"source": "calendar", "calendar_id": made["id"]}, "where": {"all": []}}
    await added(http, "/sla-policies", policy)
    facts = {"facts": {"priority": "P1", "started_at": "2026-06-05T08:50:00Z"}}
    preview = (await http.post("/sla-policies/preview", json=facts)).json()
    assert preview["calendar"] == "Follow the sun"
    assert [(line["label"], line["timezone"]) for line in preview["response"]["lines"]] == [
        ("Philippines", "Asia/Manila")
    ]
    refused = await http.delete(f"/calendars/{us['id']}", headers={"If-Match": "*"})
    assert refused.json()["calendars"] == ["Follow the sun"]
    async with desk.sessions() as session:
        said = await session.scalars(text("SELECT summary FROM audit_entries WHERE summary LIKE '%follows%'"))
        assert list(said) == ["Calendar Follow the sun follows Philippines"]


async def test_sites_stay_sites_and_a_week_stays_a_week(http: httpx.AsyncClient) -> None:
    ph, us, cn = [(await of_key(http, key))["id"] for key in ("ph", "us", "cn")]
    sun = {"name": "Sun", "timezone": "UTC", "sites": [ph, us]}
    refused = [
        sun | {"week": CALENDAR["week"]},
        {"name": "Nothing", "timezone": "UTC"},
        sun | {"sites": [ph, ph]},
        sun | {"sites": [str(new_id())]},
        sun | {"holidays": [{"date": "2026-01-01", "name": "New Year"}]},
    ]
    for body in refused:
        assert (await http.post("/calendars", json=body)).status_code == 422, body
    made = await added(http, "/calendars", sun)
    nested = await http.post("/calendars", json=sun | {"name": "Nested", "sites": [made["id"], ph]})
    assert nested.json()["errors"][0]["field"] == "sites"
    path = f"/calendars/{made['id']}"
    for patch in ({"week": CALENDAR["week"]}, {"sites": []}, {"holidays": []}):
        assert (await http.patch(path, json=patch, headers={"If-Match": "*"})).status_code == 422
    assert (await http.patch(f"/calendars/{ph}", json={"sites": [us]}, headers={"If-Match": "*"})).status_code == 422
    other = await http.patch(path, json={"sites": [cn, us]}, headers={"If-Match": "*"})
    assert [site["name"] for site in other.json()["sites"]] == ["China", "US"]
    same = await http.patch(path, json={"sites": [cn, us]}, headers={"If-Match": "*"})
    assert same.json()["version"] == other.json()["version"]


async def test_options_and_levels_are_versioned_with_the_policy(http: httpx.AsyncClient) -> None:
    options = {"pause_on": {"response": ["user", "new", "user"]}, "on_reopen": "restart"}
    targets = {"response": 600, "update": 1200, "ola": 3600}
    made = await added(http, "/sla-policies", POLICY | {"options": options, "escalations": [LEVEL], "targets": targets})
    assert made["targets"] == {"response": 600, "resolution": None, "update": 1200, "ola": 3600}
    assert made["options"]["pause_on"] == {
        "response": ["new", "user"],
        "resolution": ["pending"],
        "update": ["pending"],
        "ola": ["pending"],
    }
    assert made["options"]["on_priority_change"] == "as_if_always"
    assert made["escalations"][0]["percent"] == 150
    path = f"/sla-policies/{made['id']}"
    same = await http.patch(path, json={"escalations": [LEVEL]}, headers={"If-Match": '"1"'})
    assert same.json()["version"] == 1
    other = await http.patch(path, json={"escalations": []}, headers={"If-Match": '"1"'})
    assert (other.json()["version"], other.json()["escalations"]) == (2, [])
    shipped = (await http.get("/sla-policies")).json()["items"][-1]
    assert (shipped["targets"]["ola"], shipped["options"]["on_reopen"], shipped["escalations"]) == (None, "resume", [])


async def test_levels_that_cannot_be_are_refused_at_their_place(http: httpx.AsyncClient) -> None:
    unknown = str(new_id())
    bad = [LEVEL | {"people": [unknown], "watchers": [unknown], "team_id": unknown, "agent_id": unknown}]
    refused = await http.post("/sla-policies", json=POLICY | {"escalations": [LEVEL, *bad]})
    assert refused.status_code == 422
    assert {error["field"] for error in refused.json()["errors"]} == {
        f"escalations.1.{field}" for field in ("people", "watchers", "agent_id", "team_id")
    }
    for level in (
        {"name": "Idle", "metric": "response", "percent": 80},
        LEVEL | {"metric": "promise"},
        LEVEL | {"percent": 0},
    ):
        assert (await http.post("/sla-policies", json=POLICY | {"escalations": [level]})).status_code == 422
