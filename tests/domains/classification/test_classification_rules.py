"""Shipped rules, their administration, their versions."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy import select, text

from itsm.domains.classification import api
from itsm.domains.classification.defaults import SHIPPED, install_defaults
from itsm.domains.classification.enums import TextField
from itsm.domains.classification.models import ClassificationVersion
from itsm.domains.classification.repository import rule_from
from itsm.domains.classification.routes import router
from itsm.domains.settings.api import change_setting
from itsm.platform.actor import Role, system_actor
from itsm.platform.db.engine import Database
from itsm.platform.expressions.tree import to_json
from itsm.platform.work import open_work
from tests.domains.classification.builders import inputs
from tests.domains.settings.edge import calling_as

RULES_PATH = "/api/admin/classification-rules"
MATRIX_PATH = "/api/admin/classification-matrix"


@pytest.fixture
async def shipped(database: Database) -> Database:
    async with open_work(system_actor()) as work:
        await install_defaults(work)
    return database


@pytest.fixture
async def admin(shipped: Database) -> AsyncIterator[httpx.AsyncClient]:
    async with calling_as(Role.SYSTEM_ADMIN, router) as http:
        yield http


def says(*terms: str) -> dict[str, Any]:
    return {"field": "text", "op": "mentions_any", "value": list(terms)}


async def try_out(admin: httpx.AsyncClient, title: str, **more: Any) -> dict[str, Any]:
    body = {"title": title, "description": "", "business_impact": ""} | more
    decision: dict[str, Any] = (await admin.post(f"{RULES_PATH}/test", json=body)).raise_for_status().json()
    return decision


@pytest.mark.parametrize(
    ("title", "more", "priority", "source"),
    [
        ("Email outage in Manila", {}, "P1", "rule"),
        ("Infor Nexus is down", {}, "P1", "rule"),
        ("Possible security breach", {}, "P1", "rule"),
        ("Printer is not down", {}, "P4", "default"),
        ("The VPN is not slow or degraded", {}, "P4", "default"),
        ("No internet, everything offline", {}, "P1", "rule"),
        ("A mission-critical server is unstable", {}, "P2", "rule"),
        ("Laptop slows down", {}, "P2", "rule"),
        ("Urgent: new mouse", {}, "P2", "rule"),
        ("Errors in Vision PLM", {}, "P3", "rule"),
        ("Feature request for GreatDay", {}, "P4", "rule"),
        ("Pivot88 jumps when I scroll down", {}, "P4", "rule"),
        ("Monitor flickers", {}, "P4", "default"),
        ("Monitor flickers", {"business_impact": "The whole company cannot work"}, "P1", "rule"),
        ("Whole company picnic", {}, "P4", "default"),
        ("Monitor flickers", {"impact": "department", "urgency": "high"}, "P1", "matrix"),
        ("Monitor flickers", {"impact": "one", "urgency": "low"}, "P4", "matrix"),
        ("Server down", {"priority": "P4"}, "P4", "requester"),
        ("Monitor flickers", {"is_vip": True}, "P2", "rule"),
    ],
)
async def test_shipped_rules(
    admin: httpx.AsyncClient, title: str, more: dict[str, Any], priority: str, source: str
) -> None:
    decision = await try_out(admin, title, **more)
    assert (decision["priority"], decision["source"], decision["rule_version"]) == (priority, source, 1)


async def test_settings_limit_the_requesters_choice(shipped: Database) -> None:
    async with open_work(system_actor()) as work:
        await change_setting(work, "requester_highest_priority", "P3")
    async with shipped.reading() as session:
        refused = await api.classify(session, api.ClassificationFacts(**_texts("Hi"), priority="P1"))
        admitted = await api.classify(session, api.ClassificationFacts(**_texts("Hi"), priority="P3"))
    assert (refused.priority, refused.is_choice_refused) == ("P4", True)
    assert admitted.source == "requester"


def _texts(title: str) -> dict[str, Any]:
    return {"title": title, "description": "", "business_impact": ""}


async def test_the_language_of_the_rules_is_a_setting(admin: httpx.AsyncClient) -> None:
    await admin.post(RULES_PATH, json={"name": "German", "priority": "P1", "where": says("Störung", "outage")})
    assert (await try_out(admin, "Störungen"))["priority"] == "P4"
    async with open_work(system_actor()) as work:
        await change_setting(work, "text_languages", ["english", "german"])
    for title in ("Störungen", "Outages"):
        assert (await try_out(admin, title))["priority"] == "P1"
    assert (await try_out(admin, "No outages"))["priority"] == "P4"


async def test_fresh_rules_cost_no_query(shipped: Database) -> None:
    async with shipped.reading() as session:
        await api.classify(session, inputs("Outage"))
        await session.execute(text("ALTER TABLE classification_rules RENAME TO hidden"))
        assert (await api.classify(session, inputs("Outage"))).priority == "P1"


async def test_defaults_again_change_nothing(shipped: Database) -> None:
    async with open_work(system_actor()) as work:
        await install_defaults(work)
    async with shipped.reading() as session:
        versions = list(await session.scalars(select(ClassificationVersion)))
    assert [version.number for version in versions] == [1]
    assert len(versions[0].content["rules"]) == len(SHIPPED)


class TestAdministration:
    async def test_a_rule_decides_from_its_creation_on(self, shipped: Database, admin: httpx.AsyncClient) -> None:
        where = says("loom  stuck", "loom stuck")
        body = {"name": "Looms", "priority": "P1", "where": where, "reason": "New line"}
        made = await admin.post(RULES_PATH, json=body)
        assert made.status_code == 201
        assert (made.json()["where"], made.json()["position"], made.json()["version"]) == (
            says("loom stuck"),
            len(SHIPPED),
            1,
        )
        assert (await try_out(admin, "Looms stuck again"))["rule"] == "Looms"
        path = made.headers["location"]
        changed = await admin.patch(path, json={"priority": "P2"}, headers={"If-Match": '"1"'})
        assert (changed.json()["priority"], changed.json()["version"]) == ("P2", 2)
        assert (await try_out(admin, "Looms stuck again"))["rule_version"] == 3
        assert (await admin.delete(path, headers={"If-Match": '"2"'})).status_code == 204
        assert (await try_out(admin, "Looms stuck again"))["source"] == "default"
        assert (await admin.get(path)).json()["is_active"] is False

        async with shipped.reading() as session:
            versions = list(await session.scalars(select(ClassificationVersion).order_by(ClassificationVersion.number)))
            events = (
                await session.scalars(
                    text("SELECT data FROM domain_events WHERE name = 'classification_rule.changed' ORDER BY seq")
                )
            ).all()
        assert [(v.number, v.reason, v.author_name) for v in versions] == [
            (1, "Shipped defaults", "System"),
            (2, "New line", "Somebody"),
            (3, "", "Somebody"),
            (4, "Deactivated", "Somebody"),
        ]
        assert rule_from(versions[1].content["rules"][-1]).priority == "P1"
        assert [event["rule_set_version"] for event in events] == [2, 3, 4]
        assert events[1]["changes"] == {"priority": ["P1", "P2"]}

    async def test_the_same_change_again_makes_no_version(self, admin: httpx.AsyncClient) -> None:
        first = (await admin.get(RULES_PATH)).json()["items"][0]
        answer = await admin.patch(
            f"{RULES_PATH}/{first['id']}", json={"name": first["name"]}, headers={"If-Match": "*"}
        )
        assert answer.json()["version"] == 1
        assert (await try_out(admin, "x"))["rule_version"] == 1

    async def test_a_place_that_is_taken_moves_the_rest(self, admin: httpx.AsyncClient) -> None:
        before = [item["name"] for item in (await admin.get(RULES_PATH)).json()["items"]]
        body = {"name": "Second", "priority": "P2", "where": says("loom"), "position": 1}
        made = await admin.post(RULES_PATH, json=body)
        after = (await admin.get(RULES_PATH)).json()["items"]
        assert [item["name"] for item in after] == [before[0], "Second", *before[1:]]
        await admin.patch(made.headers["location"], json={"position": 0}, headers={"If-Match": '"1"'})
        moved = (await admin.get(RULES_PATH)).json()["items"]
        assert moved[0]["name"] == "Second"
        assert len({item["position"] for item in moved}) == len(moved)

    async def test_a_rule_may_look_at_anything_but_the_priority(self, admin: httpx.AsyncClient) -> None:
        where = {
            "any": [
                {"field": "impact", "op": "at_least", "value": "department"},
                {"all": [{"field": "tags", "op": "is_one_of", "value": ["vip visit"]}, {"not": says("drill")}]},
                {"field": "source", "op": "is_one_of", "value": ["email"]},
            ]
        }
        made = await admin.post(RULES_PATH, json={"name": "Looms", "priority": "P2", "where": where})
        assert (made.json()["where"], made.json()["mentioned"]) == (where, [])
        for given in ({"impact": "company"}, {"tags": ["VIP visit"]}, {"source": "email"}):
            assert (await try_out(admin, "x", **given))["rule"] == "Looms"
        for given in ({"impact": "few"}, {"tags": ["VIP visit"], "description": "A drill"}):
            assert (await try_out(admin, "x", **given))["source"] == "default"

    async def test_a_repeated_key_gives_the_first_answer(self, admin: httpx.AsyncClient) -> None:
        body = {"name": "Looms", "priority": "P2", "where": says("loom")}
        answers = [await admin.post(RULES_PATH, json=body, headers={"Idempotency-Key": "k"}) for _ in range(2)]
        assert answers[0].json() == answers[1].json()

    @pytest.mark.parametrize(
        "body",
        [
            {"name": "Nothing asked", "priority": "P1"},
            {"name": "Every ticket", "priority": "P1", "where": {"all": []}},
            {"name": "No tree", "priority": "P1", "where": {}},
            {"name": "No word", "priority": "P1", "where": says("!!!")},
            {"name": "Own question", "priority": "P1", "where": {"field": "priority", "op": "is_set"}},
            {"name": "Unknown", "priority": "P0", "where": says("x")},
            {"name": "Long", "priority": "P1", "where": says("x" * 101)},
            {"name": "Many", "priority": "P1", "where": says(*["x"] * 201)},
            {"name": "", "priority": "P1", "where": says("x")},
            {"name": "Extra", "priority": "P1", "where": says("x"), "id": 1},
        ],
    )
    async def test_what_is_refused(self, admin: httpx.AsyncClient, body: dict[str, Any]) -> None:
        assert (await admin.post(RULES_PATH, json=body)).status_code == 422
        assert (await admin.get(RULES_PATH)).json()["total"] == len(SHIPPED)

    async def test_a_change_that_leaves_nothing_is_refused(self, admin: httpx.AsyncClient) -> None:
        first = (await admin.get(RULES_PATH)).json()["items"][0]
        path = f"{RULES_PATH}/{first['id']}"
        assert (await admin.patch(path, json={"where": {"all": []}}, headers={"If-Match": "*"})).status_code == 422
        assert (await admin.patch(path, json={"name": "x"})).status_code == 428
        assert (await admin.delete(path, headers={"If-Match": '"7"'})).status_code == 412

    async def test_unknown_is_404_and_others_are_403(self, admin: httpx.AsyncClient) -> None:
        unknown = f"{RULES_PATH}/{UUID(int=1)}"
        assert (await admin.get(unknown)).status_code == 404
        assert (await admin.delete(unknown, headers={"If-Match": "*"})).status_code == 404
        async with calling_as(Role.IT_MANAGER, router) as manager:
            for answer in (
                await manager.get(RULES_PATH),
                await manager.post(f"{RULES_PATH}/test", json={}),
                await manager.get(MATRIX_PATH),
            ):
                assert answer.status_code == 403


def test_a_version_in_the_shape_before_trees_is_read() -> None:
    old = {
        "id": str(UUID(int=5)),
        "position": 3,
        "name": "Old",
        "kind": "vip",
        "priority": "P2",
        "fields": ["title", "description"],
        "any_terms": ["late"],
        "all_terms": ["pay", "roll"],
        "none_terms": ["drill"],
        "impacts": ["company"],
        "is_active": True,
    }
    rule = rule_from(old)
    assert (rule.priority, rule.is_floor) == ("P2", True)

    def over(op: str, *terms: str) -> list[dict[str, Any]]:
        return [{"field": field, "op": op, "value": list(terms)} for field in ("title", "description")]

    assert to_json(rule.where) == {
        "all": [
            {"field": "vip", "op": "is_true"},
            {"field": "impact", "op": "is_one_of", "value": ["company"]},
            {"any": over("mentions_any", "late")},
            {"all": [{"any": over("mentions_any", "pay")}, {"any": over("mentions_any", "roll")}]},
            {"all": over("mentions_none", "drill")},
        ]
    }
    short = rule_from(old | {"kind": "business_impact", "fields": ["business_impact"], "impacts": [], "all_terms": []})
    assert to_json(short.where) == {
        "all": [
            {"field": "business_impact", "op": "mentions_any", "value": ["late"]},
            {"field": "business_impact", "op": "mentions_none", "value": ["drill"]},
        ]
    }
    everywhere = rule_from(old | {"kind": "keyword", "fields": list(TextField), "impacts": [], "none_terms": []})
    assert to_json(everywhere.where) == {
        "all": [says("late"), {"field": "text", "op": "mentions_all", "value": ["pay", "roll"]}]
    }
    assert not everywhere.is_floor


class TestMatrix:
    async def test_replace_the_whole(self, admin: httpx.AsyncClient) -> None:
        answer = await admin.get(MATRIX_PATH)
        cells = answer.json()["cells"]
        assert [cell["priority"] for cell in cells] == [
            "P1",
            "P1",
            "P2",
            "P1",
            "P2",
            "P3",
            "P2",
            "P3",
            "P3",
            "P3",
            "P3",
            "P4",
        ]
        cells[-1]["priority"] = "P3"
        body = {"cells": cells, "reason": "Kinder"}
        changed = await admin.put(MATRIX_PATH, json=body, headers={"If-Match": answer.headers["etag"]})
        assert (changed.json()["version"], changed.json()["cells"]) == (2, cells)
        assert (await try_out(admin, "x", impact="one", urgency="low"))["priority"] == "P3"
        again = await admin.put(MATRIX_PATH, json=body, headers={"If-Match": '"2"'})
        assert again.json()["version"] == 2

    async def test_half_a_matrix_is_refused(self, admin: httpx.AsyncClient) -> None:
        cells = (await admin.get(MATRIX_PATH)).json()["cells"]
        for broken in (cells[:-1], [*cells[:-1], cells[0]]):
            answer = await admin.put(MATRIX_PATH, json={"cells": broken}, headers={"If-Match": "*"})
            assert answer.status_code == 422
        assert (await admin.put(MATRIX_PATH, json={"cells": cells})).status_code == 428
        assert (await admin.put(MATRIX_PATH, json={"cells": cells}, headers={"If-Match": '"9"'})).status_code == 412
