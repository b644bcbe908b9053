"""The seal over the audit trail: what it covers, and everything an owner of the database might try."""

# ruff: noqa: S608 - an attack on the database is SQL put together here

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import structlog
from sqlalchemy import text

from itsm.domains.audit.api import audit_row
from itsm.domains.audit.chain import engine, sealing, stream
from itsm.domains.audit.chain.anchors import read_anchors, write_anchor
from itsm.domains.audit.chain.enums import Finding
from itsm.domains.audit.chain.sealing import seal_entries
from itsm.domains.audit.chain.service import verify_and_keep, verify_now
from itsm.domains.audit.routes import router
from itsm.platform.actor import Role, system_actor
from itsm.platform.ids import new_id
from itsm.platform.settings import get_settings
from itsm.platform.telemetry.logs import configure_logs
from itsm.platform.work import CONSEQUENCES, open_work
from tests.domains.audit.test_audit import LampLit, _record
from tests.domains.ops.door import a_client, an_actor

if TYPE_CHECKING:
    from itsm.domains.audit.chain.verifying import Report
    from itsm.platform.db.engine import Database


@pytest.fixture(autouse=True)
async def wired(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, database: Database) -> None:
    monkeypatch.setattr(CONSEQUENCES, "audit_row", audit_row)
    monkeypatch.setattr(get_settings(), "audit_anchor_url", f"file://{tmp_path}/anchors")
    await _seal()


async def _seal(limit: int = sealing.BLOCK_ENTRIES) -> int:
    async with open_work(system_actor()) as work:
        return await seal_entries(work, limit=limit)


async def _anchor() -> None:
    async with open_work(system_actor()) as work:
        await write_anchor(work, {})


async def _lamps(count: int) -> None:
    await _record(*(LampLit(subject_id=new_id(), watts=n) for n in range(count)))


async def _attack(database: Database, *statements: str) -> None:
    async with database.engine.begin() as connection:
        await connection.execute(text("SET LOCAL ROLE NONE"))
        for table in ("audit_entries", "audit_seals", "audit_retirements"):
            await connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        for statement in statements:
            await connection.execute(text(statement))
        for table in ("audit_entries", "audit_seals", "audit_retirements"):
            await connection.execute(text(f"ALTER TABLE {table} ENABLE TRIGGER USER"))


def _findings(report: Report) -> list[Finding]:
    return [problem.finding for problem in report.problems]


async def test_what_was_sealed_is_whole(database: Database) -> None:
    before = await verify_now()
    for _ in range(3):
        await _lamps(4)
        assert await _seal() == 4
    assert await _seal() == 0
    await _anchor()
    report = await verify_now()
    assert report.is_whole
    assert (report.entries - before.entries, report.blocks - before.blocks) == (12, 3)
    assert [anchor.number for anchor in await read_anchors()] == [report.blocks]


async def test_blocks_are_bounded_and_the_rest_follows(database: Database) -> None:
    await _lamps(7)
    assert [await _seal(limit=3) for _ in range(4)] == [3, 3, 1, 0]
    assert (await verify_now()).is_whole


async def test_an_entry_that_commits_late_is_sealed_after_those_before_it(database: Database) -> None:
    async with open_work(system_actor()) as slow:
        slow.record(LampLit(subject_id=new_id()))
        await slow.session.execute(text("SELECT pg_current_xact_id()"))
        await _lamps(2)
        assert await _seal() == 0
    assert await _seal() == 3
    assert (await verify_now()).is_whole


async def test_two_sealers_at_once_make_one_chain(database: Database) -> None:
    await _lamps(20)
    for _ in range(4):
        await asyncio.gather(*(_seal(limit=6) for _ in range(3)))
    await _seal()
    assert (await verify_now()).is_whole


@pytest.mark.asvs("16.4.2")
async def test_a_changed_entry_is_named(database: Database) -> None:
    await _lamps(5)
    await _seal()
    seq = await _highest(database)
    await _attack(database, f"UPDATE audit_entries SET summary = 'nothing happened' WHERE seq = {seq - 2}")
    report = await verify_now()
    assert [(p.finding, p.seq) for p in report.problems] == [(Finding.ENTRY_CHANGED, seq - 2)]


@pytest.mark.parametrize(
    "column", ["at = at + interval '1 second'", "actor_name = 'x'", "changes = '{}'", "ip = '10.0.0.1'"]
)
async def test_every_column_counts(database: Database, column: str) -> None:
    await _record(LampLit(subject_id=new_id(), changes={"watts": (1, 2)}))
    await _seal()
    await _attack(database, f"UPDATE audit_entries SET {column} WHERE seq = {await _highest(database)}")
    assert _findings(await verify_now()) == [Finding.ENTRY_CHANGED]


async def test_a_missing_entry_is_named(database: Database) -> None:
    await _lamps(5)
    await _seal()
    seq = await _highest(database)
    await _attack(database, f"DELETE FROM audit_entries WHERE seq = {seq - 1}")
    assert [(p.finding, p.seq) for p in (await verify_now()).problems] == [(Finding.ENTRY_MISSING, seq - 1)]


async def test_an_entry_put_in_afterwards_is_named(database: Database) -> None:
    await _lamps(1)
    await _lamps(1)
    await _seal()
    seq = await _highest(database)
    columns = ", ".join(await _columns(database))
    await _attack(
        database,
        f"DELETE FROM audit_entries WHERE seq = {seq}",
        f"INSERT INTO audit_entries (seq, {columns}, xid) OVERRIDING SYSTEM VALUE "
        f"SELECT {seq} + 1000, {columns}, xid FROM audit_entries WHERE seq = {seq} - 1",
    )
    await _lamps(1)
    await _seal()
    found = [(p.finding, p.seq) for p in (await verify_now()).problems]
    assert (Finding.ENTRY_MISSING, seq) in found
    assert any(finding is Finding.ENTRY_ADDED for finding, _ in found)


async def test_two_entries_exchanged_are_named(database: Database) -> None:
    await _lamps(3)
    await _seal()
    seq = await _highest(database)
    await _attack(
        database,
        f"UPDATE audit_entries SET seq = DEFAULT WHERE seq = {seq}",
    )
    found = _findings(await verify_now())
    assert Finding.ENTRY_MISSING in found


async def test_a_block_taken_out_of_the_middle_is_named(database: Database) -> None:
    for _ in range(3):
        await _lamps(1)
        await _seal()
    number = await _head(database)
    await _attack(database, f"DELETE FROM audit_seals WHERE number = {number - 1}")
    found = [(p.finding, p.block) for p in (await verify_now()).problems]
    assert (Finding.BLOCK_MISSING, number - 1) in found


async def test_blocks_renumbered_over_a_gap_are_named(database: Database) -> None:
    for _ in range(3):
        await _lamps(1)
        await _seal()
    number = await _head(database)
    await _attack(
        database,
        f"DELETE FROM audit_seals WHERE number = {number - 1}",
        f"UPDATE audit_seals SET number = {number - 1} WHERE number = {number}",
    )
    assert Finding.BLOCK_CHANGED in _findings(await verify_now())


@pytest.mark.asvs("16.2.1", "16.2.5")
async def test_every_sealed_entry_is_one_line_of_the_audit_stream_without_values(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lamp = LampLit(subject_id=new_id(), watts=4711)
    await _record(lamp)
    settings = get_settings()
    configure_logs(settings.model_copy(update={"log_level": "INFO"}))
    monkeypatch.setattr(stream, "_log", structlog.get_logger("itsm.audit"))  # a used one keeps its first level
    try:
        await _seal()
        await _seal()
    finally:
        configure_logs(settings)
    written = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    [line] = [line for line in written if line["event.dataset"] == "itsm.audit"]
    assert (line["event.action"], line["itsm.subject_id"], line["message"]) == (
        lamp.name,
        str(lamp.subject_id),
        "audit",
    )
    assert not {"itsm.changes", "itsm.details", "itsm.summary"} & line.keys()
    assert "watts" not in json.dumps(line)


@pytest.mark.asvs("16.4.2")
async def test_a_chain_made_anew_without_the_key_is_named(database: Database) -> None:
    await _lamps(1)
    await _seal()
    number = await _head(database)
    another = "set_byte(macs, 0, get_byte(macs, 0) # 1)"  # never the byte that was there
    await _attack(database, f"UPDATE audit_seals SET macs = {another}, mac = mac WHERE number = {number}")
    assert Finding.BLOCK_CHANGED in _findings(await verify_now())


@pytest.mark.asvs("16.4.2")
async def test_a_chain_cut_at_its_end_is_named_by_its_anchor(database: Database) -> None:
    await _lamps(2)
    await _seal()
    await _anchor()
    number, seq = await _head(database), await _highest(database)
    await _attack(
        database,
        f"DELETE FROM audit_seals WHERE number = {number}",
        f"DELETE FROM audit_entries WHERE seq > {seq - 2}",
    )
    assert [(p.finding, p.block) for p in (await verify_now()).problems] == [(Finding.TRUNCATED, number)]


async def test_a_chain_rebuilt_after_the_cut_is_named_by_its_anchor(database: Database) -> None:
    await _lamps(2)
    await _seal()
    await _anchor()
    number = await _head(database)
    await _attack(database, f"DELETE FROM audit_seals WHERE number = {number}")
    await _lamps(1)
    await _seal()
    assert Finding.ANCHOR_DIFFERS in _findings(await verify_now())


async def test_anchors_are_written_once_and_read_only(database: Database, tmp_path: Path) -> None:
    await _anchor()
    await _anchor()
    files = list((tmp_path / "anchors").iterdir())
    assert len(files) == 1
    assert files[0].stat().st_mode & 0o222 == 0


async def test_an_unknown_key_is_named_and_an_old_one_is_still_known(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pydantic import SecretStr

    monkeypatch.setattr(get_settings(), "audit_key", SecretStr("a first key of the chain"))
    await _lamps(1)
    await _seal()
    monkeypatch.setattr(get_settings(), "audit_key", SecretStr("a second key of the chain"))
    assert _findings(await verify_now()) == [Finding.KEY_UNKNOWN]
    monkeypatch.setattr(get_settings(), "audit_old_keys", SecretStr("a first key of the chain"))
    await _lamps(1)
    await _seal()
    assert (await verify_now()).is_whole


async def test_the_seals_themselves_are_append_only(database: Database) -> None:
    from sqlalchemy.exc import DBAPIError

    for statement in ("DELETE FROM audit_seals", "UPDATE audit_seals SET number = 7", "TRUNCATE audit_seals"):
        with pytest.raises(DBAPIError, match="append-only"):
            async with database.engine.begin() as connection:
                await connection.execute(text(statement))


async def test_a_restored_dump_goes_on_where_it_was_sealed(database: Database) -> None:
    await _lamps(2)
    await _seal()
    await _lamps(3)  # came with the dump, not yet sealed
    await _attack(database, "UPDATE audit_seals SET cluster_id = '42', last_xid = '9000000000000'")
    assert await _seal() == 3
    await _lamps(2)
    assert await _seal() == 2
    report = await verify_now()
    # What the attack did to the blocks themselves is not part of what they sign: their content is.
    assert report.is_whole


async def test_the_status_and_a_verification_on_demand(database: Database) -> None:
    await _lamps(1)
    await _seal()
    await _anchor()
    async with a_client(an_actor(Role.SYSTEM_ADMIN), router) as client:
        before = (await client.get("/api/admin/audit/chain")).json()
        assert before["waiting"] == 0
        assert before["anchor"]["number"] == before["head"]["number"]
        assert before["verification"] is None
        assert (await client.post("/api/admin/audit/verify")).status_code == 202
    async with open_work(system_actor()) as work:
        await verify_and_keep(work)
    async with a_client(an_actor(Role.SYSTEM_ADMIN), router) as client:
        found = (await client.get("/api/admin/audit/chain")).json()["verification"]
    assert (found["problem_count"], found["problems"]) == (0, [])


@pytest.mark.parametrize("role", [Role.END_USER, Role.IT_AGENT, Role.IT_MANAGER])
async def test_only_who_reads_the_trail_sees_its_seal(database: Database, role: Role) -> None:
    async with a_client(an_actor(role), router) as client:
        assert (await client.get("/api/admin/audit/chain")).status_code == 403
        assert (await client.post("/api/admin/audit/verify")).status_code == 403


async def test_a_broken_trail_is_said_aloud(database: Database) -> None:
    await _lamps(1)
    await _seal()
    await _attack(database, f"UPDATE audit_entries SET ip = '1.1.1.1' WHERE seq = {await _highest(database)}")
    async with open_work(system_actor()) as work:
        await verify_and_keep(work)
    async with database.reading() as session:
        said = await session.execute(text("SELECT count(*) FROM audit_entries WHERE action = 'audit.broken'"))
        assert said.scalar_one() == 1


def test_a_block_depends_on_everything_in_it() -> None:
    block = engine.seal(b"k" * 32, 5, engine.GENESIS, [(1, "one"), (2, "two")])
    assert engine.is_whole(b"k" * 32, block)
    for other in (
        engine.seal(b"k" * 32, 6, engine.GENESIS, [(1, "one"), (2, "two")]),
        engine.seal(b"k" * 32, 5, b"x" * 32, [(1, "one"), (2, "two")]),
        engine.seal(b"k" * 32, 5, engine.GENESIS, [(1, "one"), (3, "two")]),
        engine.seal(b"k" * 32, 5, engine.GENESIS, [(1, "one"), (2, "three")]),
        engine.seal(b"x" * 32, 5, engine.GENESIS, [(1, "one"), (2, "two")]),
    ):
        assert other.mac != block.mac


async def _highest(database: Database) -> int:
    async with database.reading() as session:
        return int((await session.execute(text("SELECT max(seq) FROM audit_entries"))).scalar_one())


async def _head(database: Database) -> int:
    async with database.reading() as session:
        return int((await session.execute(text("SELECT max(number) FROM audit_seals"))).scalar_one())


async def _columns(database: Database) -> list[str]:
    async with database.reading() as session:
        rows = await session.execute(
            text("""SELECT column_name FROM information_schema.columns
                    WHERE table_name = 'audit_entries' AND column_name NOT IN ('seq', 'xid')""")
        )
        return [row[0] for row in rows]
