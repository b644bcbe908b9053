"""The main job, whole: over HTTP, on the real database, with the jobs run by the real worker."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from tests.journeys.conftest import SignIn
from tests.journeys.desk import REPORT, RESOLUTION, Person, mails, rows

Drain = Callable[[], Awaitable[int]]


async def assignee_of(ticket: dict[str, Any], person: SignIn) -> Person:
    """Sign in whoever routing gave the ticket to."""
    email = (await rows("SELECT email FROM users WHERE id = :id", id=ticket["assignee"]["id"]))[0][0]
    return await person(email.split("@")[0])


async def test_a_request_is_classified_routed_timed_assigned_mailed_and_audited(person: SignIn, drain: Drain) -> None:
    ana = await person("user.ph")
    answer = await ana.post("/tickets", REPORT)
    assert answer.status_code == 201
    ticket = answer.json()
    assert answer.headers["location"] == f"/api/tickets/{ticket['id']}"
    assert ticket["number"].startswith("TKT-")
    assert (ticket["status"], ticket["version"]) == ("new", 1)
    assert ticket["requester"] == {"id": ana.id, "name": ana.name}

    classification, routing = ticket["decision"]["classification"], ticket["decision"]["routing"]
    assert classification["priority"] == ticket["priority"]
    assert classification["source"] == ticket["priority_source"]
    assert (ticket["team"]["name"], routing["team"]) == ("IT Support PH", "IT Support PH")
    assert routing["assignee_id"] == ticket["assignee"]["id"]
    assert routing["rule"]
    assert ticket["assignee"]["name"] in routing["why"]
    assert "candidates" not in routing  # how busy each agent is, is no requester's business
    agent = await assignee_of(ticket, person)
    shown = (await agent.ticket(ticket["id"]))["decision"]
    assert ticket["assignee"]["id"] in str(shown["routing"]["candidates"])
    stored = (await rows("SELECT decision FROM tickets WHERE id = :id", id=ticket["id"]))[0][0]
    assert stored == shown

    assert ticket["sla"]["policy"]
    for metric in ("response", "resolution"):
        assert ticket["sla"][metric]["state"] == "running"
        assert ticket["sla"][metric]["remaining_seconds"] > 0
    timers = await rows(
        "SELECT c.metric, t.threshold FROM sla_timers t JOIN sla_clocks c ON c.id = t.clock_id "
        "WHERE c.ticket_id = :id AND t.due_at IS NOT NULL ORDER BY 1, 2",
        id=ticket["id"],
    )
    assert timers == [("resolution", 80), ("resolution", 100), ("response", 80), ("response", 100)]

    assert await drain() > 0
    agent_login = (await rows("SELECT split_part(email, '@', 1) FROM users WHERE id = :id", id=agent.id))[0][0]
    assert await mails(ticket["id"]) == [("ticket_assigned", agent_login), ("ticket_created", "user.ph")]
    assert await rows("SELECT DISTINCT state FROM deliveries") == [("kept",)]  # no mail server: the built-in outbox
    outbox = (await (await person("admin")).get("/admin/outbox")).json()
    assert {mail["template"] for mail in outbox["items"]} == {"ticket_assigned", "ticket_created"}

    live = dict(await rows("SELECT name, live_rooms FROM domain_events WHERE subject_id = :id", id=ticket["id"]))
    assert {"queue", f"team:{ticket['team']['id']}", f"user:{ana.id}", f"user:{agent.id}"} <= set(
        live["ticket.created"]
    )
    log = (await agent.get(f"/tickets/{ticket['id']}/audit-log")).json()["items"]
    assert "ticket.created" in {entry["action"] for entry in log}
    assert await rows("SELECT count(*) FROM audit_entries WHERE action = 'ticket.created'") == [(1,)]
    assert await drain() == 0


async def test_answer_wait_resume_resolve_confirm_and_reopen(person: SignIn, drain: Drain) -> None:
    ana = await person("user.ph")
    ticket = await ana.raises()
    agent = await assignee_of(ticket, person)
    path = f"/tickets/{ticket['id']}"

    begun = await agent.moves(ticket["id"], "in_progress")
    assert begun["status"] == "in_progress"
    assert begun["sla"]["response"]["state"] == "running"
    said = await agent.post(f"{path}/comments", {"body": "Which light is on?", "is_internal": False})
    assert said.status_code == 201
    answered = await agent.ticket(ticket["id"])
    assert (answered["sla"]["response"]["state"], answered["first_responded_at"] is None) == ("met", False)

    waits = await agent.post(f"{path}/transitions", {"to": "pending"})
    assert (waits.status_code, waits.json()["errors"][0]["field"]) == (422, "pending_reason")
    pending = await agent.moves(ticket["id"], "pending", pending_reason="user")
    assert (pending["status"], pending["sla"]["resolution"]["state"]) == ("pending", "paused")
    reply = await ana.post(f"{path}/comments", {"body": "The red one.", "is_internal": False})
    assert reply.status_code == 201
    resumed = await agent.ticket(ticket["id"])
    assert (resumed["status"], resumed["sla"]["resolution"]["state"]) == ("in_progress", "running")

    refused = await agent.post(f"{path}/transitions", {"to": "resolved"})
    assert {error["field"] for error in refused.json()["errors"]} == set(RESOLUTION)
    skipped = await agent.post(f"{path}/transitions", {"to": "closed"})
    assert skipped.status_code == 409
    resolved = await agent.moves(ticket["id"], "resolved", **RESOLUTION)
    assert (resolved["status"], resolved["sla"]["resolution"]["state"]) == ("resolved", "met")

    closed = (await ana.post(f"{path}/confirm")).json()
    assert (closed["status"], closed["closed_at"] is None) == ("closed", False)
    nothing = await ana.post(f"{path}/reopen", {"reason": ""})
    assert nothing.status_code == 422
    reopened = (await ana.post(f"{path}/reopen", {"reason": "The red light is on again."})).json()
    assert (reopened["status"], reopened["reopen_count"]) == ("reopened", 1)
    assert reopened["sla"]["resolution"]["state"] == "running"

    await drain()
    templates = [template for template, _ in await mails(ticket["id"])]
    for template in ("ticket_created", "ticket_commented", "ticket_status_changed", "ticket_resolved", "ticket_closed"):
        assert template in templates, templates
    assert "ticket_reopened" in templates
    story = [entry["action"] for entry in (await agent.get(f"{path}/audit-log?limit=200")).json()["items"]]
    assert {"ticket.created", "ticket.status_changed", "comment.created", "ticket.resolved", "ticket.closed"} <= set(
        story
    )
    assert "ticket.reopened" in story


async def test_internal_notes_and_files_stay_among_staff(person: SignIn, drain: Drain) -> None:
    ana, bea = await person("user.ph"), await person("agent.ph")
    ticket = await ana.raises()
    path = f"/tickets/{ticket['id']}"
    note = await bea.post(f"{path}/comments", {"body": "canary-note: her third one", "is_internal": True})
    assert note.status_code == 201
    sent = await bea.http.post(
        f"/api{path}/attachments",
        files={"file": ("canary-file.txt", b"canary-content")},
        data={"is_internal": "true"},
        headers=bea.headers,
    )
    assert sent.status_code == 201, sent.text
    await drain()
    for what in ("", "/comments", "/attachments", "/timeline", "/audit-log", "/sla"):
        assert "canary" not in (await ana.get(f"{path}{what}")).text
    assert "canary" not in str(await rows("SELECT text, html FROM deliveries WHERE recipient_id = :id", id=ana.id))
    link = await ana.post(f"{path}/attachments/{sent.json()['id']}/link")
    assert link.status_code == 404
    mine = (await bea.post(f"{path}/attachments/{sent.json()['id']}/link")).json()
    fetched = await bea.http.get(mine["url"])
    assert (fetched.status_code, fetched.content) == (200, b"canary-content")
    assert (await bea.http.get(mine["url"][:-2] + "xx")).status_code in {403, 404}


async def test_each_role_may_do_what_it_may(person: SignIn) -> None:
    ana, eve, bea = await person("user.ph"), await person("user2.ph"), await person("agent.ph")
    us, boss, admin = await person("agent.us"), await person("manager.ph"), await person("admin")
    ticket = await ana.raises()
    path = f"/tickets/{ticket['id']}"
    unknown = await eve.get("/tickets/01890000-0000-7000-8000-000000000000")
    for stranger in (eve, us):
        unseen = await stranger.get(path)
        assert unseen.status_code == 404
        assert {**unseen.json(), "request_id": ""} == {**unknown.json(), "request_id": ""}
        assert (await stranger.post(f"{path}/comments", {"body": "Hello?"})).status_code == 404
        assert ticket["id"] not in (await stranger.get("/tickets")).text
    for reader in (ana, bea, boss, admin):
        assert (await reader.get(path)).status_code == 200
    take = {"assignee_id": "me"}
    assert [(await who.post(f"{path}/assign", take)).status_code for who in (ana, bea)] == [403, 200]
    override = {"priority": "P2", "reason": "The whole floor waits."}
    assert [(await who.post(f"{path}/priority", override)).status_code for who in (ana, bea, boss)] == [403, 403, 200]
    for path_of, allowed in (
        ("/admin/settings", {admin}),
        ("/admin/audit", {admin}),
        ("/admin/outbox", {admin}),
        ("/dashboard/overview", {bea, boss, admin}),
        ("/users", {bea, boss, admin}),
    ):
        for who in (ana, bea, boss, admin):
            expected = 200 if who in allowed else 403
            assert (await who.get(path_of)).status_code == expected, (path_of, who.name)


async def test_many_at_once_each_on_its_own(person: SignIn) -> None:
    ana, boss = await person("user.ph"), await person("manager.ph")
    tickets = [await ana.raises(title=f"Broken mouse number {n}") for n in range(3)]
    ids = [ticket["id"] for ticket in tickets]
    gone = "01890000-0000-7000-8000-000000000000"
    tagged = (await boss.post("/tickets/bulk", {"ids": [*ids, gone], "action": "tags", "add_tags": ["mice"]})).json()
    assert (tagged["done"], tagged["failed"]) == (3, 1)
    assert [item["ok"] for item in tagged["items"]] == [True, True, True, False]
    found = (await boss.get("/tickets?tag=mice")).json()["items"]
    assert {item["id"] for item in found} == set(ids)
    begun = await boss.post("/tickets/bulk", {"ids": ids, "action": "transition", "transition": {"to": "in_progress"}})
    assert begun.json()["done"] == 3
    assert (await ana.post("/tickets/bulk", {"ids": ids, "action": "tags", "add_tags": ["x"]})).status_code == 403


async def test_stale_edits_are_refused_and_unchanged_reads_are_spared(person: SignIn) -> None:
    ana, bea = await person("user.ph"), await person("agent.ph")
    ticket = await ana.raises()
    path = f"/tickets/{ticket['id']}"
    assert (await bea.patch(path, {"tags": ["a"]})).status_code == 428
    assert (await bea.patch(path, {"tags": ["a"]}, version=1)).status_code == 200
    stale = await bea.patch(path, {"tags": ["b"]}, version=1)
    assert (stale.status_code, stale.json()["code"]) == (412, "stale_version")
    read = await bea.get(path)
    again = await bea.http.get(f"/api{path}", headers=bea.headers | {"If-None-Match": read.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
