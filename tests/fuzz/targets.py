"""One thing of each kind to aim at."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import httpx

from itsm.platform.clock import utc_now

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
PROVIDER = {"name": "Corporate", "issuer": "https://id.example", "client_id": "desk", "client_secret": "secret"}
OWN_ROLE = {
    "name": "Shift lead",
    "description": "Leads the late shift.",
    "base": "it_agent",
    "permissions": ["tickets.work", "users.read", "tickets.create"],
}
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63f8cfc0f01f00"
    "050001ff89993d1d0000000049454e44ae426082"
)
DRAFTS = {
    "routing-rules": "routing",
    "classification-rules": "classification",
    "classification-matrix": "classification",
    "sla-policies": "sla_policies",
    "calendars": "calendars",
}
"""The kind of draft that holds what is edited below this part of a draft's path."""


@dataclass
class Targets:
    """Ids by the name of the path parameter, versions by the same name, and what they belong to."""

    ids: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)

    def path(self, template: str, **other: str) -> str:
        """Return the address of an operation aimed at the targets; `other` ids go first."""
        return template.format_map(self.ids | self.meant(template) | other)

    def meant(self, template: str) -> dict[str, str]:
        """Return the ids whose name means one thing in this path and another elsewhere."""
        part = template.partition("{draft_id}/")[2].partition("/")[0]
        rule = "classification" if "classification" in template else "routing"
        return {
            "rule_id": self.ids[f"{rule}_rule_id"],
            "draft_id": self.ids[f"{DRAFTS[part]}_draft_id" if part in DRAFTS else "draft_id"],
        }


class Builder:
    """Raises what there is to aim at, as an administrator."""

    def __init__(self, client: httpx.AsyncClient, headers: dict[str, str]) -> None:
        self.client, self.headers = client, headers

    async def send(self, method: str, path: str, *, by: dict[str, str] | None = None, **body: Any) -> dict[str, Any]:
        """Send a body, as somebody else where their headers are given; return the answer."""
        headers = (by or self.headers) | {"If-Match": "*"}
        answer = await self.client.request(method, path, json=body, headers=headers)
        assert answer.status_code < 300, answer.text
        return dict(answer.json()) if answer.content else {}

    async def post(self, path: str, **body: Any) -> dict[str, Any]:
        """Add something."""
        return await self.send("POST", path, **body)

    async def first(self, path: str) -> str:
        """Return the id of the first in a list."""
        return await self.nth(path, 0)

    async def nth(self, path: str, index: int) -> str:
        """Return the id of one in a list."""
        answer = await self.client.get(path, headers=self.headers)
        return str(answer.json()["items"][index]["id"])


async def build_targets(client: httpx.AsyncClient, headers: dict[str, str], agent: dict[str, str]) -> Targets:
    """Raise a ticket with everything that may hang on one; pick one of each configured thing.

    `headers` are an administrator's; `agent` are those of somebody who may not decide on priorities.
    """
    targets = Targets(headers=headers)
    builder = Builder(client, headers)
    await _configured(builder, targets.ids)
    await _tickets(builder, targets.ids, agent)
    await _presence(builder, targets.ids, agent)
    await _lab(builder, targets.ids)
    await _assets(builder, targets.ids)
    await _identity(builder, targets.ids)
    await _changes(builder, targets.ids)
    await _webhooks(builder, targets.ids)
    await _wordings(builder, targets.ids)
    await _suppression(builder, targets.ids)
    await _knowledge(builder, targets.ids)
    targets.ids |= {
        "key": "auto_close_days",
        "job_id": "1",
        "role": "end_user",
        "panel": "now",
        "page": "manager",
        "table": "dim_team",
    }
    await _status(builder, targets.ids)
    targets.ids |= dict.fromkeys(("session_id", "delivery_id", "identity_id"), "01890000-0000-7000-8000-000000000000")
    return targets


async def _configured(builder: Builder, ids: dict[str, str]) -> None:
    ids["user_id"] = await builder.first("/api/users?q=Jomar")
    ids["manager_id"] = await builder.first("/api/users?q=Ramon")
    ids["team_id"] = await builder.nth("/api/teams", 0)
    ids["other_team_id"] = await builder.nth("/api/teams", 1)
    for name, collection in (
        ("category_id", "categories"),
        ("location_id", "locations"),
        ("calendar_id", "calendars"),
        ("policy_id", "sla-policies"),
        ("resolution_category_id", "resolution-categories"),
        ("classification_rule_id", "classification-rules"),
        ("routing_rule_id", "routing-rules"),
    ):
        ids[name] = await builder.first(f"/api/admin/{collection}")


async def _tickets(builder: Builder, ids: dict[str, str], agent: dict[str, str]) -> None:
    for name in ("ticket_id", "other_ticket_id", "held_ticket_id", "merged_ticket_id"):
        ids[name] = (await builder.post("/api/tickets", **REPORT))["id"]
    merged = await builder.post(f"/api/tickets/{ids['merged_ticket_id']}/merges", into=ids["ticket_id"])
    ids["merge_id"] = merged["id"]
    ids["group_key"] = f"ticket.{ids['ticket_id']}"
    ticket = f"/api/tickets/{ids['ticket_id']}"
    ids["comment_id"] = (await builder.post(f"{ticket}/comments", body="We look at it.", is_internal=False))["id"]
    ids["entry_id"] = (await builder.post(f"{ticket}/time-entries", minutes=20, note="Looked at it."))["id"]
    related = await builder.post(f"{ticket}/links", relation="related", ticket_id=ids["other_ticket_id"])
    ids["link_id"] = related["id"]
    wish = {"priority": "P2", "reason": "It is getting worse."}
    ids["request_id"] = (await builder.send("POST", f"{ticket}/priority-requests", by=agent, **wish))["id"]
    files = {"file": ("a.txt", b"hello")}
    upload = await builder.client.post(f"{ticket}/attachments", files=files, headers=builder.headers)
    assert upload.status_code == 201, upload.text
    ids["attachment_id"] = ids["file_id"] = upload.json()["id"]
    ids["upload_id"] = (await builder.post(f"{ticket}/uploads", filename="a.log", size_bytes=5))["id"]
    piece = {"Content-Type": "application/offset+octet-stream", "Upload-Offset": "0"} | builder.headers
    sent = await builder.client.patch(f"/api/uploads/{ids['upload_id']}", content=b"hello", headers=piece)
    assert sent.status_code == 204, sent.text


async def _changes(builder: Builder, ids: dict[str, str]) -> None:
    """Submit a change, so that there is an approval; begin another, with a ticket beside it; delegate."""
    asked = (await builder.post("/api/changes", **change_body()))["number"]
    await builder.post(f"/api/changes/{asked}/transitions", move="submit")
    ids["approval_id"] = await builder.first(f"/api/changes/{asked}/approvals")
    ids["change_ref"] = (await builder.post("/api/changes", **change_body()))["id"]
    ids["linked_ticket_id"] = ids["ticket_id"]
    await builder.post(f"/api/changes/{ids['change_ref']}/tickets", ticket_id=ids["ticket_id"], role="fixes")
    ids["template_id"] = await builder.first("/api/changes/templates")
    frozen = {"name": "Month end", "effect": "warn", "starts_at": f"{utc_now() + timedelta(days=40):%FT%TZ}"}
    frozen["ends_at"] = f"{utc_now() + timedelta(days=42):%FT%TZ}"
    ids["freeze_id"] = (await builder.post("/api/changes/freeze-windows", **frozen))["id"]
    span = {"starts_at": f"{utc_now():%FT%TZ}", "ends_at": f"{utc_now() + timedelta(days=2):%FT%TZ}"}
    ids["delegation_id"] = (await builder.post("/api/approvals/delegations", delegate_id=ids["user_id"], **span))["id"]


def change_body() -> dict[str, Any]:
    """Return a change that can be submitted as it is."""
    now = utc_now()
    risk = {"reach": "few", "outage": "none", "practice": "once", "tested": "no", "back_out": "hours", "data": "no"}
    return {
        "type": "normal",
        "title": "Move the file server to new disks",
        "reason": "The disks are six years old.",
        "business_impact": "Shares are read-only for half an hour.",
        "implementation_plan": "Copy, switch, compare checksums.",
        "rollback_plan": "Switch back to the old disks.",
        "communication_plan": "Mail to the site two days before.",
        "test_plan": "Open a file on each share.",
        "justification": "",
        "systems": ["files-ph"],
        "risk_answers": risk,
        "starts_at": f"{now + timedelta(days=3):%FT%TZ}",
        "ends_at": f"{now + timedelta(days=3, hours=2):%FT%TZ}",
        "timezone": "Asia/Manila",
    }


async def _webhooks(builder: Builder, ids: dict[str, str]) -> None:
    """Add a webhook and queue a test message for it."""
    hook = {"name": "Monitoring", "url": "https://93.184.215.14/hook", "events": ["ticket.created"]}
    ids["webhook_id"] = (await builder.post("/api/admin/webhooks", **hook))["webhook"]["id"]
    pinged = await builder.post(f"/api/admin/webhooks/{ids['webhook_id']}/ping")
    ids["webhook_delivery_id"] = pinged["delivery_id"]


async def _wordings(builder: Builder, ids: dict[str, str]) -> None:
    """Word one mail otherwise."""
    ids |= {"mail": "ticket_created", "language": "en"}
    await builder.send("PUT", "/api/admin/mail-wordings/ticket_created/en", texts={"heading": "Got it"})


async def _suppression(builder: Builder, ids: dict[str, str]) -> None:
    """Suppress an address."""
    gone = {"address": "gone@madison88.example", "reason": "Mailbox was closed"}
    ids["suppression_id"] = (await builder.post("/api/admin/suppressions", **gone))["id"]


async def _identity(builder: Builder, ids: dict[str, str]) -> None:
    """Make a token and a provider to sign in with; the key aimed at is of none, since nobody answers at the other."""
    token = {"name": "Script", "scopes": ["tickets:read"], "expires_in_days": 1}
    ids["token_id"] = (await builder.post("/api/auth/tokens", **token))["id"]
    ids["provider_id"] = (await builder.post("/api/admin/sign-in-providers", **PROVIDER, key="corp"))["id"]
    ids["provider_key"] = "nowhere"
    ids["role_id"] = (await builder.post("/api/admin/own-roles", **OWN_ROLE, reason="To aim at"))["id"]


async def _knowledge(builder: Builder, ids: dict[str, str]) -> None:
    """Publish an article with a picture beside the ticket; search for what nothing answers."""
    ids["article_category_id"] = shelf = await builder.first("/api/kb/categories")
    guide = {"title": "How do I reset my password?", "body": "## Steps\n\nOpen the portal.", "audience": "everyone"}
    article = await builder.post("/api/kb/articles", **guide, category_id=shelf)
    ids["article_ref"] = ids["article_id"] = article["id"]
    path = f"/api/kb/articles/{article['id']}"
    await builder.post(f"{path}/transitions", move="publish")
    await builder.post(f"/api/tickets/{ids['ticket_id']}/articles", article_id=article["id"])
    picture = await builder.client.post(f"{path}/files", files={"file": ("a.png", PNG)}, headers=builder.headers)
    assert picture.status_code == 201, picture.text
    ids["article_file_id"], ids["number"] = picture.json()["id"], "1"
    ids["synonyms_id"] = await builder.first("/api/kb/synonyms")
    await builder.client.get("/api/kb/search?q=zymurgy&settled=true", headers=builder.headers)
    ids["miss_id"] = await builder.first("/api/kb/misses")


async def _assets(builder: Builder, ids: dict[str, str]) -> None:
    """Add a licence with a seat that depends on a laptop, and put it on the ticket."""
    kinds = (await builder.client.get("/api/assets/types", headers=builder.headers)).json()["items"]
    ids["laptop_type_id"] = next(kind["id"] for kind in kinds if kind["key"] == "laptop")
    ids["asset_type_id"] = next(kind["id"] for kind in kinds if kind["key"] == "other")
    asset = await builder.post("/api/assets", type_id=ids["laptop_type_id"], name="Build machine", seats=3)
    other = await builder.post("/api/assets", type_id=ids["laptop_type_id"], name="Test machine")
    ids["asset_ref"] = ids["asset_id"] = asset["id"]
    ids["other_asset_id"] = other["id"]
    path = f"/api/assets/{asset['id']}"
    await builder.post(f"{path}/seats", user_id=ids["user_id"])
    relation = await builder.post(f"{path}/relations", kind="runs_on", asset_id=other["id"])
    ids["relation_id"] = relation["id"]
    await builder.post(f"/api/tickets/{ids['ticket_id']}/assets", asset_id=asset["id"])
    table = {"file": ("assets.csv", b"Tag,Name,Type\nLT-0900,New one,Laptop\n")}
    sent = await builder.client.post("/api/assets/imports", files=table, headers=builder.headers)
    ids["import_id"] = sent.raise_for_status().json()["id"]


async def _status(builder: Builder, ids: dict[str, str]) -> None:
    """Keep a service and post an incident about it."""
    ids["status_service_id"] = (await builder.post("/api/status/services", name="Looms"))["id"]
    post = {"kind": "incident", "title": "Looms stand still", "body": "We look into it.", "impact": "down"}
    made = await builder.post("/api/status/posts", **post, service_ids=[ids["status_service_id"]])
    ids["status_post_id"] = made["id"]


async def _presence(builder: Builder, ids: dict[str, str], agent: dict[str, str]) -> None:
    """Send an agent who holds a ticket on leave, and begin to hand the ticket over."""
    ids["skill_id"] = (await builder.post("/api/presence/skills", name="Looms"))["id"]
    taken = await builder.send("POST", f"/api/tickets/{ids['held_ticket_id']}/assign", by=agent, assignee_id="me")
    ids["absent_id"] = taken["assignee"]["id"]
    frozen = {"name": "Month end", "effect": "warn", "starts_at": f"{utc_now() + timedelta(days=40):%FT%TZ}"}
    frozen["ends_at"] = f"{utc_now() + timedelta(days=42):%FT%TZ}"
    ids["freeze_id"] = (await builder.post("/api/changes/freeze-windows", **frozen))["id"]
    span = {"starts_at": f"{utc_now():%FT%TZ}", "ends_at": f"{utc_now() + timedelta(days=2):%FT%TZ}"}
    await builder.post("/api/presence/leaves", user_id=ids["absent_id"], **span)
    ids["leave_id"] = (await builder.post("/api/presence/leaves", user_id=ids["user_id"], **span))["id"]
    view = {"name": "Laptops", "filters": {"tag": "laptop"}}
    ids["view_id"] = (await builder.post("/api/tickets/views", **view))["id"]
    report = {"name": "Figures", "page": "manager", "frequency": "daily", "timezone": "UTC"}
    ids["schedule_id"] = (await builder.post("/api/dashboard/schedules", **report))["id"]
    macro = {"name": "Thanks", "body": "Thank you, {requester}."}
    ids["macro_id"] = (await builder.post("/api/tickets/macros", **macro))["id"]
    held = await builder.post(f"/api/tickets/{ids['ticket_id']}/held-replies", body="In a moment.")
    ids["reply_id"], ids["channel"] = held["id"], "reply"
    many = {"ids": [ids["ticket_id"]], "action": "tags", "add_tags": ["many"]}
    ids["change_id"] = (await builder.post("/api/tickets/bulk", **many))["change_id"]
    ids["handover_id"] = (await builder.post("/api/handovers", user_id=ids["absent_id"], reason="On leave."))["id"]


async def _lab(builder: Builder, ids: dict[str, str]) -> None:
    """Begin a draft of each kind and one more to be put into force, a run, and a version that is no longer in force."""
    rule = f"/api/admin/routing-rules/{ids['routing_rule_id']}"
    await builder.send("PATCH", rule, name="Renamed once", reason="So that there is an earlier version.")
    versions = await builder.client.get("/api/admin/rule-versions/routing", headers=builder.headers)
    ids["kind"], ids["reference"] = "routing", versions.json()["items"][1]["reference"]
    for kind in sorted(set(DRAFTS.values())):
        ids[f"{kind}_draft_id"] = (await builder.post("/api/admin/rule-drafts", kind=kind, name="Tried"))["id"]
    ids["draft_id"] = (await builder.post("/api/admin/rule-drafts", kind="routing", name="To be activated"))["id"]
    period = {"period_from": "2026-01-01T00:00:00Z", "period_to": "2026-02-01T00:00:00Z"}
    ids["run_id"] = (await builder.post("/api/admin/backtests", draft_id=ids["draft_id"], **period))["id"]
