"""80 % and 100 % of a target: each once, marked, escalated, mailed, audited and live."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from itsm.domains.sla import monitor
from tests.journeys.conftest import SignIn
from tests.journeys.desk import Person, change, mails, rows

Drain = Callable[[], Awaitable[int]]

_SHIFT = """
    WITH past AS (SELECT CAST(:by AS interval) AS by), clocks AS (
        UPDATE sla_clocks SET started_at = started_at - by, phase_since = phase_since - by,
               targeted_at = targeted_at - by, due_at = due_at - by
        FROM past WHERE ticket_id = CAST(:id AS uuid) RETURNING sla_clocks.id)
    UPDATE sla_timers SET due_at = due_at - by FROM past WHERE clock_id IN (SELECT id FROM clocks)
"""


async def let_pass(ticket_id: str, minutes: int, drain: Drain) -> None:
    """Let working time pass for a ticket whose clocks always run, then run monitor and jobs, twice."""
    await change(_SHIFT, by=timedelta(minutes=minutes), id=ticket_id)
    for _ in range(2):
        await monitor.watch()
        await drain()


async def critical(person: SignIn) -> tuple[Person, dict[str, Any]]:
    """Raise a P1, whose clocks run day and night."""
    boss = await person("manager.ph")
    ticket = await boss.raises(priority="P1", title="Email is down for everybody at all sites")
    assert ticket["priority"] == "P1"
    return boss, ticket


async def test_warning_and_breach_once_each_with_marks_and_mails(person: SignIn, drain: Drain) -> None:
    boss, ticket = await critical(person)
    await drain()
    target = ticket["sla"]["response"]["remaining_seconds"] // 60 + 1
    before = len(await mails(ticket["id"]))

    await let_pass(ticket["id"], int(target * 0.8) + 1, drain)
    warned = await boss.ticket(ticket["id"])
    assert (warned["sla"]["response"]["state"], warned["is_escalated"], warned["is_breached"]) == (
        "warning",
        True,
        False,
    )
    assert [mail for mail in await mails(ticket["id"]) if mail[0] == "sla_warning"]

    await let_pass(ticket["id"], int(target * 0.2) + 1, drain)
    breached = await boss.ticket(ticket["id"])
    assert (breached["sla"]["response"]["state"], breached["is_breached"]) == ("breached", True)
    assert breached["sla"]["response"]["breached_at"]

    await let_pass(ticket["id"], 1, drain)
    events = await rows("SELECT name, data->>'metric' FROM domain_events WHERE name LIKE 'sla.%' ORDER BY seq")
    assert [event for event in events if event[1] == "response"] == [
        ("sla.warning", "response"),
        ("sla.breached", "response"),
    ]
    audited = await rows("SELECT action, count(*) FROM audit_entries WHERE action LIKE 'sla.%' GROUP BY 1 ORDER BY 1")
    assert audited == [("sla.breached", 1), ("sla.warning", 1)]
    sent = await mails(ticket["id"])
    assert len(sent) == len(set(sent)) > before
    assert {template for template, _ in sent} >= {"sla_warning", "sla_breach"}
    rooms = await rows("SELECT live_rooms FROM domain_events WHERE name = 'sla.breached'")
    assert "queue" in rooms[0][0]
    first = (await boss.get("/tickets?sort=queue")).json()["items"][0]
    assert first["id"] == ticket["id"]


async def test_an_answer_in_time_keeps_the_response_from_breaching(person: SignIn, drain: Drain) -> None:
    boss, ticket = await critical(person)
    agent_id = ticket["assignee"]["id"]
    login = (await rows("SELECT split_part(email, '@', 1) FROM users WHERE id = :id", id=agent_id))[0][0]
    agent = await person(login)
    said = await agent.post(f"/tickets/{ticket['id']}/comments", {"body": "We are on it.", "is_internal": False})
    assert said.status_code == 201
    await let_pass(ticket["id"], ticket["sla"]["response"]["remaining_seconds"] // 60 + 5, drain)
    later = await boss.ticket(ticket["id"])
    assert (later["sla"]["response"]["state"], later["is_breached"]) == ("met", False)
    assert await rows("SELECT count(*) FROM domain_events WHERE name = 'sla.breached'") == [(0,)]
