"""What is aimed at: three tickets with everything that hangs on one, and one of each other thing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final

import httpx

from itsm.platform.clock import utc_now
from itsm.platform.ids import new_id
from tests.authorization.people import ADMIN, AGENT, MANAGER, OTHER_AGENT, OTHER_REQUESTER, REQUESTER
from tests.fuzz.bodies import HOURS, WEEK, good_bodies
from tests.fuzz.targets import REPORT, Targets, build_targets

Headers = Mapping[str, dict[str, str]]
LOCATIONS: Final = {"home": "Philippines", "away": "US"}
DRAFT_KINDS: Final = {
    "/routing-rules": "routing",
    "/classification-": "classification",
    "/sla-policies": "sla_policies",
    "/calendars": "calendars",
}
Ids = dict[str, str]
Mark = Callable[[str, str], str]


@dataclass
class Things:
    """Ids by the name of the path parameter: of each ticket, of what was deleted, of everything else."""

    targets: Targets
    tickets: dict[str, Ids] = field(default_factory=dict)
    notes: dict[str, Ids] = field(default_factory=dict)
    deleted: Ids = field(default_factory=dict)
    drafts: dict[str, Ids] = field(default_factory=dict)
    bodies: dict[str, Any] = field(default_factory=dict)

    def ids(self, path: str) -> Ids:
        """Return the ids of what there is, for an operation that hangs on no ticket."""
        found = self.targets.ids | self.targets.meant(path)
        if path.startswith("/api/admin/rule-drafts/{draft_id}"):
            ends = path.removeprefix("/api/admin/rule-drafts/{draft_id}")
            kind = next((kind for start, kind in DRAFT_KINDS.items() if ends.startswith(start)), "routing")
            found |= self.drafts[kind]
        return found


class _Builder:
    """Makes things by the interface itself, each in the name of a persona."""

    def __init__(self, client: httpx.AsyncClient, headers: Headers) -> None:
        self.client, self.headers = client, headers

    async def post(self, who: str, path: str, body: Any = None) -> dict[str, Any]:
        answer = await self.client.post(path, json=body, headers=self.headers[who] | {"If-Match": "*"})
        assert answer.status_code < 300, (path, answer.text)
        return dict(answer.json())

    async def patch(self, who: str, path: str, body: Any) -> None:
        answer = await self.client.patch(path, json=body, headers=self.headers[who] | {"If-Match": "*"})
        assert answer.status_code == 200, (path, answer.text)

    async def file(self, who: str, ticket: str, name: str, content: str, *, internal: bool = False) -> str:
        form = {"is_internal": "true"} if internal else {}
        upload = {"file": (name, content.encode())}
        answer = await self.client.post(
            f"{ticket}/attachments", files=upload, data=form, headers=self.headers[who] | {"If-Match": "*"}
        )
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    async def delete(self, path: str) -> None:
        answer = await self.client.delete(path, headers=self.headers[ADMIN] | {"If-Match": "*"})
        assert answer.status_code == 204, (path, answer.text)


WORKERS = {"home": AGENT, "away": OTHER_AGENT, "lent": OTHER_AGENT}
"""Who works on each ticket, and holds back a reply to it."""


def unmarked(_: str, __: str) -> str:
    """Return no mark."""
    return ""


async def build_things(client: httpx.AsyncClient, headers: Headers, mark: Mark = unmarked) -> Things:
    """Make everything that is aimed at. `mark` (ticket, place) gives a word to put into the text of that place."""
    build = _Builder(client, headers)
    things = Things(await build_targets(client, headers[ADMIN], headers[AGENT]))
    users = {name: await _id_of(client, headers[name]) for name in (AGENT, OTHER_AGENT, MANAGER)}
    raised = {
        "home": (REQUESTER, WORKERS["home"], LOCATIONS["home"]),
        "away": (OTHER_REQUESTER, WORKERS["away"], LOCATIONS["away"]),
        "lent": (AGENT, WORKERS["lent"], LOCATIONS["away"]),
    }
    macro = {"name": "Thanks", "scope": "shared", "body": "Thank you, {requester}."}
    shared = (await build.post(MANAGER, "/api/tickets/macros", macro))["id"]
    things.targets.ids["macro_id"] = shared
    for name, (requester, worker, location) in raised.items():
        await _raise(build, things, name, mark, requester=requester, worker=worker, location=location)
        things.tickets[name]["user_id"] = users[worker]
        await build.post(
            ADMIN, f"/api/tickets/{things.tickets[name]['ticket_id']}/watchers", {"user_id": users[worker]}
        )
        beside = {"article_id": things.targets.ids["article_id"]}
        await build.post(worker, f"/api/tickets/{things.tickets[name]['ticket_id']}/articles", beside)
        about = {"asset_id": things.targets.ids["asset_id"]}
        await build.post(worker, f"/api/tickets/{things.tickets[name]['ticket_id']}/assets", about)
        beside |= about | {"macro_id": shared}
        things.tickets[name] |= beside
        things.notes[name] |= beside
    report = {"name": "Figures", "page": "manager", "frequency": "daily", "timezone": "UTC"}
    things.targets.ids["schedule_id"] = (await build.post(AGENT, "/api/dashboard/schedules", report))["id"]
    await _add_others(build, things, users)
    await _add_bodies(client, headers[ADMIN], things, users)
    return things


async def _raise(
    build: _Builder, things: Things, name: str, mark: Mark, *, requester: str, worker: str, location: str
) -> None:
    def words(place: str, text: str) -> str:
        return f"{text} {mark(name, place)}".strip()

    ids, note = Ids(channel="reply"), Ids()
    report = REPORT | {"location": location}
    report |= {place: words(place, REPORT[place]) for place in ("title", "description", "business_impact")}
    report["tags"] = [mark(name, "tag") or "laptop"]
    ids["ticket_id"] = (await build.post(requester, "/api/tickets", report))["id"]
    ids["group_key"] = f"ticket.{ids['ticket_id']}"
    ticket = f"/api/tickets/{ids['ticket_id']}"
    ids["other_ticket_id"] = (await build.post(requester, "/api/tickets", report))["id"]
    spare = (await build.post(requester, "/api/tickets", report))["id"]
    ids["merge_id"] = (await build.post(worker, f"/api/tickets/{spare}/merges", {"into": ids["ticket_id"]}))["id"]
    link = {"relation": "related", "ticket_id": ids["other_ticket_id"]}
    ids["link_id"] = (await build.post(worker, f"{ticket}/links", link))["id"]
    said = {"body": words("comment", "We look at it.")}
    ids["comment_id"] = (await build.post(worker, f"{ticket}/comments", said))["id"]
    hidden = {"body": words("note", "Psst."), "is_internal": True}
    note["comment_id"] = (await build.post(worker, f"{ticket}/comments", hidden))["id"]
    ids["attachment_id"] = ids["file_id"] = await build.file(
        worker, ticket, f"a{mark(name, 'file name')}.txt", words("file", "hello")
    )
    note["attachment_id"] = note["file_id"] = await build.file(
        worker, ticket, f"b{mark(name, 'note file name')}.txt", words("note file", "hello"), internal=True
    )
    spent = {"minutes": 20, "note": words("time note", "Looked at it.")}
    ids["entry_id"] = (await build.post(worker, f"{ticket}/time-entries", spent))["id"]
    wish = {"priority": "P2", "reason": words("wish", "It is getting worse.")}
    ids["reply_id"] = (await build.post(worker, f"{ticket}/held-replies", {"body": words("held", "In a moment.")}))[
        "id"
    ]
    ids["request_id"] = (await build.post(worker, f"{ticket}/priority-requests", wish))["id"]
    ids["upload_id"] = (await build.post(worker, f"{ticket}/uploads", {"filename": "a.log", "size_bytes": 5}))["id"]
    things.tickets[name], things.notes[name] = ids, ids | note


async def _add_others(build: _Builder, things: Things, users: Ids) -> None:
    ids = things.targets.ids
    now = utc_now()
    teams = (await build.client.get("/api/teams", headers=build.headers[ADMIN])).json()["items"]
    ids["team_id"] = next(team["id"] for team in teams if team["key"] == "it_support_ph")
    await build.patch(ADMIN, f"/api/teams/{ids['team_id']}", {"manager_id": users[MANAGER]})
    leave = {"starts_at": (now + timedelta(days=9)).isoformat(), "ends_at": (now + timedelta(days=10)).isoformat()}
    later = {"starts_at": (now + timedelta(days=19)).isoformat(), "ends_at": (now + timedelta(days=20)).isoformat()}
    ids["leave_id"] = (await build.post(AGENT, "/api/presence/leaves", leave))["id"]
    things.deleted["leave_id"] = (await build.post(AGENT, "/api/presence/leaves", later))["id"]
    ids["skill_id"] = (await build.post(MANAGER, "/api/presence/skills", {"name": "Printers"}))["id"]
    for kind in DRAFT_KINDS.values():
        draft = await build.post(ADMIN, "/api/admin/rule-drafts", {"kind": kind, "name": "Try"})
        things.drafts[kind] = {"draft_id": draft["id"]}
    ids["run_id"] = (await build.post(ADMIN, "/api/admin/backtests", _period(things)))["id"]
    sessions = await build.client.get("/api/auth/sessions", headers=build.headers[REQUESTER])
    ids["session_id"] = sessions.json()["items"][0]["id"]
    ids["reference"] = "1"
    view = {"name": "Laptops", "filters": {"tag": "laptop"}}
    ids["view_id"] = (await build.post(AGENT, "/api/tickets/views", view))["id"]
    many = {"ids": [things.tickets["home"]["ticket_id"]], "action": "tags", "add_tags": ["many"]}
    ids["change_id"] = (await build.post(AGENT, "/api/tickets/bulk", many))["change_id"]
    ids["handover_id"] = str(new_id())
    ids["agent_id"] = users[AGENT]
    home = things.tickets["home"]
    ticket = f"/api/tickets/{home['ticket_id']}"
    things.deleted["attachment_id"] = await build.file(AGENT, ticket, "gone.txt", "hello")
    link = {"relation": "causes", "ticket_id": home["other_ticket_id"]}
    things.deleted["link_id"] = (await build.post(AGENT, f"{ticket}/links", link))["id"]
    await build.delete(f"{ticket}/attachments/{things.deleted['attachment_id']}")
    await build.delete(f"{ticket}/links/{things.deleted['link_id']}")
    await build.delete(f"/api/presence/leaves/{things.deleted['leave_id']}")


async def _add_bodies(client: httpx.AsyncClient, admin: dict[str, str], things: Things, users: Ids) -> None:
    matrix = (await client.get("/api/admin/classification-matrix", headers=admin)).json()["cells"]
    cells = [{name: cell[name] for name in ("impact", "urgency", "priority")} for cell in matrix]
    rules = (await client.get("/api/admin/routing-rules", headers=admin)).json()["items"]
    bodies = good_bodies(things.targets, cells, [rule["id"] for rule in rules])
    bodies |= {f"{name}_in_draft": body for name, body in bodies.items() if "rule" in name or "matrix" in name}
    bodies |= {f"{name}_in_draft": body for name, body in bodies.items() if "policy" in name or "calendar" in name}
    now = utc_now()
    days = [(now + timedelta(days=day)).isoformat() for day in (40, 41)]
    things.bodies = bodies | {
        "create_ticket": REPORT,
        "preview_ticket": {name: REPORT[name] for name in REPORT if name not in {"tags", "confirm_duplicate"}},
        "edit_ticket": {"title": "Laptop does not start after the update"},
        "assign_ticket": {"assignee_id": "me"},
        "merge_ticket": {"into": "TKT-1999-000001"},
        "put_ticket_draft": {"body": "It might be the"},
        "hold_ticket_reply": {"body": "We send another one."},
        "create_comment": {"body": "It still does not start."},
        "create_watcher": {"user_id": users[MANAGER]},
        "promise_date": {"promised_at": days[0], "reason": "The part comes that day."},
        "withdraw_promise": {"reason": "The part is late."},
        "put_shift": {"timezone": "Asia/Manila", "week": WEEK},
        "put_skills": {"skill_ids": [things.targets.ids["skill_id"]]},
        "plan_leave": {"user_id": users[AGENT], "starts_at": days[0], "ends_at": days[1]},
        "change_leave": {"reason": "Family"},
        "add_skill": {"name": "Plotters"},
        "change_skill": {"name": "Printers and plotters"},
        "put_duty": {"on_call_ids": [users[AGENT]]},
        "start_handover": {"user_id": users[AGENT], "reason": "They are away."},
        "create_rule_draft": {"kind": "routing", "name": "Another"},
        "update_rule_draft": {"name": "Renamed"},
        "activate_rule_draft": {"reason": "It was tried."},
        "create_backtest": _period(things),
        "restore_rule_version": {"reason": "It was better."},
        "update_calendar": {"name": "Renamed calendar", "timezone": "Asia/Manila", "week": WEEK},
        "update_calendar_in_draft": {"week": dict(WEEK) | {"sunday": HOURS}},
    }


async def _id_of(client: httpx.AsyncClient, headers: dict[str, str]) -> str:
    return str((await client.get("/api/auth/me", headers=headers)).json()["id"])


def _period(things: Things) -> dict[str, Any]:
    now = utc_now()
    since, until = (now - timedelta(days=30)).isoformat(), now.isoformat()
    return {"draft_id": things.drafts["routing"]["draft_id"], "period_from": since, "period_to": until}
