"""Drafts: edited with the live routes' own code, never in force before they are activated; versions; going back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from itsm.platform.actor import system_actor
from itsm.platform.clock import utc_now
from itsm.platform.db.engine import Database
from itsm.platform.work import open_work
from tests.conftest import Login
from tests.fuzz.bodies import WEEK

DRAFTS = "/api/admin/rule-drafts"
VERSIONS = "/api/admin/rule-versions"
KINDS = {
    "routing": "routing-rules",
    "classification": "classification-rules",
    "sla_policies": "sla-policies",
    "calendars": "calendars",
}


class Lab:
    """An administrator's calls."""

    def __init__(self, client: httpx.AsyncClient, headers: dict[str, str]) -> None:
        self.client, self.headers = client, headers

    async def begin(self, kind: str, **fields: Any) -> dict[str, Any]:
        answer = await self.client.post(DRAFTS, json={"kind": kind, "name": "Try", **fields}, headers=self.headers)
        assert answer.status_code == 201, answer.text
        return answer.json()

    async def get(self, path: str) -> Any:
        answer = await self.client.get(path, headers=self.headers)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def send(self, method: str, path: str, body: Any = None, *, version: int | None = None) -> httpx.Response:
        headers = self.headers | ({"If-Match": f'"{version}"'} if version is not None else {})
        return await self.client.request(method, path, json=body, headers=headers)

    async def activate(self, draft: dict[str, Any], **body: Any) -> httpx.Response:
        now = await self.get(f"{DRAFTS}/{draft['id']}")
        path = f"{DRAFTS}/{draft['id']}/activate"
        return await self.send("POST", path, {"reason": "It was tried", **body}, version=now["version"])


@pytest.fixture
async def lab(client: httpx.AsyncClient, login: Login) -> Lab:
    return Lab(client, await login("admin"))


async def rules(lab: Lab, name: str, draft: dict[str, Any] | None = None) -> list[dict[str, Any]]:
    path = f"{DRAFTS}/{draft['id']}/{name}" if draft else f"/api/admin/{name}"
    return (await lab.get(path))["items"]


async def audit_entries(database: Database) -> int:
    async with database.reading() as session:
        return (await session.execute(text("SELECT count(*) FROM audit_entries"))).scalar_one()


@pytest.mark.parametrize("kind", KINDS)
async def test_a_draft_begins_as_what_is_in_force(lab: Lab, kind: str) -> None:
    draft = await lab.begin(kind)
    assert draft["differences"] == []
    assert draft["is_live_changed"] is False
    live, drafted = (await rules(lab, KINDS[kind]), await rules(lab, KINDS[kind], draft))
    assert [one["name"] for one in drafted] == [one["name"] for one in live]
    assert len(live) > 0


@pytest.mark.parametrize("kind", KINDS)
async def test_an_edit_of_a_draft_changes_nothing_that_is_in_force(lab: Lab, database: Database, kind: str) -> None:
    draft = await lab.begin(kind)
    before = await rules(lab, KINDS[kind])
    audited = await audit_entries(database)
    first = (await rules(lab, KINDS[kind], draft))[0]
    path = f"{DRAFTS}/{draft['id']}/{KINDS[kind]}/{first['id']}"
    answer = await lab.send("PATCH", path, {"name": "Another name"}, version=first["version"])
    assert answer.status_code == 200, answer.text
    assert answer.json()["name"] == "Another name"
    assert await rules(lab, KINDS[kind]) == before
    assert (await rules(lab, KINDS[kind], draft))[0]["name"] == "Another name"
    shown = await lab.get(f"{DRAFTS}/{draft['id']}")
    assert [(line["what"], line["field"], line["after"]) for line in shown["differences"]] == [
        ("changed", "name", "Another name")
    ]
    assert await audit_entries(database) == audited + 1  # that the draft was edited, and nothing else


@pytest.mark.parametrize("kind", KINDS)
async def test_activating_puts_it_into_force_and_restoring_brings_the_earlier_back(lab: Lab, kind: str) -> None:
    before = await rules(lab, KINDS[kind])
    draft = await lab.begin(kind)
    first = (await rules(lab, KINDS[kind], draft))[0]
    path = f"{DRAFTS}/{draft['id']}/{KINDS[kind]}/{first['id']}"
    await lab.send("PATCH", path, {"name": "Another name"}, version=first["version"])
    answer = await lab.activate(draft)
    assert answer.status_code == 200, answer.text
    assert answer.json()["state"] == "activated"
    assert (await rules(lab, KINDS[kind]))[0]["name"] == "Another name"

    versions = (await lab.get(f"{VERSIONS}/{kind}"))["items"]
    newest = versions[0]
    assert (newest["reason"], newest["author"]) == ("It was tried", "Corazon Villanueva")
    detail = await lab.get(f"{VERSIONS}/{kind}/{newest['reference']}")
    assert [(line["field"], line["after"]) for line in detail["changed"]] == [("name", "Another name")]
    assert detail["would_change"] == []
    former = next(v for v in versions[1:] if v["subject"] in {None, before[0]["name"]})
    answer = await lab.send("POST", f"{VERSIONS}/{kind}/{former['reference']}/restore", {"reason": "Not so good"})
    assert answer.status_code == 204, answer.text
    assert [one["name"] for one in await rules(lab, KINDS[kind])] == [one["name"] for one in before]
    assert (await lab.get(f"{VERSIONS}/{kind}"))["items"][0]["reason"] == "Not so good"


async def test_a_rule_added_in_a_draft_is_checked_like_any_other_and_keeps_its_id(lab: Lab) -> None:
    draft = await lab.begin("routing")
    path = f"{DRAFTS}/{draft['id']}/routing-rules"
    answer = await lab.send("POST", path, {"name": "Does nothing"})
    assert answer.status_code == 422
    answer = await lab.send("POST", path, {"name": "Printers first", "notify_manager": True, "position": 0})
    assert answer.status_code == 201, answer.text
    added = answer.json()
    assert (await rules(lab, "routing-rules", draft))[0]["id"] == added["id"]
    await lab.activate(draft)
    assert (await rules(lab, "routing-rules"))[0]["id"] == added["id"]


async def test_a_repeated_request_adds_one_rule(lab: Lab) -> None:
    draft = await lab.begin("routing")
    path = f"{DRAFTS}/{draft['id']}/routing-rules"
    body = {"name": "Once", "notify_manager": True}
    headers = lab.headers | {"Idempotency-Key": "one-key"}
    first = await lab.client.post(path, json=body, headers=headers)
    second = await lab.client.post(path, json=body, headers=headers)
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert sum(rule["name"] == "Once" for rule in await rules(lab, "routing-rules", draft)) == 1


async def test_what_others_changed_meanwhile_is_not_overwritten_silently(lab: Lab) -> None:
    draft = await lab.begin("routing")
    live = (await rules(lab, "routing-rules"))[0]
    await lab.send("PATCH", f"/api/admin/routing-rules/{live['id']}", {"name": "By hand"}, version=live["version"])
    refused = await lab.activate(draft)
    assert (refused.status_code, refused.json()["code"]) == (409, "live_changed")
    assert (await lab.get(f"{DRAFTS}/{draft['id']}"))["is_live_changed"] is True
    assert (await lab.activate(draft, overwrite=True)).status_code == 200
    assert (await rules(lab, "routing-rules"))[0]["name"] == live["name"]


async def test_a_planned_draft_comes_into_force_at_its_time(lab: Lab, database: Database) -> None:
    from itsm.domains.lab.jobs import activate_due

    draft = await lab.begin("classification")
    first = (await rules(lab, "classification-rules", draft))[0]
    path = f"{DRAFTS}/{draft['id']}/classification-rules/{first['id']}"
    await lab.send("PATCH", path, {"name": "Later"}, version=first["version"])
    at = utc_now() + timedelta(hours=1)
    answer = await lab.activate(draft, at=at.isoformat())
    assert answer.json()["state"] == "scheduled", answer.text
    refused = await lab.send("PATCH", path, {"name": "Too late"}, version=first["version"])
    assert (refused.status_code, refused.json()["code"]) == (409, "draft_not_open")
    async with open_work(system_actor()) as work:
        await activate_due(work, {})
    assert (await rules(lab, "classification-rules"))[0]["name"] == first["name"]
    async with open_work(system_actor(), now=at) as work:
        await activate_due(work, {})
    assert (await rules(lab, "classification-rules"))[0]["name"] == "Later"
    assert (await lab.get(f"{DRAFTS}/{draft['id']}"))["state"] == "activated"


async def test_a_planned_draft_is_blocked_where_others_changed_what_is_in_force(lab: Lab, database: Database) -> None:
    from itsm.domains.lab.jobs import activate_due

    draft = await lab.begin("routing")
    at = utc_now() + timedelta(hours=1)
    await lab.activate(draft, at=at.isoformat())
    live = (await rules(lab, "routing-rules"))[0]
    await lab.send("PATCH", f"/api/admin/routing-rules/{live['id']}", {"name": "By hand"}, version=live["version"])
    async with open_work(system_actor(), now=at) as work:
        await activate_due(work, {})
    shown = await lab.get(f"{DRAFTS}/{draft['id']}")
    assert shown["state"] == "blocked"
    assert "changed" in shown["problem"]
    assert (await rules(lab, "routing-rules"))[0]["name"] == "By hand"


async def test_the_matrix_is_part_of_a_classification_draft(lab: Lab) -> None:
    draft = await lab.begin("classification")
    path = f"{DRAFTS}/{draft['id']}/classification-matrix"
    matrix = await lab.get(path)
    matrix["cells"][0]["priority"] = "P4"
    answer = await lab.send("PUT", path, {"cells": matrix["cells"]}, version=matrix["version"])
    assert answer.status_code == 200, answer.text
    shown = await lab.get(f"{DRAFTS}/{draft['id']}")
    assert [(line["part"], line["field"], line["after"]) for line in shown["differences"]] == [
        ("matrix", "priority", "P4")
    ]


async def test_a_discarded_draft_stays_readable_and_does_nothing_more(lab: Lab) -> None:
    draft = await lab.begin("routing")
    answer = await lab.send("DELETE", f"{DRAFTS}/{draft['id']}", version=draft["version"])
    assert answer.status_code == 204
    assert (await lab.get(f"{DRAFTS}/{draft['id']}"))["state"] == "discarded"
    refused = await lab.activate(draft)
    assert (refused.status_code, refused.json()["code"]) == (409, "draft_not_open")


async def test_a_draft_of_another_kind_has_no_such_content(lab: Lab) -> None:
    draft = await lab.begin("routing")
    answer = await lab.send("GET", f"{DRAFTS}/{draft['id']}/calendars")
    assert answer.status_code == 404


@pytest.mark.parametrize("who", ["manager.ph", "agent.ph", "user.ph"])
async def test_only_administrators_enter_the_lab(client: httpx.AsyncClient, login: Login, who: str) -> None:
    headers = await login(who)
    for path in (DRAFTS, "/api/admin/backtests", f"{VERSIONS}/routing"):
        assert (await client.get(path, headers=headers)).status_code == 403


async def test_a_draft_can_begin_as_an_earlier_version(lab: Lab) -> None:
    live = (await rules(lab, "routing-rules"))[0]
    await lab.send("PATCH", f"/api/admin/routing-rules/{live['id']}", {"name": "By hand"}, version=live["version"])
    versions = (await lab.get(f"{VERSIONS}/routing"))["items"]
    draft = await lab.begin("routing", from_version=versions[1]["reference"])
    assert (await rules(lab, "routing-rules", draft))[0]["name"] == live["name"]
    unknown = await lab.client.post(
        DRAFTS, json={"kind": "routing", "name": "No", "from_version": "99999"}, headers=lab.headers
    )
    assert unknown.status_code == 404


@pytest.mark.parametrize("kind", KINDS)
async def test_an_edit_of_what_is_in_force_keeps_its_reason(lab: Lab, kind: str) -> None:
    first = (await rules(lab, KINDS[kind]))[0]
    path = f"/api/admin/{KINDS[kind]}/{first['id']}"
    change = {"name": "Another name", "reason": "The auditors asked for it"}
    answer = await lab.send("PATCH", path, change, version=first["version"])
    assert answer.status_code == 200, answer.text
    newest = (await lab.get(f"{VERSIONS}/{kind}"))["items"][0]
    assert (newest["reason"], newest["author"]) == ("The auditors asked for it", "Corazon Villanueva")


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("sla-policies", {"targets": {"response": 900}, "calendar": {"source": "always"}, "position": 99}),
        ("calendars", {"timezone": "Asia/Manila", "week": WEEK}),
    ],
)
async def test_what_is_added_and_switched_off_says_why(lab: Lab, name: str, body: dict[str, Any]) -> None:
    added = await lab.send("POST", f"/api/admin/{name}", body | {"name": "Night desk", "reason": "A new site"})
    assert added.status_code == 201, added.text
    gone = await lab.send("DELETE", f"/api/admin/{name}/{added.json()['id']}", version=1)
    assert gone.status_code == 204, gone.text
    kind = next(kind for kind, path in KINDS.items() if path == name)
    last, first = [one for one in (await lab.get(f"{VERSIONS}/{kind}"))["items"] if one["subject"] == "Night desk"]
    assert (last["reason"], first["reason"]) == ("Deactivated", "A new site")


@pytest.mark.parametrize("kind", KINDS)
async def test_two_people_who_edit_the_same_thing_in_a_draft_are_told_of_each_other(lab: Lab, kind: str) -> None:
    draft = await lab.begin(kind)
    first = (await rules(lab, KINDS[kind], draft))[0]
    path = f"{DRAFTS}/{draft['id']}/{KINDS[kind]}/{first['id']}"
    saved = await lab.send("PATCH", path, {"name": "One"}, version=first["version"])
    assert saved.status_code == 200, saved.text
    late = await lab.send("PATCH", path, {"name": "Other"}, version=first["version"])
    assert (late.status_code, late.json()["code"]) == (412, "stale_version")
    read = await lab.get(path)
    assert (read["name"], read["version"]) == ("One", saved.json()["version"])

    # Whoever read after the first edit is refused after the second, though it is one edit away from what is in force.
    again = await lab.send("PATCH", path, {"name": "Two"}, version=read["version"])
    assert again.status_code == 200, again.text
    assert (await lab.send("PATCH", path, {"name": "Other"}, version=read["version"])).status_code == 412
    back = await lab.send("PATCH", path, {"name": first["name"]}, version=again.json()["version"])
    assert back.status_code == 200, back.text
    assert (await lab.send("PATCH", path, {"name": "Other"}, version=first["version"])).status_code == 412
    assert (await lab.get(path))["version"] == back.json()["version"]

    # What somebody else edits beside it does not disturb.
    others = [rule for rule in await rules(lab, KINDS[kind], draft) if rule["id"] != first["id"]]
    beside = f"{DRAFTS}/{draft['id']}/{KINDS[kind]}/{others[0]['id']}"
    assert (await lab.send("PATCH", beside, {"name": "Beside"}, version=others[0]["version"])).status_code == 200
    last = await lab.send("PATCH", path, {"name": "Last"}, version=back.json()["version"])
    assert last.status_code == 200, last.text
    assert (await lab.activate(draft)).status_code == 200
    live = {rule["id"]: rule["name"] for rule in await rules(lab, KINDS[kind])}
    assert (live[first["id"]], live[others[0]["id"]]) == ("Last", "Beside")


async def test_the_matrix_and_the_order_of_a_draft_are_not_overwritten_unseen(lab: Lab) -> None:
    draft = await lab.begin("classification")
    path = f"{DRAFTS}/{draft['id']}/classification-matrix"
    read = await lab.get(path)
    for priority in ("P1", "P2"):
        cells = [cell | {"priority": priority} for cell in read["cells"]]
        read_now = await lab.get(path)
        saved = await lab.send("PUT", path, {"cells": cells}, version=read_now["version"])
        assert saved.status_code == 200, saved.text
        late = await lab.send("PUT", path, {"cells": read["cells"]}, version=read_now["version"])
        assert late.status_code == 412
        assert (await lab.get(path))["version"] == saved.json()["version"]

    draft = await lab.begin("routing")
    path = f"{DRAFTS}/{draft['id']}/routing-rules"
    ids = [rule["id"] for rule in await rules(lab, "routing-rules", draft)]
    for order in (ids[::-1], ids):
        version = int((await lab.client.get(path, headers=lab.headers)).headers["etag"].strip('"'))
        saved = await lab.send("POST", f"{path}/reorder", {"ids": order}, version=version)
        assert saved.status_code == 200, saved.text
        assert (await lab.send("POST", f"{path}/reorder", {"ids": ids[::-1]}, version=version)).status_code == 412
