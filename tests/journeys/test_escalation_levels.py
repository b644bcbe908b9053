"""A breach escalates through three levels: told, handed over and raised, then the managers; each once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from tests.journeys.conftest import SignIn
from tests.journeys.desk import Person, change, mails, rows
from tests.journeys.test_service_levels import let_pass

# Miguel, who is no staff, is the manager of Ana.
MANAGED = """
    UPDATE users SET manager_id = (SELECT id FROM users WHERE email LIKE 'user2.ph@%') WHERE email LIKE 'user.ph@%'
"""
Drain = Callable[[], Awaitable[int]]


async def policy_with_levels(admin: Person, levels: list[dict[str, Any]]) -> dict[str, Any]:
    """Give the shipped P3 policy an hour around the clock and these levels."""
    policies = (await admin.get("/admin/sla-policies")).json()["items"]
    found = next(policy for policy in policies if policy["name"] == "P3 medium")
    fields = {
        "targets": {"response": 36_000, "resolution": 3600},
        "calendar": {"source": "always"},
        "escalations": levels,
        "options": {"on_priority_change": "as_if_always"},
    }
    answer = await admin.patch(f"/admin/sla-policies/{found['id']}", fields, found["version"])
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def test_a_breach_escalates_through_three_levels(person: SignIn, drain: Drain) -> None:
    admin, boss, asker = await person("admin"), await person("manager.ph"), await person("user.ph")
    network = (await rows("SELECT id::text FROM teams WHERE key = 'network'"))[0][0]
    await change(MANAGED)
    level = {"metric": "resolution", "name": "Nudge", "percent": 50, "recipients": ["assignee"]}
    saved = await policy_with_levels(
        admin,
        [
            level | {"name": "Managers", "percent": 200, "recipients": ["team_manager", "requester_manager"]},
            level,
            level
            | {"name": "Network", "percent": 120, "recipients": ["team_lead", "watchers"], "people": [asker.id]}
            | {"team_id": network, "priority": "one_higher", "watchers": [boss.id]},
        ],
    )
    assert [(one["name"], one["percent"]) for one in saved["escalations"]] == [
        ("Nudge", 50),
        ("Network", 120),
        ("Managers", 200),
    ]
    assert saved["escalations"][1]["team"]["name"] == "Network"
    ticket = await asker.raises(priority="P3")
    assert ticket["assignee"], ticket
    await drain()
    planned = (await boss.get(f"/tickets/{ticket['id']}/sla")).json()["escalations"]
    assert [(one["name"], one["done_at"], one["at"] is None) for one in planned] == [
        ("Nudge", None, False),
        ("Network", None, False),
        ("Managers", None, False),
    ]

    await let_pass(ticket["id"], 31, drain)
    assert [mail for mail in await mails(ticket["id"]) if mail[0] == "sla_level"]
    nudged = await boss.ticket(ticket["id"])
    assert nudged["sla"]["resolution"]["state"] == "running"

    await let_pass(ticket["id"], 42, drain)
    moved = await boss.ticket(ticket["id"])
    assert (moved["team"]["name"], moved["priority"], moved["is_breached"]) == ("Network", "P2", True)
    told = {login for template, login in await mails(ticket["id"]) if template == "sla_level"}
    assert {"network", "manager.ph"} <= told
    assert "user.ph" not in told
    shown = (await boss.get(f"/tickets/{ticket['id']}/sla")).json()["escalations"]
    assert [one["name"] for one in shown if one["done_at"]] == ["Nudge", "Network"]
    outcome = " ".join(shown[1]["outcome"])
    assert "Priority raised to P2." in outcome
    assert "Handed over." in outcome
    assert "Follow it now: Ramon Dela Cruz." in outcome

    # Raised to P2, its clock follows the P2 policy from here on: no level of the old one waits any more.
    await let_pass(ticket["id"], 3, drain)
    events = await rows("SELECT data->>'level' FROM domain_events WHERE name = 'ticket.level_reached' ORDER BY seq")
    assert events == [("Nudge",), ("Network",)]
    audited = await rows("SELECT count(*) FROM audit_entries WHERE action = 'ticket.level_reached'")
    assert audited == [(2,)]
    rooms = await rows("SELECT live_rooms FROM domain_events WHERE name = 'ticket.level_reached'")
    assert all(f"ticket:{ticket['id']}" not in room and f"ticket:{ticket['id']}:staff" in room for (room,) in rooms)

    # What the requester sees of it: the dates, not the affairs of IT.
    own = (await asker.get(f"/tickets/{ticket['id']}/sla")).json()
    assert own["escalations"] == []
    story = (await asker.get(f"/tickets/{ticket['id']}/timeline?limit=100")).json()["items"]
    assert all(entry["action"] != "ticket.level_reached" for entry in story)


async def test_three_levels_beyond_the_breach_and_the_last_tells_the_requesters_manager(
    person: SignIn, drain: Drain
) -> None:
    admin, boss, asker = await person("admin"), await person("manager.ph"), await person("user.ph")
    await change(MANAGED)
    level = {"metric": "resolution", "recipients": ["assignee"]}
    await policy_with_levels(
        admin,
        [
            level | {"name": "First", "percent": 100},
            level | {"name": "Second", "percent": 150, "recipients": ["team_lead"]},
            level | {"name": "Third", "percent": 200, "recipients": ["requester_manager"], "people": [asker.id]},
        ],
    )
    ticket = await asker.raises(priority="P3")
    await drain()
    for minutes, done in ((61, ["First"]), (30, ["First", "Second"]), (30, ["First", "Second", "Third"])):
        await let_pass(ticket["id"], minutes, drain)
        shown = (await boss.get(f"/tickets/{ticket['id']}/sla")).json()["escalations"]
        assert [one["name"] for one in shown if one["done_at"]] == done
    sent = await mails(ticket["id"])
    assert ("sla_level_short", "user2.ph") in sent
    assert len([mail for mail in sent if mail[0].startswith("sla_level")]) == 3
    said = await rows("SELECT subject || text FROM deliveries WHERE template = 'sla_level_short'")
    assert ticket["title"] not in said[0][0]
    outcome = shown[2]["outcome"]
    assert outcome[0] == "Told: Miguel Torres."
    assert outcome[1].startswith("Not told, for they may not see the ticket: Ana")
    clock = await rows("SELECT fired FROM sla_clocks WHERE metric = 'resolution'")
    assert clock == [([80, 100, 150, 200],)]
