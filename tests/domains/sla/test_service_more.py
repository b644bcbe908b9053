"""Options, updates and teams' time in the database."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from itsm.domains.sla import api
from itsm.domains.sla.enums import ClockState
from itsm.domains.sla.models import SlaClock, SlaInterval, SlaPolicy
from itsm.domains.sla.schemas.policies import PolicyPatch
from itsm.domains.sla.service.manage_policies import update_policy
from itsm.platform.actor import system_actor
from itsm.platform.db.engine import Database
from itsm.platform.ids import new_id
from itsm.platform.work import open_work
from tests.domains.sla.conftest import Open
from tests.domains.sla.test_service import HOUR, START, as_priority, clock_of, manila, raised, timers_of

MINUTE = timedelta(minutes=1)
ALL_TARGETS = {"response": 3600, "resolution": 14_400, "update": 1800, "ola": 7200}


async def set_policy(name: str, **fields: Any) -> None:
    """Change a shipped policy."""
    async with open_work(system_actor()) as work:
        row = (await work.session.scalars(select(SlaPolicy).where(SlaPolicy.name == name))).one()
        await update_policy(work, row.id, PolicyPatch.model_validate(fields), version=row.version)


async def clocks_of(desk: Database, ticket_id: UUID, metric: str) -> list[SlaClock]:
    async with desk.sessions() as session:
        query = select(SlaClock).where(SlaClock.ticket_id == ticket_id, SlaClock.metric == metric)
        return list(await session.scalars(query.order_by(SlaClock.cycle)))


def states(rows: list[SlaClock]) -> list[tuple[int, str]]:
    return [(row.cycle, row.state) for row in rows]


async def test_only_the_named_reasons_pause_and_each_metric_its_own(desk: Database, live_at: Open) -> None:
    waits = {"response": ["user"], "resolution": ["vendor"], "update": [], "ola": []}
    await set_policy("P1 critical", options={"pause_on": waits})
    ticket = await raised(live_at, manila("P1"))
    async with live_at(START + 10 * MINUTE) as work:
        asked = await api.pause(work, ticket_id=ticket, reason="user")
    assert (asked.response_state, asked.resolution_state) == (ClockState.PAUSED, ClockState.RUNNING)
    async with live_at(START + 20 * MINUTE) as work:
        sent = await api.pause(work, ticket_id=ticket, reason="vendor")
    assert (sent.response_state, sent.resolution_state) == (ClockState.RUNNING, ClockState.PAUSED)
    assert sent.response_due_at == START + 70 * MINUTE
    async with live_at(START + 50 * MINUTE) as work:
        back = await api.resume(work, ticket_id=ticket)
    assert back.resolution_due_at == START + 4 * HOUR + 30 * MINUTE


async def test_a_clock_can_wait_until_work_begins_and_again_when_reopened(desk: Database, live_at: Open) -> None:
    await set_policy("P1 critical", options={"pause_on": {"resolution": ["new", "reopened"]}})
    facts = manila("P1")
    async with live_at(START) as work:
        created = await api.start_clocks(work, facts=facts)
    assert (created.resolution_state, created.next_due_at) == (ClockState.PAUSED, created.response_due_at)
    assert await timers_of(desk, await clock_of(desk, facts.ticket_id)) == {80: (None, False), 100: (None, False)}
    async with live_at(START + HOUR / 2) as work:
        assert (await api.resume(work, ticket_id=facts.ticket_id)).resolution_due_at == START + 4.5 * HOUR
    async with live_at(START + HOUR) as work:
        await api.resolve(work, ticket_id=facts.ticket_id)
    async with live_at(START + 2 * HOUR) as work:
        reopened = await api.reopen(work, ticket_id=facts.ticket_id)
    assert reopened.resolution_state is ClockState.PAUSED
    assert (await clock_of(desk, facts.ticket_id)).phase_reason == "reopened"
    async with live_at(START + 3 * HOUR) as work:
        again = await api.resume(work, ticket_id=facts.ticket_id)
    assert again.resolution_due_at == START + 6.5 * HOUR


@pytest.mark.parametrize("is_closed", [False, True])
async def test_reopening_may_begin_again_with_the_whole_target(
    desk: Database, live_at: Open, *, is_closed: bool
) -> None:
    await set_policy("P1 critical", options={"on_reopen": "restart"})
    ticket = await raised(live_at, manila("P1"))
    async with live_at(START + HOUR / 2) as work:
        await api.resolve(work, ticket_id=ticket)
    if is_closed:
        async with live_at(START + HOUR) as work:
            await api.close(work, ticket_id=ticket)
    async with live_at(START + 9 * HOUR) as work:
        reopened = await api.reopen(work, ticket_id=ticket)
    assert reopened.resolution_due_at == START + 13 * HOUR
    rows = await clocks_of(desk, ticket, "resolution")
    assert states(rows) == [(1, "met"), (2, "running")]
    assert (rows[0].met_at, rows[1].carried_seconds) == (START + HOUR / 2, 0)


async def test_another_priority_from_now_keeps_what_was_used(desk: Database, live_at: Open) -> None:
    await set_policy("P1 critical", options={"on_priority_change": "from_now"})
    evening = START + 6 * HOUR
    facts = manila("P3", started_at=evening)
    ticket = await raised(live_at, facts)
    morning = START + 22 * HOUR + 30 * MINUTE
    async with live_at(morning) as work:
        changed = await api.change_priority(work, facts=as_priority(facts, "P1"))
    assert changed.resolution_due_at == morning + 2.5 * HOUR
    assert (changed.response_state, changed.is_breached) == (ClockState.BREACHED, True)
    clock = await clock_of(desk, ticket)
    assert (clock.revision, clock.elapsed_seconds, clock.is_always) == (0, 5400, True)
    assert sorted(await timers_of(desk, clock)) == [80, 100]
    async with desk.sessions() as session:
        (interval,) = await session.scalars(select(SlaInterval).where(SlaInterval.clock_id == clock.id))
        assert (interval.seconds, interval.is_always) == (5400, False)
        timeline = await api.timeline(session, ticket_id=ticket, now=morning)
    told = next(item for item in timeline.items if item.clock.metric == "resolution").explanation
    assert (told[0].kind, told[0].seconds, told[-1].seconds) == ("worked", 3600, 9000)
    assert told[-1].total_seconds == 14_400


async def test_another_priority_may_restart(desk: Database, live_at: Open) -> None:
    await set_policy("P1 critical", options={"on_priority_change": "restart"})
    facts = manila("P3")
    ticket = await raised(live_at, facts)
    async with live_at(START + HOUR) as work:
        await api.pause(work, ticket_id=ticket, reason="user")
    async with live_at(START + 2 * HOUR) as work:
        changed = await api.change_priority(work, facts=as_priority(facts, "P1"))
        (told,) = work.events
    assert (changed.response_due_at, changed.resolution_state) == (START + 3 * HOUR, ClockState.PAUSED)
    assert told.changes["response.policy"] == ("P3 medium", "P1 critical")
    assert states(await clocks_of(desk, ticket, "response")) == [(1, "cancelled"), (2, "running")]
    async with live_at(START + 5 * HOUR) as work:
        resumed = await api.resume(work, ticket_id=ticket)
    assert resumed.resolution_due_at == START + 9 * HOUR


async def test_each_public_reply_begins_the_next_silence(desk: Database, live_at: Open) -> None:
    await set_policy("P1 critical", targets={"response": 3600, "resolution": 14_400, "update": 1800})
    facts = manila("P1")
    async with live_at(START) as work:
        created = await api.start_clocks(work, facts=facts)
    assert created.also["update"].due_at == START + 30 * MINUTE
    assert created.next_due_at == START + HOUR
    ticket = facts.ticket_id
    async with live_at(START + 20 * MINUTE) as work:
        answered = await api.first_response(work, ticket_id=ticket)
    assert (answered.response_state, answered.also["update"].due_at) == (ClockState.MET, START + 50 * MINUTE)
    async with live_at(START + 55 * MINUTE) as work:
        await api.next_response(work, ticket_id=ticket)
    async with live_at(START + HOUR) as work:
        await api.pause(work, ticket_id=ticket, reason="user")
    async with live_at(START + 2 * HOUR) as work:
        await api.next_response(work, ticket_id=ticket)
    rows = await clocks_of(desk, ticket, "update")
    assert states(rows) == [(1, "met"), (2, "breached"), (3, "met"), (4, "paused")]
    async with live_at(START + 3 * HOUR) as work:
        await api.resume(work, ticket_id=ticket)
    async with live_at(START + 3 * HOUR + 10 * MINUTE) as work:
        resolved = await api.resolve(work, ticket_id=ticket)
        assert resolved.is_breached is False
        await api.next_response(work, ticket_id=ticket)
    async with live_at(START + 4 * HOUR) as work:
        reopened = await api.reopen(work, ticket_id=ticket)
    assert reopened.also["update"].due_at == START + 4.5 * HOUR
    assert states(await clocks_of(desk, ticket, "update"))[3:] == [(4, "met"), (5, "running")]
    async with desk.sessions() as session:
        read = await api.read_one(session, ticket_id=ticket, now=START + 4 * HOUR)
    assert read.update is not None
    assert (read.update.cycle, read.update.remaining_seconds) == (5, 1800)


async def test_a_team_has_its_own_time_for_each_stay(desk: Database, live_at: Open) -> None:
    await set_policy("P1 critical", targets=ALL_TARGETS)
    first, second = new_id(), new_id()
    facts = replace(manila("P1"), team_id=first)
    ticket = await raised(live_at, facts)

    async def moved(hours: float, team_id: UUID | None, status: str = "in_progress", why: str | None = None) -> None:
        async with live_at(START + hours * HOUR) as work:
            await api.change_team(work, ticket_id=ticket, team_id=team_id, status=status, pending_reason=why)

    await moved(1, first)
    await moved(1, second)
    await moved(2, None)
    await moved(2.5, first, "pending", "vendor")
    rows = await clocks_of(desk, ticket, "ola")
    assert [(row.team_id, row.state, row.elapsed_seconds) for row in rows] == [
        (first, "met", 3600),
        (second, "met", 3600),
        (first, "paused", 0),
    ]
    async with live_at(START + 3 * HOUR) as work:
        await api.resume(work, ticket_id=ticket)
    async with live_at(START + 6 * HOUR) as work:
        await api.fire_due_timers(work)
        names = [(event.name, event.data()["metric"]) for event in work.events]
        rooms = [event.live().rooms for event in work.events if event.name == "ola.breached"]  # type: ignore[union-attr]
    assert {"ola.warning", "ola.breached"} <= {name for name, metric in names if metric == "ola"}
    assert rooms == [(f"ticket:{ticket}:staff", "queue")]
    async with desk.sessions() as session:
        staff = await api.timeline(session, ticket_id=ticket, now=START + 6 * HOUR)
        asker = await api.timeline(session, ticket_id=ticket, now=START + 6 * HOUR, for_staff=False)
        present = await api.read_one(session, ticket_id=ticket, now=START + 6 * HOUR)
        hidden = await api.read_one(session, ticket_id=ticket, now=START + 6 * HOUR, for_staff=False)
    assert [item.clock.team for item in staff.items if item.clock.metric == "ola"] != [None, None, None]
    assert all(item.clock.metric != "ola" for item in asker.items)
    assert present.ola is not None
    assert hidden.ola is None
    async with live_at(START + 7 * HOUR) as work:
        await api.resolve(work, ticket_id=ticket)
    async with live_at(START + 8 * HOUR) as work:
        await api.reopen(work, ticket_id=ticket)
    assert states(await clocks_of(desk, ticket, "ola"))[-1] == (3, "breached")


async def test_without_a_team_or_a_target_no_team_is_timed(desk: Database, live_at: Open) -> None:
    ticket = await raised(live_at, replace(manila("P1"), team_id=new_id()))
    unknown = new_id()
    async with live_at(START + HOUR) as work:
        for one in (ticket, unknown):
            await api.change_team(work, ticket_id=one, team_id=new_id(), status="new", pending_reason=None)
    await set_policy("P2 high", targets=ALL_TARGETS)
    unrouted = await raised(live_at, manila("P2"))
    assert [await clocks_of(desk, one, "ola") for one in (ticket, unknown, unrouted)] == [[], [], []]
    async with live_at(START + HOUR) as work:
        await api.change_team(work, ticket_id=unrouted, team_id=unknown, status="new", pending_reason=None)
    (row,) = await clocks_of(desk, unrouted, "ola")
    assert (row.cycle, row.team_id, row.policy_name) == (1, unknown, "P2 high")


async def test_another_priority_adds_and_takes_away_the_other_clocks(desk: Database, live_at: Open) -> None:
    await set_policy("P1 critical", targets=ALL_TARGETS)
    facts = replace(manila("P3"), team_id=new_id())
    ticket = await raised(live_at, facts)
    async with live_at(START + HOUR) as work:
        raised_to = await api.change_priority(work, facts=as_priority(facts, "P1"))
    assert {metric: due.due_at for metric, due in raised_to.also.items()} == {
        "update": START + 1.5 * HOUR,
        "ola": START + 3 * HOUR,
    }
    async with live_at(START + 2 * HOUR) as work:
        lowered = await api.change_priority(work, facts=facts)
    assert {due.state for due in lowered.also.values()} == {ClockState.CANCELLED}
    async with live_at(START + 3 * HOUR) as work:
        await api.resolve(work, ticket_id=ticket)
        assert {due.state for due in (await api.reopen(work, ticket_id=ticket)).also.values()} == {ClockState.CANCELLED}


async def test_a_policy_version_is_read_afresh_and_only_so_many_are_remembered(
    desk: Database, live_at: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    from itsm.domains.sla import policy_versions

    monkeypatch.setattr(policy_versions, "_KEEP_VERSIONS", 1)
    policy_versions._versions.clear()
    first, second = await raised(live_at, manila("P1")), await raised(live_at, manila("P2"))
    for ticket in (first, second):
        async with live_at(START + MINUTE) as work:
            assert (await api.pause(work, ticket_id=ticket, reason="user")).resolution_state is ClockState.PAUSED
    assert len(policy_versions._versions) == 1
    async with desk.sessions() as session:
        assert await policy_versions.policy_version(session, new_id()) is None
        assert (await policy_versions.options_of(session, new_id())).pause_on["resolution"] == {"pending"}
