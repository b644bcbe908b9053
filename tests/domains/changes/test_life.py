"""A change's way over the interface: written, approved, carried out, reviewed, closed; and what is refused on it."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import httpx
import pytest

from itsm.platform.clock import utc_now
from tests.conftest import Login
from tests.domains.changes.steps import (
    ANY,
    CALM,
    RISKY,
    begin,
    decide,
    me,
    move,
    moved,
    plan,
    read,
    waiting,
)


async def test_from_draft_to_closed(client: httpx.AsyncClient, login: Login) -> None:
    agent, manager = await login("agent.ph"), await login("manager.ph")
    change = await begin(client, agent, implementer_id=await me(client, agent))
    number = change["number"]
    assert (change["state"], change["risk_level"], change["missing"]) == ("draft", "low", [])
    submitted = await moved(client, agent, number, "submit")
    assert (submitted["state"], submitted["approved_itself"]) == ("submitted", False)
    assert (await move(client, agent, number, "schedule")).json()["code"] == "move_not_allowed"
    asked = await waiting(client, manager)
    assert [(one["number"], one["steps"][0]["needed"]) for one in asked] == [(number, 1)]
    assert {fact["label"] for fact in asked[0]["facts"]} >= {"window", "risk", "rollback_plan", "business_impact"}
    assert (await decide(client, manager, asked[0]["id"])).json()["state"] == "approved"
    assert (await read(client, agent, number))["state"] == "approved"
    refused = await move(client, agent, number, "schedule")
    assert (refused.status_code, refused.json()["obstacles"]) == (409, ["needs_manager"])
    assert (await moved(client, manager, number, "schedule"))["state"] == "scheduled"
    assert (await moved(client, agent, number, "start"))["started_at"] is not None
    assert (await move(client, agent, number, "finish")).status_code == 422
    done = await moved(client, agent, number, "finish", outcome="success")
    assert (done["state"], done["needs_review"]) == ("implemented", False)
    assert (await moved(client, manager, number, "close"))["state"] == "closed"
    history = (await client.get(f"/api/changes/{number}/history", headers=agent)).json()["items"]
    assert [entry["action"] for entry in history if entry["action"].startswith("approval")] == [
        "approval.settled",
        "approval.decided",
        "approval.asked",
    ]


async def test_what_is_missing_is_named_before_it_is_submitted(client: httpx.AsyncClient, login: Login) -> None:
    agent = await login("agent.ph")
    answer = await client.post("/api/changes", json={"type": "emergency", "title": "Firewall"}, headers=agent)
    change = answer.json()
    refused = await move(client, agent, change["number"], "submit")
    named = [error["field"] for error in refused.json()["errors"]]
    assert refused.status_code == 422
    assert (
        named
        == change["missing"]
        == [
            "business_impact",
            "implementation_plan",
            "rollback_plan",
            "communication_plan",
            "systems",
            "risk_answers",
            "window",
            "justification",
        ]
    )


@pytest.mark.peer_class("S40")
async def test_nobody_decides_on_their_own(client: httpx.AsyncClient, login: Login) -> None:
    manager, other = await login("manager.ph"), await login("manager.us")
    change = await begin(client, manager, implementer_id=await me(client, other))
    await moved(client, manager, change["number"], "submit")
    assert await waiting(client, manager) == []
    assert await waiting(client, other) == [], "the implementer is not asked either"
    own = (await waiting(client, manager, "asked"))[0]
    answer = await decide(client, manager, own["id"])
    assert (answer.status_code, answer.json()["code"]) == (403, "own_request")
    assert (await decide(client, other, own["id"])).status_code == 404
    assert [one["number"] for one in await waiting(client, await login("admin"))] == [change["number"]]


async def test_a_rejection_has_a_reason_and_the_draft_can_go(client: httpx.AsyncClient, login: Login) -> None:
    agent, manager = await login("agent.ph"), await login("manager.ph")
    number = (await begin(client, agent))["number"]
    await moved(client, agent, number, "submit")
    kept = await client.delete(f"/api/changes/{number}", headers=agent | ANY)
    assert (kept.status_code, kept.json()["code"]) == (409, "change_not_deletable")
    asked = (await waiting(client, manager))[0]
    assert (await decide(client, manager, asked["id"], "rejected")).status_code == 422
    for headers in (manager, await login("admin")):
        await decide(client, headers, asked["id"], "rejected", reason="Not in the week of the audit.")
    # "any" of those asked: it is rejected when nobody is left who could approve.
    await decide(client, await login("manager.us"), asked["id"], "rejected", reason="No.")
    assert (await read(client, agent, number))["state"] == "rejected"
    other = await login("agent.us")
    assert (await client.delete(f"/api/changes/{number}", headers=other | ANY)).status_code == 403
    assert (await client.delete(f"/api/changes/{number}", headers=agent | ANY)).status_code == 204
    assert (await client.get(f"/api/changes/{number}", headers=agent)).status_code == 404


@pytest.mark.parametrize(
    ("field", "value", "is_void"),
    [
        ("implementation_plan", "Another way altogether.", True),
        ("risk_answers", RISKY, True),
        ("ends_at", timedelta(hours=9), True),
        ("title", "Move the file server to newer disks", False),
        ("communication_plan", "Mail and a notice at the door.", False),
    ],
)
async def test_another_scope_window_or_risk_voids_what_was_approved(
    client: httpx.AsyncClient, login: Login, field: str, value: Any, *, is_void: bool
) -> None:
    agent, manager = await login("agent.ph"), await login("manager.ph")
    number = (await begin(client, agent))["number"]
    await moved(client, agent, number, "submit")
    first = (await waiting(client, manager))[0]
    await decide(client, manager, first["id"])
    said = (utc_now() + value).isoformat() if isinstance(value, timedelta) else value
    answer = await client.patch(f"/api/changes/{number}", json={field: said}, headers=agent | ANY)
    assert answer.json()["state"] == ("submitted" if is_void else "approved")
    asked = (await client.get(f"/api/changes/{number}/approvals", headers=agent)).json()["items"]
    assert [one["state"] for one in asked] == (["open", "voided"] if is_void else ["approved"])
    assert (await decide(client, manager, first["id"])).json()["code"] == "approval_settled"


async def test_high_risk_needs_two_of_the_board_and_a_review(client: httpx.AsyncClient, login: Login) -> None:
    agent, manager, admin = await login("agent.ph"), await login("manager.ph"), await login("admin")
    number = (await begin(client, agent, risk_answers=RISKY, implementer_id=await me(client, agent)))["number"]
    await moved(client, agent, number, "submit")
    asked = (await waiting(client, manager))[0]
    assert (asked["needs_sign_in"], asked["steps"][0]["needed"]) == (True, 2)
    assert (await decide(client, manager, asked["id"])).json()["state"] == "open"
    assert (await decide(client, manager, asked["id"])).json()["code"] == "not_an_approver", "nobody counts twice"
    assert (await decide(client, admin, asked["id"])).json()["state"] == "approved"
    await moved(client, manager, number, "schedule")
    await moved(client, agent, number, "start")
    assert (await move(client, agent, number, "finish", outcome="rolled_back")).status_code == 422, "say what happened"
    await moved(client, agent, number, "finish", outcome="rolled_back", note="The disks were too slow.")
    refused = await move(client, manager, number, "close")
    assert refused.json()["obstacles"] == ["review_missing"]
    review = {"summary": "The array rebuilt for hours.", "lessons": "Measure first."}
    answer = await client.put(f"/api/changes/{number}/review", json=review, headers=agent | ANY)
    assert answer.json()["review"]["summary"] == review["summary"]
    assert (await moved(client, manager, number, "close"))["state"] == "closed"


async def test_an_emergency_begins_without_waiting_and_is_approved_afterwards(
    client: httpx.AsyncClient, login: Login
) -> None:
    agent, manager = await login("agent.ph"), await login("manager.ph")
    more = {
        "type": "emergency",
        "justification": "The gateway is under attack.",
        "implementer_id": await me(client, agent),
    }
    number = (await begin(client, agent, **more))["number"]
    await moved(client, agent, number, "submit")
    assert (await moved(client, agent, number, "start"))["state"] == "implementing"
    assert await waiting(client, manager) == [], "what was begun is no longer asked before"
    await moved(client, agent, number, "finish", outcome="success")
    assert (await move(client, manager, number, "close")).json()["obstacles"] == [
        "review_missing",
        "late_approval_open",
    ]
    late = (await waiting(client, manager))[0]
    assert late["purpose"] == "afterwards"
    await decide(client, manager, late["id"])
    await client.put(f"/api/changes/{number}/review", json={"summary": "It held after that."}, headers=agent | ANY)
    assert (await moved(client, manager, number, "close"))["state"] == "closed"


async def test_a_standard_change_of_low_risk_approves_itself_unless_altered(
    client: httpx.AsyncClient, login: Login
) -> None:
    agent = await login("agent.ph")
    templates = (await client.get("/api/changes/templates", headers=agent)).json()["items"]
    chosen = next(one for one in templates if one["is_preapproved"])
    window = {name: plan()[name] for name in ("starts_at", "ends_at")}
    body = {"type": "standard", "title": chosen["fields"]["title"], "template_id": chosen["id"]} | window
    numbers = []
    for more in ({}, {"implementation_plan": "Quite another way of doing it."}):
        answer = await client.post("/api/changes", json=body | more, headers=agent)
        assert answer.status_code == 201, answer.text
        numbers.append(answer.json()["number"])
    assert (await moved(client, agent, numbers[0], "submit"))["approved_itself"] is True
    altered = await moved(client, agent, numbers[1], "submit")
    assert (altered["state"], altered["approved_itself"]) == ("submitted", False)
    wrong = await client.post("/api/changes", json=body | {"type": "normal"}, headers=agent)
    assert (wrong.status_code, wrong.json()["errors"][0]["code"]) == (422, "type_of_template")


@pytest.mark.peer_class("S45")
async def test_of_two_last_words_at_once_one_counts(client: httpx.AsyncClient, login: Login) -> None:
    agent, people = await login("agent.ph"), [await login(name) for name in ("manager.ph", "manager.us", "admin")]
    number = (await begin(client, agent))["number"]
    await moved(client, agent, number, "submit")
    asked = (await waiting(client, people[0]))[0]["id"]
    answers = await asyncio.gather(*(decide(client, headers, asked) for headers in people))
    assert sorted(answer.status_code for answer in answers) == [200, 409, 409]
    assert (await read(client, agent, number))["state"] == "approved"


async def test_only_those_near_a_change_alter_it_and_end_users_see_none(
    client: httpx.AsyncClient, login: Login
) -> None:
    agent, other, user = await login("agent.ph"), await login("agent.us"), await login("user.ph")
    number = (await begin(client, agent))["number"]
    assert (await client.get("/api/changes", headers=user)).status_code == 403
    assert (await read(client, other, number))["can_edit"] is False
    refused = await client.patch(f"/api/changes/{number}", json={"title": "Something else"}, headers=other | ANY)
    assert (refused.status_code, refused.json()["code"]) == (403, "not_your_change")
    assert (
        await client.patch(f"/api/changes/{number}", json={"state": "approved"}, headers=agent | ANY)
    ).status_code == 422
    stale = await client.patch(
        f"/api/changes/{number}", json={"title": "Else what"}, headers=agent | {"If-Match": '"0"'}
    )
    assert stale.status_code == 412


async def test_lists_by_view_and_cost_of_a_list(client: httpx.AsyncClient, login: Login) -> None:
    agent, manager = await login("agent.ph"), await login("manager.ph")
    for index in range(3):
        number = (await begin(client, agent, title=f"Change the thing number {index}"))["number"]
        await moved(client, agent, number, "submit")
    await begin(client, manager, type="emergency")

    async def numbers(**params: Any) -> int:
        answer = await client.get("/api/changes", params=params, headers=manager)
        assert answer.status_code == 200, answer.text
        return len(answer.json()["items"])

    assert await numbers() == 4
    assert await numbers(view="mine") == 1
    assert await numbers(view="awaiting") == 3
    assert await numbers(view="week") == 3
    assert await numbers(view="emergency") == 1
    assert await numbers(q="number 1") == 1
    assert await numbers(state="draft", type="emergency") == 1
    counts = (await client.get("/api/changes/counts", headers=manager)).json()
    assert counts == {"all": 4, "mine": 1, "awaiting": 3, "week": 3, "emergency": 1, "review": 0}
    first = (await client.get("/api/changes", params={"limit": 3}, headers=manager)).json()
    rest = await client.get("/api/changes", params={"limit": 3, "cursor": first["next_cursor"]}, headers=manager)
    assert len(rest.json()["items"]) == 1
    progress = [item["approvals"] for item in first["items"] if item["state"] == "submitted"]
    assert progress == [{"approved": 0, "needed": 1}] * 2


async def test_tickets_stand_beside_changes_and_the_other_way_round(client: httpx.AsyncClient, login: Login) -> None:
    from tests.fuzz.targets import REPORT

    agent = await login("agent.ph")
    number = (await begin(client, agent))["number"]
    ticket = (await client.post("/api/tickets", json=REPORT, headers=agent)).json()
    body = {"ticket_id": ticket["number"], "role": "fixes"}
    linked = await client.post(f"/api/changes/{number}/tickets", json=body, headers=agent)
    assert (linked.status_code, linked.json()["id"]) == (201, ticket["id"])
    beside = (await client.get(f"/api/tickets/{ticket['number']}/changes", headers=agent)).json()["items"]
    assert [(one["number"], one["role"]) for one in beside] == [(number, "fixes")]
    gone = await client.delete(f"/api/changes/{number}/tickets/{ticket['id']}", headers=agent)
    again = await client.delete(f"/api/changes/{number}/tickets/{ticket['id']}", headers=agent)
    assert (gone.status_code, again.status_code) == (204, 404)


async def test_managers_alter_templates_questions_and_rules(client: httpx.AsyncClient, login: Login) -> None:
    agent, manager = await login("agent.ph"), await login("manager.ph")
    template = {"name": "Add a printer", "fields": {"title": "Add a printer", "risk_answers": CALM}}
    assert (await client.post("/api/changes/templates", json=template, headers=agent)).status_code == 403
    added = (await client.post("/api/changes/templates", json=template, headers=manager)).json()
    twice = await client.post("/api/changes/templates", json=template | {"name": "add a PRINTER"}, headers=manager)
    assert (twice.status_code, twice.json()["code"]) == (409, "name_taken")
    path = f"/api/changes/templates/{added['id']}"
    await client.patch(path, json={"is_active": False}, headers=manager | ANY)
    shown = (await client.get("/api/changes/templates", headers=agent)).json()["items"]
    assert "Add a printer" not in {one["name"] for one in shown}
    answers = [{"key": "no", "label": "No", "points": 0}, {"key": "yes", "label": "Yes", "points": 9}]
    asked = {"items": [{"key": "live", "text": "Is it live?", "answers": answers}]}
    assert (await client.put("/api/changes/risk-questions", json=asked, headers=manager)).status_code == 204
    change = await begin(client, agent, risk_answers={"live": "yes"})
    assert (change["risk_score"], change["risk_level"]) == (100, "critical")
    rules = {"items": [{"name": "The boss", "user_ids": [await me(client, await login("admin"))], "due_hours": 4}]}
    assert (await client.put("/api/changes/approval-rules", json=rules, headers=manager)).status_code == 204
    await moved(client, agent, change["number"], "submit")
    assert await waiting(client, manager) == []
    assert len(await waiting(client, await login("admin"))) == 1
