"""Clocks of a ticket in the database: started, paused, answered, resolved, reopened, re-targeted."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import event, func, select, text, update
from sqlalchemy.exc import IntegrityError

from itsm.domains.conditions.api import TicketFacts
from itsm.domains.settings.enums import Priority
from itsm.domains.sla import api
from itsm.domains.sla.api import Facts
from itsm.domains.sla.enums import ClockState
from itsm.domains.sla.events import SlaWarning
from itsm.domains.sla.models import SlaCalendar, SlaClock, SlaInterval, SlaPolicy, SlaPolicyVersion, SlaTimer
from itsm.domains.sla.repository import flush
from itsm.domains.sla.schemas.calendars import CalendarPatch
from itsm.domains.sla.schemas.policies import PolicyPatch
from itsm.domains.sla.service.manage_calendars import update_calendar
from itsm.domains.sla.service.manage_policies import update_policy
from itsm.platform.actor import system_actor
from itsm.platform.clock import utc_now
from itsm.platform.db.engine import Database
from itsm.platform.errors import StaleVersion
from itsm.platform.ids import new_id
from itsm.platform.work import open_work
from tests.domains.sla.conftest import Open

# Wednesday 4 March 2026, 10:00 in Manila: an ordinary week without holidays.
START = datetime(2026, 3, 4, 2, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def manila(priority: str | None = "P3", *, ticket_id: UUID | None = None, started_at: datetime = START) -> Facts:
    return Facts(
        ticket_id=ticket_id or new_id(),
        started_at=started_at,
        ticket=TicketFacts(priority=Priority(priority) if priority else None),
        location_key="ph",
    )


def as_priority(facts: Facts, priority: str | None) -> Facts:
    return replace(facts, ticket=TicketFacts(priority=Priority(priority) if priority else None))


async def raised(live_at: Open, facts: Facts) -> UUID:
    async with live_at(facts.started_at) as work:
        await api.start_clocks(work, facts=facts)
    return facts.ticket_id


async def clock_of(database: Database, ticket_id: UUID, metric: str = "resolution") -> SlaClock:
    async with database.sessions() as session:
        query = select(SlaClock).where(SlaClock.ticket_id == ticket_id, SlaClock.metric == metric)
        row = (await session.scalars(query.order_by(SlaClock.cycle.desc()))).first()
        assert row is not None
        return row


async def timers_of(database: Database, clock: SlaClock) -> dict[int, tuple[datetime | None, bool]]:
    async with database.sessions() as session:
        rows = await session.scalars(select(SlaTimer).where(SlaTimer.clock_id == clock.id))
        return {row.threshold: (row.due_at, row.fired_at is not None) for row in rows}


async def test_shipped_targets(desk: Database, live_at: Open) -> None:
    expected = {
        "P1": (START + HOUR, START + 4 * HOUR),
        "P2": (START + 4 * HOUR, datetime(2026, 3, 6, 8, 0, tzinfo=UTC)),
        "P3": (datetime(2026, 3, 5, 1, 0, tzinfo=UTC), datetime(2026, 3, 16, 2, 0, tzinfo=UTC)),
    }
    for priority, (response, resolution) in expected.items():
        async with live_at(START) as work:
            summary = await api.start_clocks(work, facts=manila(priority))
        assert (summary.response_due_at, summary.resolution_due_at) == (response, resolution)
        assert summary.next_due_at == response
        assert summary.response_state is summary.resolution_state is ClockState.RUNNING
        assert not summary.is_breached


async def test_starting_clocks_asks_the_database_nothing(desk: Database, live_at: Open) -> None:
    await raised(live_at, manila())
    statements: list[str] = []

    def note(*arguments: Any) -> None:
        statements.append(arguments[2])

    async with live_at(START) as work:
        engine = work.session.get_bind()
        event.listen(engine, "before_cursor_execute", note)
        try:
            await api.start_clocks(work, facts=manila())
            assert statements == []
        finally:
            event.remove(engine, "before_cursor_execute", note)


async def test_a_preview_promises_what_creation_then_gives(desk: Database, live_at: Open) -> None:
    async with live_at(START) as work:
        promised = await api.preview(work.session, facts=manila("P2"))
        given = await api.start_clocks(work, facts=manila("P2"))
    assert promised == given
    assert (given.policy, given.calendar) == ("P2 high", "Philippines")
    async with desk.sessions() as session:
        explained = await api.explain_preview(session, facts=manila("P2"))
        nothing = await api.explain_preview(session, facts=manila(None))
        assert await api.preview(session, facts=manila(None)) == api.NO_CLOCKS
    assert explained.resolution is not None
    assert explained.resolution.due_at == given.resolution_due_at
    assert (explained.timezone, explained.resolution.lines[0].local_from) == ("Asia/Manila", "10:00")
    assert explained.resolution.lines[-1].total_seconds == 24 * 3600
    assert nothing.policy is None


async def test_a_ticket_that_no_policy_fits_has_no_clocks(desk: Database, live_at: Open) -> None:
    facts = manila(None)
    async with live_at(START) as work:
        assert await api.start_clocks(work, facts=facts) == api.NO_CLOCKS
    async with live_at(START + HOUR) as work:
        assert await api.pause(work, ticket_id=facts.ticket_id, reason="user") == api.NO_CLOCKS
        assert await api.reopen(work, ticket_id=facts.ticket_id) == api.NO_CLOCKS
        assert await api.change_priority(work, facts=facts) == api.NO_CLOCKS
        empty = await api.read_one(work.session, ticket_id=facts.ticket_id, now=START)
    assert (empty.policy, empty.response, empty.next_due_at) == (None, None, None)


async def test_an_unknown_location_follows_the_default_calendar(desk: Database, live_at: Open) -> None:
    async with live_at(START) as work:
        for key in ("nowhere", None):
            summary = await api.preview(work.session, facts=replace(manila("P2"), location_key=key))
            assert summary.calendar == "Other"


async def test_pending_stands_still_and_resuming_moves_the_timers(desk: Database, live_at: Open) -> None:
    ticket = await raised(live_at, manila())
    before = await clock_of(desk, ticket)
    async with live_at(START + HOUR) as work:
        paused = await api.pause(work, ticket_id=ticket, reason="user")
    assert (paused.resolution_state, paused.response_state) == (ClockState.PAUSED, ClockState.RUNNING)
    assert paused.next_due_at == paused.response_due_at
    assert await timers_of(desk, before) == {80: (None, False), 100: (None, False)}
    async with live_at(START + 3 * HOUR) as work:
        resumed = await api.resume(work, ticket_id=ticket)
    assert resumed.resolution_due_at == before.due_at + 2 * HOUR
    timers = await timers_of(desk, before)
    assert timers[100] == (before.due_at + 2 * HOUR, False)
    after = await clock_of(desk, ticket)
    assert (after.elapsed_seconds, after.phase, after.held_until) == (3600, "running", None)


async def test_the_first_answer_stops_the_response_clock_once(desk: Database, live_at: Open) -> None:
    ticket = await raised(live_at, manila())
    async with live_at(START + HOUR) as work:
        answered = await api.first_response(work, ticket_id=ticket)
    async with live_at(START + 90 * HOUR) as work:
        again = await api.first_response(work, ticket_id=ticket)
    assert answered.response_state is again.response_state is ClockState.MET
    assert again.next_due_at == again.resolution_due_at
    clock = await clock_of(desk, ticket, "response")
    assert clock.met_at == clock.stopped_at == START + HOUR


async def test_an_answer_too_late_is_a_breach_with_its_event(desk: Database, live_at: Open) -> None:
    ticket = await raised(live_at, manila("P1"))
    async with live_at(START + 2 * HOUR) as work:
        late = await api.first_response(work, ticket_id=ticket)
        recorded = [(one.name, one.data()["at"]) for one in work.events]
    assert (late.response_state, late.is_breached) == (ClockState.BREACHED, True)
    warned = START + timedelta(minutes=48)
    assert recorded == [("sla.warning", warned), ("sla.breached", START + HOUR)]
    assert all(fired for _, fired in (await timers_of(desk, await clock_of(desk, ticket, "response"))).values())


async def test_resolve_reopen_close_and_reopen_again(desk: Database, live_at: Open) -> None:
    ticket = await raised(live_at, manila("P1"))
    async with live_at(START + HOUR / 2) as work:
        resolved = await api.resolve(work, ticket_id=ticket)
    assert (resolved.resolution_state, resolved.response_state) == (ClockState.MET, ClockState.MET)
    assert resolved.next_due_at is None
    async with live_at(START + 5 * HOUR) as work:
        reopened = await api.reopen(work, ticket_id=ticket)
    assert reopened.resolution_state is ClockState.RUNNING
    assert reopened.resolution_due_at == START + 8.5 * HOUR
    async with live_at(START + 6 * HOUR) as work:
        await api.resolve(work, ticket_id=ticket)
    async with live_at(START + 54 * HOUR) as work:
        closed = await api.close(work, ticket_id=ticket)
    assert closed.resolution_state is ClockState.MET
    first = await clock_of(desk, ticket)
    async with live_at(START + 60 * HOUR) as work:
        second = await api.reopen(work, ticket_id=ticket)
    assert second.resolution_due_at == START + 62.5 * HOUR
    assert (await clock_of(desk, ticket)).cycle == first.cycle + 1 == 2
    async with desk.sessions() as session:
        kept = await session.get(SlaClock, first.id)
        assert kept is not None
        assert (kept.met_at, kept.stopped_at, kept.state) == (START + 6 * HOUR, START + 54 * HOUR, "met")
        timeline = await api.timeline(session, ticket_id=ticket, now=START + 61 * HOUR)
    cycles = [(item.clock.metric, item.clock.cycle) for item in timeline.items]
    assert cycles == [("resolution", 1), ("response", 1), ("resolution", 2)]
    assert [one.reason for one in timeline.items[0].intervals] == [None, "resolved", None, "resolved"]
    assert timeline.items[2].explanation[0].kind == "carried"
    assert timeline.items[2].explanation[-1].total_seconds == 4 * 3600


async def test_a_higher_priority_counts_from_the_original_start(desk: Database, live_at: Open) -> None:
    facts = manila("P3")
    ticket = await raised(live_at, facts)
    async with live_at(START + HOUR) as work:
        await api.pause(work, ticket_id=ticket, reason="vendor")
    async with live_at(START + 2 * HOUR) as work:
        await api.resume(work, ticket_id=ticket)
    async with live_at(START + 3 * HOUR) as work:
        changed = await api.change_priority(work, facts=as_priority(facts, "P1"))
        (breached, retargeted) = (
            [one.data()["metric"] for one in work.events if one.name == "sla.breached"],
            [one for one in work.events if one.name == "sla.retargeted"],
        )
    assert changed.policy == "P1 critical"
    assert changed.resolution_due_at == START + 5 * HOUR
    assert (changed.response_due_at, changed.response_state) == (START + HOUR, ClockState.BREACHED)
    assert breached == ["response"]
    assert retargeted[0].changes["resolution.policy"] == ("P3 medium", "P1 critical")
    clock = await clock_of(desk, ticket)
    assert (clock.revision, clock.elapsed_seconds, clock.priority, clock.is_always) == (1, 3600, "P1", True)
    async with desk.sessions() as session:
        rows = await session.execute(
            select(SlaInterval.revision, func.count()).where(SlaInterval.clock_id == clock.id).group_by("revision")
        )
        assert {tuple(row) for row in rows} == {(0, 2), (1, 2)}


async def test_a_lower_priority_never_heals_a_breach(desk: Database, live_at: Open) -> None:
    facts = manila("P1")
    ticket = await raised(live_at, facts)
    async with live_at(START + 4.5 * HOUR) as work:
        changed = await api.change_priority(work, facts=as_priority(facts, "P4"))
        names = [one.name for one in work.events]
    assert changed.resolution_state is ClockState.BREACHED
    assert names.count("sla.breached") == 2
    assert (await clock_of(desk, ticket)).breached_at == START + 4 * HOUR


async def test_a_warning_seen_only_now_is_armed_again_for_a_later_target(desk: Database, live_at: Open) -> None:
    facts = manila("P1")
    ticket = await raised(live_at, facts)
    async with live_at(START + 3.5 * HOUR) as work:
        lowered = await api.change_priority(work, facts=as_priority(facts, "P3"))
        warned = [event.threshold for event in work.events if isinstance(event, SlaWarning)]
    assert warned == [80, 80]  # once for the response, once for the resolution
    assert lowered.resolution_state is ClockState.RUNNING
    timers = await timers_of(desk, await clock_of(desk, ticket))
    assert [(is_fired, due is not None) for due, is_fired in timers.values()] == [(False, True)] * len(timers)


async def test_a_target_that_the_new_policy_lacks_is_cancelled(desk: Database, live_at: Open) -> None:
    facts = manila("P3")
    ticket = await raised(live_at, facts)
    async with live_at(START + HOUR) as work:
        changed = await api.change_priority(work, facts=as_priority(facts, None))
    assert changed.resolution_state is changed.response_state is ClockState.CANCELLED
    assert all(due is None for due, _ in (await timers_of(desk, await clock_of(desk, ticket))).values())
    other = await raised(live_at, manila("P3"))
    async with live_at(START + HOUR) as work:
        assert (await api.cancel(work, ticket_id=other)).resolution_state is ClockState.CANCELLED


async def test_changing_a_policy_leaves_old_tickets_alone(desk: Database, live_at: Open) -> None:
    ticket = await raised(live_at, manila("P1"))
    async with live_at(START) as work:
        policy_id, number = (
            await work.session.execute(
                select(SlaPolicyVersion.policy_id, SlaPolicyVersion.number).where(
                    SlaPolicyVersion.name == "P1 critical"
                )
            )
        ).one()
        patch = PolicyPatch.model_validate({"targets": {"resolution": 7200}, "thresholds": [50, 75]})
        await update_policy(work, policy_id, patch, version=number)
    async with live_at(START) as work:
        new = await api.start_clocks(work, facts=manila("P1"))
    assert (new.resolution_due_at, new.response_due_at) == (START + 2 * HOUR, None)
    async with live_at(START + HOUR / 2) as work:
        await api.pause(work, ticket_id=ticket, reason="user")
    async with live_at(START + HOUR) as work:
        old = await api.resume(work, ticket_id=ticket)
    assert old.resolution_due_at == START + 4.5 * HOUR


async def test_reading_shows_what_is_left_and_what_just_happened(desk: Database, live_at: Open) -> None:
    ticket = await raised(live_at, manila("P1"))
    async with desk.sessions() as session:
        early = await api.read_one(session, ticket_id=ticket, now=START + HOUR / 2)
        late = await api.read_one(session, ticket_id=ticket, now=START + 2 * HOUR)
    assert early.response is not None
    assert late.response is not None
    assert (early.policy, early.calendar, early.timezone) == ("P1 critical", "24x7", "Asia/Manila")
    assert (early.response.remaining_seconds, early.response.state) == (1800, ClockState.RUNNING)
    assert (late.response.remaining_seconds, late.response.state) == (-3600, ClockState.BREACHED)
    assert late.response.breached_at == START + HOUR
    assert early.next_due_at == START + HOUR


async def test_a_timeline_tells_the_open_pause(desk: Database, live_at: Open) -> None:
    ticket = await raised(live_at, manila())
    async with live_at(START + HOUR) as work:
        await api.pause(work, ticket_id=ticket, reason="user")
    async with desk.sessions() as session:
        timeline = await api.timeline(session, ticket_id=ticket, now=START + 2 * HOUR)
    item = next(item for item in timeline.items if item.clock.metric == "resolution")
    assert [(one.phase, one.reason, one.seconds, one.ended_at is None) for one in item.intervals] == [
        ("running", None, 3600, False),
        ("paused", "user", 0, True),
    ]
    assert (item.calendar, item.clock.is_paused, item.clock.pause_reason) == ("Philippines", True, "user")
    assert [line.kind for line in item.explanation] == ["worked", "paused"]


async def test_a_replayed_log_drives_its_clocks_without_timers(desk: Database) -> None:
    facts = manila()
    async with open_work(system_actor(), now=START) as work:
        await api.start_clocks(work, facts=facts)
    async with open_work(system_actor(), now=START + HOUR) as work:
        await api.pause(work, ticket_id=facts.ticket_id, reason="user")
    async with open_work(system_actor(), now=START + 2 * HOUR) as work:
        await api.resume(work, ticket_id=facts.ticket_id)
    clock = await clock_of(desk, facts.ticket_id)
    assert clock.held_until is not None
    assert clock.held_until > utc_now()
    assert all(due is None for due, _ in (await timers_of(desk, clock)).values())


async def test_the_clock_of_a_calendar_version_read_afresh(desk: Database, live_at: Open) -> None:
    from itsm.domains.sla import snapshot

    ticket = await raised(live_at, manila())
    snapshot._versions.clear()
    async with desk.sessions() as session:
        read = await api.read_one(session, ticket_id=ticket, now=START + HOUR)
    assert read.resolution is not None
    assert read.resolution.elapsed_seconds == 3600
    async with desk.sessions() as session:
        unknown = await snapshot.working_time(session, new_id(), is_always=False)
    assert unknown.definition is None


@pytest.mark.parametrize("table", ["sla_calendars", "sla_policies"])
async def test_defaults_are_written_once(desk: Database, table: str) -> None:
    from itsm.domains.sla.defaults import Options, install_defaults

    async with desk.sessions() as session:
        before = await session.scalar(text(f"SELECT count(*) FROM {table}"))  # noqa: S608 - fixed names
    async with open_work(system_actor()) as work:
        await install_defaults(work, Options(with_joint_leave=True, with_make_up_days=True))
    async with desk.sessions() as session:
        assert await session.scalar(text(f"SELECT count(*) FROM {table}")) == before  # noqa: S608 - fixed names
        assert await session.scalar(select(SlaCalendar.name).where(SlaCalendar.is_default)) == "Other"


async def test_a_finished_clock_keeps_its_target(desk: Database, live_at: Open) -> None:
    facts = manila("P3")
    ticket = await raised(live_at, facts)
    async with live_at(START + HOUR) as work:
        await api.first_response(work, ticket_id=ticket)
    async with live_at(START + 2 * HOUR) as work:
        changed = await api.change_priority(work, facts=as_priority(facts, "P1"))
    assert (changed.response_state, changed.resolution_due_at) == (ClockState.MET, START + 4 * HOUR)
    response = await clock_of(desk, ticket, "response")
    assert (response.target_seconds, response.policy_name) == (8 * 3600, "P3 medium")


async def test_the_time_left_from_stored_columns(desk: Database, live_at: Open) -> None:
    ticket = await raised(live_at, manila("P2"))
    clock = await clock_of(desk, ticket)
    stored = api.StoredTime(
        phase=clock.phase,
        phase_since=clock.phase_since,
        target_seconds=clock.target_seconds,
        elapsed_seconds=clock.elapsed_seconds,
        calendar_version_id=clock.calendar_version_id,
        is_always=clock.is_always,
    )
    async with desk.sessions() as session:
        assert await api.remaining_seconds(session, stored, now=START + 2 * HOUR) == 22 * 3600
        paused = replace(stored, phase="paused")
        assert await api.remaining_seconds(session, paused, now=START + 2 * HOUR) == 24 * 3600
        promised = await api.promised_seconds(session, facts=manila("P2"), due_at=clock.due_at)
        assert promised == 24 * 3600
        assert await api.promised_seconds(session, facts=manila(None), due_at=clock.due_at) == 0


async def test_only_so_many_calendar_versions_are_remembered(
    desk: Database, live_at: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    from itsm.domains.sla import snapshot

    monkeypatch.setattr(snapshot, "_KEEP_VERSIONS", 2)
    snapshot._versions.clear()
    snapshot.SNAPSHOT.forget()
    async with live_at(START) as work:
        summary = await api.start_clocks(work, facts=manila("P2"))
    assert len(snapshot._versions) == 2
    assert summary.calendar == "Philippines"


async def test_without_any_calendar_everything_runs_around_the_clock(desk: Database, live_at: Open) -> None:
    from itsm.domains.sla import snapshot

    async with live_at(START) as work:
        await work.session.execute(update(SlaCalendar).values(is_active=False, is_default=False))
        work.touch_config("sla")
    snapshot.SNAPSHOT.forget()
    facts = manila("P2")
    ticket = await raised(live_at, facts)
    clock = await clock_of(desk, ticket)
    assert (clock.is_always, clock.calendar_version_id, clock.due_at) == (True, None, START + 24 * HOUR)
    async with desk.sessions() as session:
        timeline = await api.timeline(session, ticket_id=ticket, now=START)
    assert (timeline.items[0].calendar, timeline.items[0].timezone) == ("24x7", "UTC")


async def test_a_stale_version_changes_nothing(desk: Database, live_at: Open) -> None:
    async with live_at(START) as work:
        policy_id = await work.session.scalar(select(SlaPolicy.id).where(SlaPolicy.name == "P1 critical"))
        calendar_id = await work.session.scalar(select(SlaCalendar.id).where(SlaCalendar.key == "ph"))
        assert policy_id is not None
        assert calendar_id is not None
        with pytest.raises(StaleVersion):
            await update_policy(work, policy_id, PolicyPatch(position=2), version=9)
        with pytest.raises(StaleVersion):
            await update_calendar(work, calendar_id, CalendarPatch(name="x"), version=9)


async def test_other_faults_of_the_database_are_not_taken_for_a_name_in_use(database: Database) -> None:
    async with database.sessions() as session:
        session.add(SlaInterval(clock_id=new_id(), revision=0, sequence=0))
        with pytest.raises(IntegrityError):
            await flush(session)


async def test_a_breached_clock_still_keeps_its_ledger(desk: Database, live_at: Open) -> None:
    ticket = await raised(live_at, manila("P1"))
    async with live_at(START + 5 * HOUR) as work:
        await api.fire_due_timers(work)
    async with live_at(START + 6 * HOUR) as work:
        paused = await api.pause(work, ticket_id=ticket, reason="user")
    async with live_at(START + 8 * HOUR) as work:
        resumed = await api.resume(work, ticket_id=ticket)
        assert work.events == []
    assert paused.resolution_state is resumed.resolution_state is ClockState.BREACHED
    assert resumed.resolution_due_at == START + 4 * HOUR
    clock = await clock_of(desk, ticket)
    assert (clock.elapsed_seconds, clock.phase) == (6 * 3600, "running")
