"""One thing of each kind to aim at, and a good body for every operation that takes one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import httpx

REPORT: dict[str, Any] = {
    "type": "incident",
    "category": "Hardware",
    "title": "Laptop does not start any more",
    "description": "It shows a black screen since this morning and the fan runs.",
    "business_impact": "I cannot process any purchase orders today.",
    "location": "Philippines",
    "priority": "P3",
    "impact": "one",
    "urgency": "low",
    "tags": ["laptop"],
    "confirm_duplicate": True,
}
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63f8cfc0f01f00"
    "050001ff89993d1d0000000049454e44ae426082"
)
HOURS = [{"start": "08:00", "end": "17:00"}]
WEEK = dict.fromkeys(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"), HOURS)
NEW_PASSWORD = "a purple tractor sings at noon 7"
RULE = {"title": "Laptop broken", "description": "It does not start.", "business_impact": "Nobody can work."}


@dataclass
class Targets:
    """Ids by the name of the path parameter, versions by the same name, and what they belong to."""

    ids: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)

    def path(self, template: str, **other: str) -> str:
        """Return the address of an operation aimed at the targets; `other` ids go first."""
        return template.format_map(self.ids | other)


async def build_targets(client: httpx.AsyncClient, headers: dict[str, str], agent: dict[str, str]) -> Targets:
    """Raise a ticket with everything that may hang on one; pick one of each configured thing.

    `headers` are an administrator's; `agent` are those of somebody who may not decide on priorities.
    """
    targets = Targets(headers=headers)
    ids = targets.ids

    async def post(path: str, **body: Any) -> dict[str, Any]:
        answer = await client.post(path, json=body, headers=headers)
        assert answer.status_code < 300, answer.text
        return dict(answer.json())

    async def first(path: str) -> str:
        answer = await client.get(path, headers=headers)
        return str(answer.json()["items"][0]["id"])

    ids["ticket_id"] = (await post("/api/tickets", **REPORT))["id"]
    ids["other_ticket_id"] = (await post("/api/tickets", **REPORT))["id"]
    ticket = f"/api/tickets/{ids['ticket_id']}"
    ids["comment_id"] = (await post(f"{ticket}/comments", body="We look at it.", is_internal=False))["id"]
    ids["link_id"] = (await post(f"{ticket}/links", relation="related", ticket_id=ids["other_ticket_id"]))["id"]
    wish = {"priority": "P2", "reason": "It is getting worse."}
    asked = await client.post(f"{ticket}/priority-requests", json=wish, headers=agent)
    assert asked.status_code == 201, asked.text
    ids["request_id"] = asked.json()["id"]
    upload = await client.post(f"{ticket}/attachments", files={"file": ("a.txt", b"hello")}, headers=headers)
    assert upload.status_code == 201, upload.text
    ids["attachment_id"] = ids["file_id"] = upload.json()["id"]
    await _build_knowledge(client, targets)
    ids["user_id"] = await first("/api/users?q=Jomar")
    ids["manager_id"] = await first("/api/users?q=Ramon")
    ids["team_id"] = await first("/api/teams")
    for name in ("category", "location", "calendar"):
        collection = {"category": "categories"}.get(name, f"{name}s")
        ids[f"{name}_id"] = await first(f"/api/admin/{collection}")
    ids["policy_id"] = await first("/api/admin/sla-policies")
    ids["resolution_category_id"] = await first("/api/admin/resolution-categories")
    ids["classification_rule_id"] = await first("/api/admin/classification-rules")
    ids["routing_rule_id"] = await first("/api/admin/routing-rules")
    ids["key"], ids["kind"] = "auto_close_days", "routing"
    ids["session_id"] = ids["delivery_id"] = "01890000-0000-7000-8000-000000000000"
    ids["job_id"] = "1"
    return targets


async def _build_knowledge(client: httpx.AsyncClient, targets: Targets) -> None:
    """Publish an article with a picture beside the ticket; search for what nothing answers."""
    ids, headers = targets.ids, targets.headers

    async def post(path: str, **body: Any) -> dict[str, Any]:
        answer = await client.post(path, json=body, headers=headers)
        assert answer.status_code < 300, answer.text
        return dict(answer.json())

    async def first(what: str) -> str:
        answer = await client.get(f"/api/kb/{what}", headers=headers)
        return str(answer.json()["items"][0]["id"])

    shelf = await first("categories")
    ids["article_category_id"] = shelf
    guide = {"title": "How do I reset my password?", "body": "## Steps\n\nOpen the portal.", "category_id": shelf}
    guide["audience"] = "everyone"
    article = await post("/api/kb/articles", **guide)
    ids["article_ref"] = ids["article_id"] = article["id"]
    kb = f"/api/kb/articles/{article['id']}"
    published = await client.post(f"{kb}/transitions", json={"move": "publish"}, headers=headers | {"If-Match": "*"})
    assert published.status_code == 200, published.text
    await post(f"/api/tickets/{ids['ticket_id']}/articles", article_id=article["id"])
    picture = await client.post(f"{kb}/files", files={"file": ("a.png", PNG)}, headers=headers)
    assert picture.status_code == 201, picture.text
    ids["article_file_id"], ids["number"] = picture.json()["id"], "1"
    ids["synonyms_id"] = await first("synonyms")
    await client.get("/api/kb/search?q=zymurgy&settled=true", headers=headers)
    ids["miss_id"] = await first("misses")


def rule_parameter(template: str) -> str:
    """Return whose id `rule_id` is in this path."""
    return "classification_rule_id" if "classification" in template else "routing_rule_id"


def good_bodies(targets: Targets, matrix: list[dict[str, Any]], rule_ids: list[str]) -> dict[str, Any]:
    """Return a body that each operation accepts from an administrator, by operation."""
    user, team, manager = (targets.ids[name] for name in ("user_id", "team_id", "manager_id"))
    smoke = {"field": "title", "op": "mentions_any", "value": ["smoke"]}
    where = {"all": [smoke, {"any": [{"field": "category", "op": "is_one_of", "value": ["Hardware"]}, {"not": smoke}]}]}
    rule = {"name": "Smoke", "priority": "P1", "where": where, "is_floor": True, "reason": "Tried.", "position": 3}
    policy = {
        "where": where,
        "targets": {"response": 900, "resolution": 14_400},
        "calendar": {"source": "always", "calendar_id": None},
        "thresholds": [80],
    }
    routing = {
        "where": where,
        "team_id": team,
        "watcher_ids": [user],
        "position": 3,
        "reason": "Tried.",
    }
    calendar = {
        "timezone": "Asia/Manila",
        "week": WEEK,
        "holidays": [{"date": "2027-01-01", "name": "New Year"}],
        "exceptions": [{"date": "2027-01-02", "name": "Stocktaking", "hours": HOURS}],
    }
    person = {
        "name": "New Person",
        "role": "end_user",
        "location": "Philippines",
        "manager_id": manager,
        "locale": "en",
    }
    draft = {name: value for name, value in REPORT.items() if name not in {"tags", "confirm_duplicate"}}
    reason = {"reason": "It cannot wait any longer."}
    edited = {name: value for name, value in draft.items() if name not in {"type", "priority"}}
    return {
        "set_agent_presence": {"is_away": False},
        "create_calendar": calendar | {"name": "New calendar", "key": "new-calendar", "is_default": False},
        "update_calendar": calendar | {"name": "Renamed calendar", "is_default": True},
        "create_category": {"name": "New category", "key": "new-category", "parent_id": targets.ids["category_id"]},
        "update_category": {"name": "Renamed", "position": 3, "is_active": True},
        "replace_classification_matrix": {"cells": matrix, "reason": "Tried."},
        "create_classification_rule": rule,
        "update_classification_rule": rule,
        "test_classification_rules": RULE | {"impact": "few", "urgency": "high", "priority": "P2", "is_vip": False},
        "create_location": {"name": "New site", "key": "new-site", "timezone": "Asia/Manila", "calendar_key": None},
        "update_location": {"name": "Renamed", "timezone": "Asia/Manila", "position": 1, "is_active": True},
        "create_resolution_category": {"name": "New outcome", "key": "new-outcome"},
        "update_resolution_category": {"name": "Renamed", "position": 3, "is_active": True},
        "create_routing_rule": routing | {"name": "New rule", "priority_floor": "P2", "notify_manager": True},
        "update_routing_rule": routing | {"name": "Renamed rule"},
        "reorder_routing_rules": {"ids": rule_ids, "reason": "Tried."},
        "test_routing_rules": {"category": "Hardware", "location": "Philippines", "priority": "P2", "title": "VPN"},
        "update_setting": {"value": 6},
        "create_sla_policy": policy | {"name": "New policy", "position": 1},
        "update_sla_policy": policy | {"name": "Renamed policy"},
        "preview_sla_policies": {"facts": {"priority": "P1", "category": "Hardware", "location": "Philippines"}},
        "login": {"email": "user.ph@madison88.example", "password": "wrong on purpose"},
        "update_me": {"name": "Corazon V.", "timezone": "Asia/Manila", "locale": "en", "theme": "dark"},
        "change_password": {"current_password": "wrong on purpose", "new_password": NEW_PASSWORD},
        "forgot_password": {"email": "user.ph@madison88.example"},
        "reset_password": {"token": "no such token", "password": NEW_PASSWORD},
        "create_team": {"key": "new-team", "name": "New team", "manager_id": user, "location": "Philippines"},
        "update_team": {"name": "Renamed team", "description": "Tried.", "manager_id": user},
        "put_team_member": {"is_lead": True, "is_assignable": True, "max_open_tickets": 9},
        "create_ticket": REPORT | {"requester_id": user},
        "change_tickets": {"ids": [targets.ids["ticket_id"]], "action": "tags", "add_tags": ["bulk"]},
        "preview_ticket": draft | {"requester_id": user},
        "edit_ticket": edited | {"tags": ["edited"], "subcategory": None},
        "assign_ticket": {"assignee_id": None, "team_id": team},
        "create_comment": {"body": "We look at it.", "is_internal": True},
        "update_comment": {"body": "We look at it now."},
        "escalate_ticket": reason,
        "create_link": {"relation": "causes", "ticket_id": targets.ids["other_ticket_id"]},
        "override_priority": {"priority": "P1"} | reason,
        "request_priority": {"priority": "P1"} | reason,
        "decide_priority_request": {"approve": False} | reason,
        "reopen_ticket": reason,
        "transition_ticket": {"to": "in_progress", "comment": "Begun."},
        "create_watcher": {"user_id": user},
        "create_user": person | {"email": "new@madison88.example", "password": NEW_PASSWORD, "timezone": "Asia/Manila"},
        "create_knowledge_article": {
            "title": "Why is the VPN slow?",
            "category_id": targets.ids["article_category_id"],
            "summary": "What slows it down.",
            "body": "## Cause\n\n> [!NOTE]\n> Too many people at once.",
            "tags": ["vpn"],
            "audience": "everyone",
            "language": "en",
            "owner_id": user,
            "review_by": "2027-06-01",
        },
        "update_article": {"title": "Why is the VPN so slow?", "body": "It is not.", "tags": ["vpn"], "note": "Tried."},
        "transition_article": {"move": "publish", "note": "Tried."},
        "preview_article": {"body": "# Title\n\n| a | b |\n|---|---|\n| 1 | 2 |"},
        "rate_knowledge_article": {"is_helpful": False, "comment": "Something is missing."},
        "note_knowledge_deflection": {"article_id": targets.ids["article_id"], "text": "VPN is slow"},
        "create_article_category": {"name": "New shelf", "position": 3},
        "update_article_category": {"name": "Renamed shelf", "position": 2, "is_active": True},
        "create_synonyms": {"words": ["vpn", "tunnel"]},
        "put_synonyms": {"words": ["laptop", "notebook", "pc"]},
        "link_ticket_article": {"article_id": targets.ids["article_id"]},
        "create_article_from_ticket": {"category_id": targets.ids["article_category_id"]},
        "update_user": person | {"email": "jomar@madison88.example", "is_vip": False},
    }
