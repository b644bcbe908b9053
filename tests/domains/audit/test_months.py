"""Audit entries by months: made ahead, let go whole, written down elsewhere, and the chain says where it begins."""

# ruff: noqa: S608 - names of partitions are put together here

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
import typer
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from typer.testing import CliRunner

from itsm.domains.audit.api import audit_row
from itsm.domains.audit.chain.checking import check_archive
from itsm.domains.audit.chain.enums import Finding
from itsm.domains.audit.chain.keys import known_keys
from itsm.domains.audit.chain.months import (
    AHEAD,
    Month,
    carried_name,
    month_after,
    oldest_to_go,
    read_months,
    to_come,
)
from itsm.domains.audit.chain.partitions import make_months, months_of
from itsm.domains.audit.chain.queries import contents
from itsm.domains.audit.chain.retiring import retire_entries
from itsm.domains.audit.chain.sealing import seal_entries
from itsm.domains.audit.chain.seals_file import seals_name
from itsm.domains.audit.chain.service import status, verify_now
from itsm.platform.actor import system_actor
from itsm.platform.clock import utc_now
from itsm.platform.db.engine import Database
from itsm.platform.ids import new_id
from itsm.platform.settings import Settings
from itsm.platform.work import CONSEQUENCES, open_work
from itsm.wiring.audit_command import add_audit_commands
from tests.domains.audit.test_audit import LampLit, _record

Change = Callable[[list[bytes]], list[bytes]]
JAN, FEB, MAR, APR = (datetime(2026, month, 1, tzinfo=UTC) for month in range(1, 5))


# --- pure ------------------------------------------------------------------------------------------------------------


def test_bounds_are_read_in_order_and_what_has_none_is_left_out() -> None:
    rows = [
        ("audit_entries_late", "DEFAULT"),
        ("audit_entries_p2026_02", "FOR VALUES FROM ('2026-02-01 00:00:00+00') TO ('2026-03-01 00:00:00+00')"),
        ("audit_entries_old", "FOR VALUES FROM (MINVALUE) TO ('2026-02-01 00:00:00+00')"),
        ("audit_entries; DROP", "FOR VALUES FROM (MINVALUE) TO ('2026-02-01 00:00:00+00')"),
    ]
    assert read_months(rows) == [
        Month("audit_entries_old", None, FEB),
        Month("audit_entries_p2026_02", FEB, MAR),
    ]


@pytest.mark.parametrize(
    ("at", "after"),
    [(JAN, FEB), (datetime(2026, 12, 31, 23, 59, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC))],
)
def test_the_month_after(at: datetime, after: datetime) -> None:
    assert month_after(at) == after


def test_months_are_made_ahead_without_a_gap() -> None:
    there = [Month("audit_entries_old", None, FEB)]
    made = to_come(there, JAN + timedelta(days=9))
    assert [month.lower for month in made] == [FEB, MAR, APR]
    assert len(made) == AHEAD
    assert to_come([*there, *made], JAN + timedelta(days=9)) == []
    assert made[0].name == "audit_entries_p2026_02"


def test_the_oldest_month_goes_with_what_was_carried_and_never_the_last() -> None:
    old, feb, mar = Month("audit_entries_old", None, FEB), Month("p2", FEB, MAR), Month("p3", MAR, APR)
    carried = Month(carried_name(FEB), None, FEB)
    assert oldest_to_go([old, feb, mar], JAN) == []
    assert oldest_to_go([old, feb, mar], FEB) == [old]
    assert oldest_to_go([old], APR) == []
    assert oldest_to_go([carried, feb, mar], FEB) == []
    assert oldest_to_go([carried, feb, mar], MAR) == [carried, feb]


# --- in the database -------------------------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
async def wired(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, database: Database, settings: Settings) -> None:
    monkeypatch.setattr(CONSEQUENCES, "audit_row", audit_row)
    monkeypatch.setattr(settings, "audit_anchor_url", f"file://{tmp_path}/anchors")
    monkeypatch.setattr(settings, "audit_archive_url", f"file://{tmp_path}/archive")
    await _seal()


async def _seal() -> int:
    async with open_work(system_actor()) as work:
        return await seal_entries(work)


async def _lamps(count: int) -> None:
    await _record(*(LampLit(subject_id=new_id(), watts=n) for n in range(count)))


async def _make(database: Database) -> list[Month]:
    async with open_work(system_actor()) as work:
        await make_months(work, {})
    async with database.reading() as session:
        return await months_of(session)


async def _age(database: Database, **delta: int) -> None:
    """Let what is in the trail have been recorded earlier, before it is sealed: as time would have it."""
    async with database.engine.begin() as connection:
        await connection.execute(text("ALTER TABLE audit_entries DISABLE TRIGGER USER"))
        await connection.execute(
            text("UPDATE audit_entries SET recorded_at = recorded_at - CAST(:span AS interval)"),
            {"span": timedelta(**delta)},
        )
        await connection.execute(text("ALTER TABLE audit_entries ENABLE TRIGGER USER"))


async def _forget_chain(database: Database) -> None:
    async with database.engine.begin() as connection:
        await connection.execute(text("ALTER TABLE audit_seals DISABLE TRIGGER USER"))
        await connection.execute(text("DELETE FROM audit_seals"))
        await connection.execute(text("ALTER TABLE audit_seals ENABLE TRIGGER USER"))


async def _shift_first_bound(database: Database, upper: datetime) -> None:
    """Make the first partition end at `upper`, as if the table had been made then, and months go on from there."""
    async with database.engine.begin() as connection:
        await connection.execute(text("SET LOCAL timezone = 'UTC'"))
        await connection.execute(text("ALTER TABLE audit_entries DETACH PARTITION audit_entries_old"))
        await connection.execute(
            text(
                "ALTER TABLE audit_entries ATTACH PARTITION audit_entries_old "
                f"FOR VALUES FROM (MINVALUE) TO ('{upper:%Y-%m-%d}')"
            )
        )


async def _retire() -> None:
    async with open_work(system_actor()) as work:
        await retire_entries(work, {})


async def test_months_are_made_by_the_job_and_made_once(database: Database) -> None:
    months = await _make(database)
    assert months == await _make(database)
    assert months[0].lower is None
    assert months[-1].upper > utc_now() + timedelta(days=28 * AHEAD)
    assert all(one.upper == other.lower for one, other in pairwise(months))


@pytest.mark.parametrize("month", ["audit_entries", "audit_entries_old", "audit_entries_late"])
async def test_every_partition_refuses_to_be_emptied_or_changed(database: Database, month: str) -> None:
    await _make(database)
    await _lamps(1)
    for statement in (f"TRUNCATE {month}", f"DELETE FROM {month}", f"UPDATE {month} SET ip = ''"):
        if month == "audit_entries_late" and not statement.startswith("TRUNCATE"):
            continue  # it has no rows to refuse
        with pytest.raises(DBAPIError, match="append-only"):
            async with database.engine.begin() as connection:
                await connection.execute(text(statement))


async def test_entries_no_month_was_made_for_are_kept_and_become_one(database: Database) -> None:
    """No worker for months: writing goes on, and what was written is put in its place."""
    upper = month_after(utc_now() - timedelta(days=100))
    await _age(database, days=120)
    await _forget_chain(database)
    await _shift_first_bound(database, upper)
    await _lamps(3)
    await _seal()
    async with database.reading() as session:
        late = await session.scalar(text("SELECT count(*) FROM audit_entries_late"))
        assert late == 3
    months = await _make(database)
    async with database.reading() as session:
        assert await session.scalar(text("SELECT count(*) FROM audit_entries_late")) == 0
        assert await session.scalar(text(f"SELECT count(*) FROM {months[1].name}")) == 3
    assert (months[1].lower, months[1].upper) == (upper, month_after(utc_now()))
    await _lamps(1)
    await _seal()
    assert (await verify_now()).is_whole
    with pytest.raises(DBAPIError, match="append-only"):
        async with database.engine.begin() as connection:
            await connection.execute(text(f"DELETE FROM {months[1].name}"))


async def _three_ages(database: Database) -> int:
    """Seal entries of three years ago, then a block over both ages, then of today; return how many are old."""
    old = utc_now() - timedelta(days=1_100)
    await _lamps(4)
    await _age(database, days=1_130)
    await _forget_chain(database)
    await _shift_first_bound(database, month_after(old))
    sealed = await _seal()
    await _lamps(2)
    async with database.engine.begin() as connection:
        await connection.execute(text("ALTER TABLE audit_entries DISABLE TRIGGER USER"))
        await connection.execute(
            text(
                "UPDATE audit_entries SET recorded_at = recorded_at - interval '1110 days' "
                "WHERE seq = (SELECT max(seq) - 1 FROM audit_entries)"
            )
        )
        await connection.execute(text("ALTER TABLE audit_entries ENABLE TRIGGER USER"))
    assert await _seal() == 2, "one block over an old entry and a new one"
    await _lamps(3)
    await _seal()
    await _make(database)
    return sealed


async def test_an_old_month_goes_and_the_trail_begins_with_a_whole_block(database: Database, tmp_path: Path) -> None:
    old = await _three_ages(database)
    before = await verify_now()
    assert before.is_whole
    async with database.reading() as session:
        texts = await contents(session, list(range(1, 10_000)))
    await _retire()
    await _retire()
    report = await verify_now()
    assert (report.is_whole, report.begins_after, report.entries) == (True, 1, before.entries - old)
    async with database.reading() as session:
        months = await months_of(session)
        kept = await session.scalar(text(f"SELECT count(*) FROM {months[0].name}"))
        said = await status(session)
    assert kept == 1, "the old entry in the block that goes on is carried over"
    assert months[0].lower is None
    assert said.let_go is not None
    file, seals = sorted((tmp_path / "archive").iterdir())
    assert seals.name == seals_name(file.name)
    assert (said.let_go.archive, bytes(said.let_go.archive_sha256 or b"")) == (
        file.name,
        hashlib.sha256(file.read_bytes()).digest(),
    )
    head, *lines = gzip.decompress(file.read_bytes()).splitlines(keepends=True)
    assert json.loads(head)["last_block"] == 1
    assert len(lines) == old
    assert [line.rstrip(b"\n").decode() for line in lines] == [texts[json.loads(line)[0]] for line in lines]
    report = check_archive(file, seals, known_keys())
    assert (report.is_whole, report.entries, report.blocks) == (True, old, 1)


@pytest.fixture
async def archived(database: Database, tmp_path: Path) -> Archived:
    """A month that went: its file and the seals beside it."""
    await _three_ages(database)
    await _retire()
    file, seals = sorted((tmp_path / "archive").iterdir())
    return Archived(file, seals)


class Archived:
    """Two files to tamper with, and what the command says of them."""

    def __init__(self, file: Path, seals: Path) -> None:
        """Take the files as they were written."""
        self.file, self.seals = file, seals

    def rewrite(self, change: Change, *, seals: bool = False) -> None:
        """Pack the changed lines anew, as whoever owns the disk may."""
        path = self.seals if seals else self.file
        lines = change(gzip.decompress(path.read_bytes()).splitlines())
        path.chmod(0o600)
        path.write_bytes(gzip.compress(b"\n".join(lines) + b"\n", mtime=0))

    def check(self) -> tuple[int, set[str]]:
        """Return exit code and findings of `itsm audit check-archive`, which has no database."""
        program = typer.Typer()
        add_audit_commands(program)
        said = CliRunner().invoke(program, ["audit", "check-archive", str(self.file)])
        found = {line.partition(":")[0] for line in said.stdout.splitlines() if line.partition(":")[0] in set(Finding)}
        assert ("is whole" in said.stdout) == (said.exit_code == 0)
        return said.exit_code, found


def _first_reworded(lines: list[bytes]) -> list[bytes]:
    return [lines[0], lines[1].replace(b', "', b', "x', 1), *lines[2:]]


@pytest.mark.asvs("16.4.2")
@pytest.mark.parametrize(
    ("change", "found"),
    [
        (_first_reworded, {"file_changed", "entry_changed"}),
        (lambda lines: lines[:-1], {"file_changed", "entry_missing"}),
        (lambda lines: [*lines, lines[1]], {"file_changed", "entry_added"}),
        (lambda lines: [*lines, b"not JSON"], {"file_changed", "entry_added"}),
        (lambda lines: [lines[0], *reversed(lines[1:])], {"file_changed"}),
    ],
)
async def test_a_tampered_file_is_named_without_the_database(
    archived: Archived, change: Change, found: set[str]
) -> None:
    assert archived.check() == (0, set())
    archived.rewrite(change)
    assert archived.check() == (2, found)


def _note(**changes: object) -> Change:
    def change(lines: list[bytes]) -> list[bytes]:
        return [json.dumps(json.loads(lines[0]) | changes).encode(), *lines[1:]]

    return change


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (_note(archive_sha256="00" * 32), {"file_changed", "retirement_forged"}),
        (_note(until="2020-01-01T00:00:00Z"), {"retirement_forged"}),
        (_note(key_id="another"), {"key_unknown"}),
        (lambda lines: lines[:-1], {"block_missing", "entry_added"}),
        (lambda lines: [lines[0], lines[1].replace(b"[1,", b"[2,", 1)], {"block_changed", "block_missing"}),
    ],
)
async def test_a_tampered_note_is_no_ones(archived: Archived, change: Change, found: set[str]) -> None:
    archived.rewrite(change, seals=True)
    assert archived.check() == (2, found)


async def test_a_file_that_was_cut_or_named_otherwise_or_has_no_note(archived: Archived) -> None:
    whole = archived.file.read_bytes()
    archived.file.chmod(0o600)
    archived.file.write_bytes(whole[: len(whole) // 2])
    assert archived.check() == (2, {"file_changed", "entry_missing"})
    archived.file.write_bytes(whole)
    archived.file = archived.file.rename(archived.file.with_name("audit-2031-01-blocks-1-1.jsonl.gz"))
    assert archived.check() == (1, set()), "no seals beside it"
    archived.seals = archived.seals.rename(archived.file.with_name(seals_name(archived.file.name)))
    assert archived.check() == (2, {"file_changed"}), "one month in the place of another"
    archived.seals.chmod(0o600)
    archived.seals.write_bytes(b"no seals")
    assert archived.check() == (1, set())


async def test_what_is_let_go_by_anybody_else_is_named(database: Database) -> None:
    await _three_ages(database)
    async with database.engine.begin() as connection:
        await connection.execute(text("ALTER TABLE audit_entries DETACH PARTITION audit_entries_old"))
        await connection.execute(text("DROP TABLE audit_entries_old"))
    assert {problem.finding for problem in (await verify_now()).problems} == {Finding.ENTRY_MISSING}


@pytest.mark.parametrize("column", ["until = until + interval '1 month'", "archive = 'x'", "archive_sha256 = NULL"])
async def test_the_note_is_signed_with_all_it_says(database: Database, column: str) -> None:
    await _three_ages(database)
    await _retire()
    async with database.engine.begin() as connection:
        await connection.execute(text("ALTER TABLE audit_retirements DISABLE TRIGGER USER"))
        await connection.execute(text(f"UPDATE audit_retirements SET {column}"))
    assert Finding.RETIREMENT_FORGED in {problem.finding for problem in (await verify_now()).problems}


async def test_nothing_goes_that_cannot_be_written_down_first(
    database: Database, settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    await _three_ages(database)
    before = await verify_now()
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setattr(settings, "audit_archive_url", f"file://{tmp_path}/file")
    with pytest.raises(OSError, match="file"):
        await _retire()
    after = await verify_now()
    assert (after.is_whole, after.entries) == (True, before.entries)


async def test_young_months_stay(database: Database) -> None:
    await _lamps(2)
    await _seal()
    await _make(database)
    before = (await verify_now()).entries
    await _retire()
    report = await verify_now()
    assert (report.begins_after, report.entries) == (0, before)


async def test_without_a_place_for_it_a_month_goes_unwritten(
    database: Database, settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(settings, "audit_archive_url", "")
    await _three_ages(database)
    await _retire()
    async with database.reading() as session:
        said = await status(session)
    assert said.let_go is not None
    assert said.let_go.archive is None
    assert not (tmp_path / "archive").exists()
