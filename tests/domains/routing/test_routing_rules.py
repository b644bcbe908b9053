"""Shipped rules, their administration, their versions."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy import delete, select, text

from itsm.domains.routing import api
from itsm.domains.routing.codec import rule_from
from itsm.domains.routing.defaults import install_defaults
from itsm.domains.routing.models import AgentLoad, RoutingRuleRow, RoutingVersion
from itsm.domains.routing.routes import router
from itsm.domains.settings.api import change_setting
from itsm.domains.settings.defaults import install_defaults as install_lists
from itsm.domains.teams import api as teams
from itsm.domains.users import api as users
from itsm.platform.actor import Role, system_actor
from itsm.platform.db.engine import Database
from itsm.platform.expressions.tree import to_json
from itsm.platform.work import open_work
from tests.domains.routing.test_assignment import make_team
from tests.domains.settings.edge import CALLER, calling_as

PATH = "/api/admin/routing-rules"
TEAMS = ("it_support_ph", "it_support_us", "it_support_id", "it_support_cn", "it_security", "it_admin", "network")
SHIPPED = 10


@dataclass(frozen=True)
class Desk:
    database: Database
    teams: dict[str, UUID]


@pytest.fixture
async def desk(database: Database) -> Desk:
    async with open_work(system_actor()) as work:
        await work.session.execute(delete(RoutingRuleRow))
        await work.session.execute(delete(RoutingVersion))
        await install_lists(work)
        present = {team.key: team.id for team in await teams.list_teams(work.session)}
        for key in TEAMS:
            if key not in present:
                present[key] = (await teams.create_team(work, teams.NewTeam(key=key, name=f"Team {key}"))).id
        work.touch_config("routing")
    async with open_work(system_actor()) as work:
        await install_defaults(work, present)
    return Desk(database, present)


@pytest.fixture
async def admin(desk: Desk) -> AsyncIterator[httpx.AsyncClient]:
    async with calling_as(Role.SYSTEM_ADMIN, router) as http:
        yield http


def ask(field: str, op: str, *values: str) -> dict[str, Any]:
    return {"field": field, "op": op} | ({"value": list(values)} if values else {})


TELL = {"name": "x", "notify_manager": True}


async def try_out(admin: httpx.AsyncClient, **given: Any) -> dict[str, Any]:
    result: dict[str, Any] = (await admin.post(f"{PATH}/test", json=given)).raise_for_status().json()
    return result


@pytest.mark.parametrize(
    ("given", "team"),
    [
        ({"category": "Hardware", "location": "Philippines"}, "it_support_ph"),
        ({"category": "software", "location": "us"}, "it_support_us"),
        ({"category": "Hardware", "location": "Indonesia"}, "it_support_id"),
        ({"category": "Software", "location": "China"}, "it_support_cn"),
        ({"category": "Hardware", "location": "Other"}, "it_support_ph"),
        ({"category": "Access Request", "location": "US"}, "it_security"),
        ({"category": "Account Creation", "location": "US"}, "it_admin"),
        ({"category": "Network", "subcategory": "VPN", "location": "US"}, "network"),
    ],
)
async def test_shipped_rules(desk: Desk, admin: httpx.AsyncClient, given: dict[str, Any], team: str) -> None:
    result = await try_out(admin, **given)
    assert (result["team"]["id"], result["is_unrouted"], result["rule_version"]) == (str(desk.teams[team]), False, 1)
    assert result["notify_manager"] is False


async def test_vip_and_p1_tell_the_manager(admin: httpx.AsyncClient) -> None:
    for given in ({"priority": "P1"}, {"is_vip": True}):
        result = await try_out(admin, category="Network", **given)
        assert (result["rule"], result["notify_manager"], len(result["added_by"])) == ("Network", True, 1)


async def test_what_no_rule_routes_is_marked_and_goes_to_triage(desk: Desk, admin: httpx.AsyncClient) -> None:
    lost = await try_out(admin, category="Other")
    assert (lost["team"], lost["is_unrouted"], lost["assignee"]) == (None, True, None)
    assert [rule["outcome"] for rule in lost["rules"]] == ["not_matched"] * SHIPPED
    assert [(m["path"], m["field"], m["op"], m["got"]) for m in lost["rules"][0]["mismatches"]] == [
        ("all.0", "category", "is_one_of", ["Other"]),
        ("all.1", "location", "is_one_of", []),
    ]
    async with open_work(system_actor()) as work:
        await change_setting(work, "triage_team_id", str(desk.teams["it_admin"]))
    caught = await try_out(admin, category="Other")
    assert (caught["team"]["id"], caught["is_unrouted"]) == (str(desk.teams["it_admin"]), True)


async def test_a_triage_team_among_the_defaults_is_used(desk: Desk) -> None:
    async with open_work(system_actor()) as work:
        await work.session.execute(delete(RoutingRuleRow))
        await work.session.execute(delete(RoutingVersion))
        await install_defaults(work, {"triage": desk.teams["network"]})
    async with desk.database.reading() as session:
        choice = await api.choose_team(session, api.RoutingFacts())
    assert (choice.team_id, choice.is_unrouted) == (desk.teams["network"], True)


async def test_the_test_names_the_agent_and_the_others(desk: Desk, admin: httpx.AsyncClient) -> None:
    team_id, people = await make_team("looms", 2)
    watcher = people[1]
    rule = {"name": "Looms", "team_id": str(team_id), "where": ask("text", "mentions_any", "loom"), "position": 0}
    await admin.post(PATH, json=rule | {"watcher_ids": [str(watcher), str(watcher)], "priority_floor": "P2"})
    result = await try_out(admin, title="Looms stand still", category="Network", location="Other")
    assert (result["rule"], result["priority"], result["watchers"][0]["name"]) == ("Looms", "P2", "looms 1")
    assert result["assignee"]["name"] == "looms 0"
    assert [(c["name"], c["not_taken"]) for c in result["candidates"]] == [
        ("looms 0", None),
        ("looms 1", "later_in_order"),
    ]
    outcomes = {rule["name"]: rule["outcome"] for rule in result["rules"]}
    assert (outcomes["Looms"], outcomes["Network"]) == ("applied", "too_late")
    async with desk.database.reading() as session:
        assert not list(await session.scalars(select(AgentLoad).where(AgentLoad.user_id.in_(people))))


async def test_fresh_rules_cost_no_query(desk: Desk) -> None:
    async with desk.database.reading() as session:
        before = await api.choose_team(session, api.RoutingFacts())
        await session.execute(text("ALTER TABLE routing_rules RENAME TO hidden"))
        assert await api.choose_team(session, api.RoutingFacts()) == before


async def test_both_decisions_make_one_document(desk: Desk) -> None:
    team_id, _ = await make_team("doc", 1)
    async with open_work(system_actor()) as work:
        team = await api.choose_team(work.session, api.RoutingFacts())
        stored = api.routing_explanation(team, await api.assign_agent(work, team_id))
    assert (stored["rule_version"], stored["assignee"], stored["candidates"][0]["not_taken"]) == (1, "doc 0", None)
    assert api.routing_explanation(team, None)["why"] == "No team; the ticket is unrouted."


async def test_a_rule_may_name_the_agent(desk: Desk, admin: httpx.AsyncClient) -> None:
    team_id, (first, second) = await make_team("weavers", 2)
    rule = {"name": "Weaving", "team_id": str(team_id), "agent_id": str(second), "position": 0}
    made = (await admin.post(PATH, json=rule)).json()
    assert made["agent"]["name"] == "weavers 1"
    result = await try_out(admin, title="x")
    assert (result["assignee"]["name"], result["why"]) == ("weavers 1", "The rule names weavers 1.")
    async with open_work(system_actor()) as work:
        team = await api.choose_team(work.session, api.RoutingFacts())
        for _ in range(3):
            assert (await api.assign_agent(work, team_id, api.asked_of(team))).agent_id == second
        assert (await api.assign_agent(work, team_id)).agent_id == first
    path = f"{PATH}/{made['id']}"
    strangers = ({"agent_id": str(UUID(int=1))}, {"team_id": str(desk.teams["network"])})
    for wrong in strangers:
        refused = await admin.patch(path, json=wrong, headers={"If-Match": "*"})
        assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "agent_id")
    alone = await admin.post(PATH, json=TELL | {"agent_id": str(second)})
    assert alone.status_code == 422


async def test_a_rule_for_one_person_names_them(desk: Desk, admin: httpx.AsyncClient) -> None:
    _, (person,) = await make_team("named", 1)
    where = {"all": [ask("requester", "is_one_of", str(person)), ask("subcategory", "is_one_of", "wi-fi")]}
    made = (await admin.post(PATH, json=TELL | {"where": where, "position": 0})).json()
    assert [entry["name"] for entry in made["mentioned"]] == ["named 0", "Wi-Fi"]
    ticket = {"category": "Network", "subcategory": "Wi-Fi"}
    assert (await try_out(admin, **ticket, requester_id=str(person)))["added_by"] == ["x"]
    assert (await try_out(admin, **ticket))["added_by"] == []


def test_a_version_in_the_shape_before_trees_is_read() -> None:
    old = {
        "id": str(UUID(int=5)),
        "position": 3,
        "name": "Old",
        "conditions": {
            "category_ids": [str(UUID(int=1))],
            "types": ["incident"],
            "priorities": ["P1", "P2"],
            "departments": ["finance"],
            "keywords": ["late"],
            "is_vip": False,
        },
        "team_id": str(UUID(int=2)),
        "priority_floor": None,
        "watcher_ids": [],
        "notify_manager": False,
        "is_active": True,
    }
    assert to_json(rule_from(old).where) == {
        "all": [
            ask("category", "is_one_of", str(UUID(int=1))),
            ask("type", "is_one_of", "incident"),
            ask("priority", "is_one_of", "P1", "P2"),
            ask("department", "is_one_of", "finance"),
            {"any": [ask("title", "mentions_any", "late"), ask("description", "mentions_any", "late")]},
            ask("vip", "is_false"),
        ]
    }
    assert to_json(rule_from(old | {"conditions": {}}).where) == {"all": []}


class TestAdministration:
    async def test_a_rule_from_creation_to_its_end(self, desk: Desk, admin: httpx.AsyncClient) -> None:
        body = {
            "name": "Finance first",
            "team_id": str(desk.teams["it_admin"]),
            "position": 0,
            "where": {
                "all": [
                    ask("category", "is_one_of", "hardware", "Software"),
                    ask("location", "is_one_of", "PH"),
                    ask("department", "is_one_of", "Finance"),
                    ask("type", "is_one_of", "incident"),
                    ask("vip", "is_false"),
                ]
            },
            "reason": "Month end",
        }
        made = await admin.post(PATH, json=body)
        assert made.status_code == 201
        read = made.json()
        assert [entry["name"] for entry in read["mentioned"]] == ["Hardware", "Software", "Philippines"]
        assert [leaf["value"] for leaf in read["where"]["all"][:2]] == [
            [entry["id"] for entry in read["mentioned"][:2]],
            [read["mentioned"][2]["id"]],
        ]
        assert read["team"]["id"] == str(desk.teams["it_admin"])
        ticket = {"category": "Hardware", "location": "Philippines", "department": "FINANCE"}
        assert (await try_out(admin, **ticket))["rule"] == "Finance first"

        path = made.headers["location"]
        assert (await admin.get(path)).json() == read
        changed = await admin.patch(path, json={"where": {"all": []}}, headers={"If-Match": '"1"'})
        assert (changed.json()["where"], changed.json()["version"]) == ({"all": []}, 2)
        assert (await try_out(admin, category="Other"))["rule"] == "Finance first"
        assert (await admin.delete(path, headers={"If-Match": '"2"'})).status_code == 204
        assert (await try_out(admin, category="Other"))["rule"] is None

        async with desk.database.reading() as session:
            versions = list(await session.scalars(select(RoutingVersion).order_by(RoutingVersion.number)))
        assert [(v.number, v.reason) for v in versions] == [
            (1, "Shipped defaults"),
            (2, "Month end"),
            (3, ""),
            (4, "Deactivated"),
        ]
        kept = next(c for c in versions[1].content["rules"] if c["name"] == "Finance first")
        assert rule_from(kept).effects.team_id == desk.teams["it_admin"]

    async def test_the_same_change_again_makes_no_version(self, admin: httpx.AsyncClient) -> None:
        listed = await admin.get(PATH)
        first = listed.json()["items"][0]
        same = {"name": first["name"], "notify_manager": False}
        answer = await admin.patch(f"{PATH}/{first['id']}", json=same, headers={"If-Match": "*"})
        assert answer.json()["version"] == 1
        again = await admin.get(PATH, headers={"If-None-Match": listed.headers["etag"]})
        assert again.status_code == 304

    async def test_a_repeated_key_gives_the_first_answer(self, admin: httpx.AsyncClient) -> None:
        body = {"name": "Tell", "notify_manager": True}
        answers = [await admin.post(PATH, json=body, headers={"Idempotency-Key": "k"}) for _ in range(2)]
        assert answers[0].json() == answers[1].json()

    @pytest.mark.parametrize(
        ("body", "field"),
        [
            ({"name": "Idle"}, "team_id"),
            ({"name": "x", "team_id": str(UUID(int=1))}, "team_id"),
            ({"name": "x", "notify_manager": True, "watcher_ids": [str(UUID(int=1))]}, "watcher_ids"),
            (TELL | {"where": ask("category", "is_one_of", "?")}, "where"),
            (TELL | {"where": {"any": [ask("location", "is_one_of", "?")]}}, "where.any.0"),
            (TELL | {"where": {"not": ask("subcategory", "is_one_of", str(UUID(int=1)))}}, "where.not"),
            (TELL | {"where": ask("requester", "is_one_of", str(UUID(int=1)))}, "where"),
            (TELL | {"where": ask("requester", "is_one_of", "Ana")}, "where"),
            (TELL | {"where": ask("subcategory", "is_one_of", "VPN")}, "where"),
            (TELL | {"where": {"all": [ask("mood", "is_set")]}}, "where.all.0"),
        ],
    )
    async def test_what_is_refused(self, admin: httpx.AsyncClient, body: dict[str, Any], field: str) -> None:
        answer = await admin.post(PATH, json=body)
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field)
        assert (await admin.get(PATH)).json()["total"] == SHIPPED

    async def test_a_rule_cannot_lose_everything_it_does(self, admin: httpx.AsyncClient) -> None:
        first = (await admin.get(PATH)).json()["items"][0]
        path = f"{PATH}/{first['id']}"
        assert (await admin.patch(path, json={"team_id": None}, headers={"If-Match": "*"})).status_code == 422
        assert (await admin.patch(path, json={"name": "x"})).status_code == 428
        assert (await admin.delete(path, headers={"If-Match": '"7"'})).status_code == 412

    @pytest.mark.parametrize(
        "given", [{"category": "?"}, {"subcategory": "VPN"}, {"location": "?"}, {"type": "change"}]
    )
    async def test_a_ticket_that_cannot_be(self, admin: httpx.AsyncClient, given: dict[str, str]) -> None:
        assert (await admin.post(f"{PATH}/test", json=given)).status_code == 422

    async def test_a_place_that_is_taken_moves_the_rest(self, admin: httpx.AsyncClient) -> None:
        before = [item["name"] for item in (await admin.get(PATH)).json()["items"]]
        made = await admin.post(PATH, json={"name": "Second", "notify_manager": True, "position": 1})
        after = [item["name"] for item in (await admin.get(PATH)).json()["items"]]
        assert after == [before[0], "Second", *before[1:]]
        path = made.headers["location"]
        await admin.patch(path, json={"position": 4}, headers={"If-Match": '"1"'})
        moved = (await admin.get(PATH)).json()["items"]
        assert [item["name"] for item in moved].index("Second") == 3
        assert len({item["position"] for item in moved}) == len(moved)
        await admin.patch(path, json={"position": 999}, headers={"If-Match": '"2"'})
        assert (await admin.get(PATH)).json()["items"][-1]["name"] == "Second"

    async def test_order(self, desk: Desk, admin: httpx.AsyncClient) -> None:
        made = await admin.post(PATH, json={"name": "Everything", "team_id": str(desk.teams["it_admin"])})
        ids = [item["id"] for item in (await admin.get(PATH)).json()["items"]]
        assert ids[-1] == made.json()["id"]
        ticket = {"category": "Network"}
        assert (await try_out(admin, **ticket))["rule"] == "Network"
        turned = [ids[-1], *ids[:-1]]
        answer = await admin.post(f"{PATH}/reorder", json={"ids": turned}, headers={"If-Match": '"2"'})
        assert [item["id"] for item in answer.json()["items"]] == turned
        assert answer.headers["etag"] == '"3"'
        assert (await try_out(admin, **ticket))["rule"] == "Everything"
        same = await admin.post(f"{PATH}/reorder", json={"ids": turned}, headers={"If-Match": '"3"'})
        assert same.headers["etag"] == '"3"'
        for broken in (turned[:-1], [*turned[:-1], turned[0]]):
            refused = await admin.post(f"{PATH}/reorder", json={"ids": broken}, headers={"If-Match": "*"})
            assert refused.status_code == 422
        assert (await admin.post(f"{PATH}/reorder", json={"ids": turned})).status_code == 428

    async def test_unknown_is_404_and_others_are_403(self, admin: httpx.AsyncClient) -> None:
        unknown = f"{PATH}/{UUID(int=1)}"
        assert (await admin.get(unknown)).status_code == 404
        assert (await admin.delete(unknown, headers={"If-Match": "*"})).status_code == 404
        async with calling_as(Role.IT_MANAGER, router) as manager:
            assert (await manager.get(PATH)).status_code == 403
            assert (await manager.post(f"{PATH}/test", json={})).status_code == 403


class TestPresence:
    LOADS = "/api/admin/agent-loads"

    async def test_nothing_is_assigned_to_who_is_away(self, desk: Desk, admin: httpx.AsyncClient) -> None:
        team_id, (first, second) = await make_team("away", 2)
        path = f"{self.LOADS}/{first}/presence"
        for _ in range(2):
            assert (await admin.put(path, json={"is_away": True})).status_code == 204
        async with open_work(system_actor()) as work:
            chosen = [(await api.assign_agent(work, team_id)).agent_id for _ in range(3)]
        assert chosen == [second] * 3
        listed = {item["id"]: item for item in (await admin.get(self.LOADS)).json()["items"]}
        assert (listed[str(first)]["is_away"], listed[str(second)]["open_count"]) == (True, 3)
        async with desk.database.reading() as session:
            told = await session.scalar(
                text("SELECT count(*) FROM domain_events WHERE name = 'agent.presence_changed'")
            )
        assert told == 1
        await admin.put(path, json={"is_away": False})
        async with open_work(system_actor()) as work:
            assert (await api.assign_agent(work, team_id)).agent_id == first

    @pytest.mark.usefixtures("desk")
    async def test_agents_speak_for_themselves_only(self) -> None:
        _, (first,) = await make_team("self", 1)
        async with open_work(system_actor()) as work:
            created = await users.create_user(work, users.NewUser(email="me@x.example", name="Me", role=Role.IT_AGENT))
            await work.session.execute(
                text("UPDATE users SET id = :new WHERE id = :old"), {"new": CALLER, "old": created.id}
            )
        async with calling_as(Role.IT_AGENT, router) as agent:
            assert (await agent.put(f"{self.LOADS}/{CALLER}/presence", json={"is_away": True})).status_code == 204
            assert (await agent.put(f"{self.LOADS}/{first}/presence", json={"is_away": True})).status_code == 403
            assert (await agent.get(self.LOADS)).status_code == 403
        async with calling_as(Role.END_USER, router) as user:
            assert (await user.put(f"{self.LOADS}/{CALLER}/presence", json={"is_away": True})).status_code == 403
