"""One transaction, one commit: rows, events, audit and jobs stand or fall together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError

from itsm.platform.actor import system_actor
from itsm.platform.db.engine import Database
from itsm.platform.db.tables import EventRow, JobRow, ScheduleRow
from itsm.platform.events import DomainEvent, LiveMessage
from itsm.platform.ids import new_id
from itsm.platform.work import CONSEQUENCES, UnitOfWork, open_work


@dataclass(frozen=True, kw_only=True)
class LampLit(DomainEvent):
    name: ClassVar[str] = "lamp.lit"
    subject_type: ClassVar[str] = "lamp"
    audited: ClassVar[bool] = False
    colour: str = "red"

    def live(self) -> LiveMessage | None:
        return LiveMessage(type="lamp.lit", rooms=("all",), payload={"id": str(self.subject_id)})


async def count(database: Database, table: type) -> int:
    async with database.sessions() as session:
        return int((await session.execute(select(func.count()).select_from(table))).scalar_one())


@pytest.fixture
def two_subscribers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(CONSEQUENCES, "subscriptions", {"lamp.lit": ("lamps.mail", "lamps.count")})


async def test_an_event_becomes_a_row_and_a_job_for_each_subscriber(database: Database, two_subscribers: None) -> None:
    lamp = new_id()
    async with open_work(system_actor()) as work:
        work.record(LampLit(subject_id=lamp))
    async with database.sessions() as session:
        event = (await session.execute(select(EventRow))).scalar_one()
        jobs = (await session.execute(select(JobRow).order_by(JobRow.id))).scalars().all()
    assert event.live_message == {"type": "lamp.lit", "payload": {"id": str(lamp)}}
    assert [job.name for job in jobs] == ["lamps.mail", "lamps.count"]
    assert {job.args["event_id"] for job in jobs} == {str(event.id)}
    assert jobs[0].args["data"]["colour"] == "red"


async def test_an_exception_leaves_nothing(database: Database, two_subscribers: None) -> None:
    with pytest.raises(RuntimeError):
        await _write_and_fail()
    assert await count(database, EventRow) == await count(database, JobRow) == await count(database, ScheduleRow) == 0


async def _write_and_fail() -> None:
    async with open_work(system_actor()) as work:
        work.record(LampLit(subject_id=new_id()))
        work.session.add(ScheduleRow(name="x", last_tick=1))
        raise RuntimeError


async def test_a_failing_commit_raises_and_leaves_nothing(database: Database, two_subscribers: None) -> None:
    async with open_work(system_actor()) as work:
        work.session.add(ScheduleRow(name="taken", last_tick=1))
    with pytest.raises(IntegrityError):
        await _stage_a_taken_name()
    assert await count(database, EventRow) == 0


async def _stage_a_taken_name() -> None:
    async with open_work(system_actor()) as work:
        work.record(LampLit(subject_id=new_id()))
        work.stage(ScheduleRow, {"name": "taken", "last_tick": 2})


async def test_a_job_with_a_dedupe_key_waits_once(database: Database) -> None:
    for _ in range(3):
        async with open_work(system_actor()) as work:
            work.defer("x", {}, dedupe_key="only one")
    assert await count(database, JobRow) == 1


async def test_staged_rows_of_many_tables_cost_one_statement(database: Database, two_subscribers: None) -> None:
    statements: list[str] = []
    from sqlalchemy import event

    def note(_c: object, _cur: object, statement: str, *_: object) -> None:
        if "INSERT" in statement:  # other tasks of this process may read meanwhile
            statements.append(statement)

    event.listen(database.engine.sync_engine, "before_cursor_execute", note)
    async with open_work(system_actor()) as work:
        for number in range(5):
            work.stage(ScheduleRow, {"name": f"s{number}", "last_tick": number})
            work.record(LampLit(subject_id=new_id()))
    event.remove(database.engine.sync_engine, "before_cursor_execute", note)
    assert len(statements) == 1
    assert await count(database, ScheduleRow) == 5
    assert await count(database, JobRow) == 10


async def test_text_survives_the_write_set(database: Database) -> None:
    name = 'quote " backslash \\ newline \n emoji 🧢 中文'
    async with open_work(system_actor()) as work:
        work.stage(ScheduleRow, {"name": name, "last_tick": 1})
    async with database.sessions() as session:
        assert (await session.execute(text("SELECT name FROM job_schedules"))).scalar_one() == name


async def test_rows_of_one_table_must_name_the_same_columns(work: UnitOfWork) -> None:
    work.stage(ScheduleRow, {"name": "a", "last_tick": 1})
    work.stage(ScheduleRow, {"name": "b"})
    with pytest.raises(ValueError, match="same columns"):
        await work._staged.write(work.session)
    work._staged = type(work._staged)()


async def test_ids_are_version_7_and_rise() -> None:
    ids = [new_id() for _ in range(100)]
    assert all(isinstance(i, UUID) and i.version == 7 for i in ids)
    assert ids[0].int >> 80 <= ids[-1].int >> 80


async def _refused(work: UnitOfWork) -> None:
    async with work.part():
        work.session.add(ScheduleRow(name="flushed", last_tick=1))
        await work.session.flush()
        work.stage(ScheduleRow, {"name": "staged", "last_tick": 1})
        work.record(LampLit(subject_id=new_id()))
        work.defer("lamp.note", {})
        work.touch_config("lamps")
        work.after_commit(lambda: pytest.fail("the part was refused"))
        raise LookupError


async def test_a_part_that_is_refused_leaves_nothing_behind(database: Database) -> None:
    async with open_work(system_actor()) as work:
        work.stage(ScheduleRow, {"name": "before", "last_tick": 1})
        with pytest.raises(LookupError):
            await _refused(work)
        async with work.part():
            work.stage(ScheduleRow, {"name": "after", "last_tick": 1})
        assert work.events == []
    async with database.sessions() as session:
        names = await session.execute(text("SELECT name FROM job_schedules ORDER BY name"))
        assert [name for (name,) in names] == ["after", "before"]
        assert await session.scalar(text("SELECT count(*) FROM config_versions WHERE name = 'lamps'")) == 0
    assert await count(database, JobRow) == 0
