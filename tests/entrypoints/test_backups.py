"""Backups of a real embedded database: followed while it is written, killed, made anew, up to the end or a moment."""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyrage
import pytest
from typer.testing import CliRunner

from itsm.entrypoints.cli import program
from itsm.entrypoints.local.backups.making import make_backup
from itsm.entrypoints.local.backups.restoring import restore
from itsm.entrypoints.local.backups.sealing import Opener, Seal
from itsm.entrypoints.local.backups.source import Source
from itsm.entrypoints.local.backups.store import Backup, Store, now
from itsm.entrypoints.local.backups.verifying import verify
from itsm.entrypoints.local.backups.watching import Watch
from itsm.entrypoints.local.errors import LocalStartError
from itsm.entrypoints.local.postgres import SUPERUSER, EmbeddedPostgres
from tests.entrypoints.conftest import wait_for

TABLES = (
    "CREATE TABLE domain_events (recorded_at timestamptz DEFAULT clock_timestamp());"
    "CREATE TABLE notes (n int PRIMARY KEY, at timestamptz DEFAULT clock_timestamp())"
)
RPO_SECONDS = 60


class Installation:
    """An embedded database with a table to write to, its secrets and a file."""

    def __init__(self, folder: Path) -> None:
        self.home = folder / "home"
        self.server = EmbeddedPostgres(self.home)
        self.server.start()
        self.run(TABLES)
        (self.home / "secret-key").write_text("not to be lost")
        (self.home / "files" / "ab").mkdir(parents=True)
        (self.home / "files" / "ab" / "cd.bin").write_bytes(b"an attachment" * 1000)
        self.source = Source(
            home=self.home,
            files=self.home / "files",
            dsn=f"host={self.server.socket_folder} port={self.server._port} user={SUPERUSER} dbname=itsm",
        )

    def run(self, sql: str) -> str:
        return self.server.query(sql, database="itsm")

    def write(self, n: int) -> None:
        self.run(f"INSERT INTO notes VALUES ({n}); INSERT INTO domain_events DEFAULT VALUES")  # noqa: S608 - a number


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    tmp_path.chmod(0o755)
    one = Installation(tmp_path)
    yield one
    one.server.stop()


def notes_of(home: Path) -> list[int]:
    server = EmbeddedPostgres(home)
    server.start()
    try:
        return [int(line) for line in server.query("SELECT n FROM notes ORDER BY n", database="itsm").split()]
    finally:
        server.stop()


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_killed_with_its_disk_it_comes_back_to_the_last_commit_and_to_any_moment(
    installation: Installation, tmp_path: Path, figures: Callable[[str], None]
) -> None:
    """Encrypted backups; the server is killed and its data deleted while it is written to (E14, E15)."""
    identity = pyrage.x25519.Identity.generate()
    store, seal = Store(tmp_path / "backups"), Seal(str(identity.to_public()))
    watch = Watch(installation.source, store, seal, keep_days=30)
    store.prepare()
    try:
        watch.look()
        for n in range(50):
            installation.write(n)
        moment = datetime.fromisoformat(installation.run("SELECT clock_timestamp()"))
        installation.run("SELECT pg_switch_wal()")
        for n in range(50, 100):
            installation.write(n)
        wait_for(lambda: any(store.stream.glob("*")), seconds=30, what="the log is received")
        watch.look()
        assert installation.server.pid is not None
        last_written = time.time()
        os.kill(installation.server.pid, signal.SIGKILL)
        shutil.rmtree(installation.home / "postgres")
    finally:
        watch.stop()
    opener = Opener(str(identity))
    assert verify(store, opener) == []
    began = time.monotonic()
    whole = restore(store, tmp_path / "whole", opener=opener)
    took = time.monotonic() - began
    back = notes_of(tmp_path / "whole")
    lost_seconds = last_written - datetime.fromisoformat(whole.last_event).timestamp()
    figures(f"restored in {took:.1f} s; {100 - len(back)} of 100 commits lost")
    assert lost_seconds < RPO_SECONDS
    assert back == list(range(100))
    assert (tmp_path / "whole" / "secret-key").read_text() == "not to be lost"
    assert (tmp_path / "whole" / "files" / "ab" / "cd.bin").read_bytes() == b"an attachment" * 1000
    restore(store, tmp_path / "then", opener=opener, at=moment)
    assert notes_of(tmp_path / "then") == list(range(50))
    _check_refusals(store, tmp_path, opener)
    assert not [path for path in store.base.rglob("*") if path.is_file() and b"not to be lost" in path.read_bytes()]


def _check_refusals(store: Store, tmp_path: Path, opener: Opener) -> None:
    with pytest.raises(LocalStartError, match="not empty"):
        restore(store, tmp_path / "then", opener=opener)
    with pytest.raises(LocalStartError, match="There is no backup"):
        restore(store, tmp_path / "before", opener=opener, at=now() - timedelta(days=1))
    with pytest.raises(LocalStartError, match="encrypted"):
        restore(store, tmp_path / "locked", opener=Opener())
    with pytest.raises(LocalStartError, match="another key"):
        restore(store, tmp_path / "other", opener=Opener(str(pyrage.x25519.Identity.generate())))
    part = next(store.base.glob("*/base.tar.gz.age"))
    part.write_bytes(part.read_bytes()[:-1] + b"?")
    assert verify(store, opener) == [f"{part.parent.name}: {part.name} is missing or damaged"]
    with pytest.raises(LocalStartError, match="damaged"):
        restore(store, tmp_path / "damaged", opener=opener)


def test_a_copy_alone_is_enough(installation: Installation, tmp_path: Path) -> None:
    installation.write(1)
    store = Store(tmp_path / "backups")
    made = make_backup(installation.source, store, Seal())
    installation.write(2)
    assert store.newest() == made
    assert verify(store, Opener()) == []
    restore(store, tmp_path / "again", opener=Opener())
    assert notes_of(tmp_path / "again") == [1]


def backup_of(store: Store, ended_at: datetime, first_wal: str) -> Backup:
    place = store.place_for(ended_at)
    place.mkdir(parents=True)
    made = Backup(
        name=place.name,
        began_at=ended_at,
        ended_at=ended_at,
        version="1",
        timeline=1,
        first_wal=first_wal,
        parts=(),
    )
    store.finish(place, made)
    return made


def test_old_copies_go_with_their_log_and_the_newest_stays(tmp_path: Path) -> None:
    store = Store(tmp_path / "backups")
    store.prepare()
    today = datetime(2026, 11, 28, tzinfo=UTC)
    for days, first in ((90, "000000010000000000000001"), (60, "000000010000000000000003")):
        backup_of(store, today - timedelta(days=days), first)
    for n in range(1, 6):
        (store.wal / f"00000001000000000000000{n}.gz").write_text("log")
    assert store.prune(now=today, keep_days=30) == ["20260830T000000Z"]
    assert [one.name for one in store.backups()] == ["20260929T000000Z"]
    assert sorted(path.name[23] for path in store.wal.glob("*")) == ["3", "4", "5"]


def test_a_gap_in_the_log_is_named(tmp_path: Path) -> None:
    store = Store(tmp_path / "backups")
    store.prepare()
    backup_of(store, datetime(2026, 11, 28, tzinfo=UTC), "0000000100000000000000FE")
    for name in ("0000000100000000000000FE.gz", "0000000100000000000000FF.gz", "000000010000000100000000.gz"):
        (store.wal / name).write_text("log")
    (store.stream / "000000010000000100000002.partial").write_text("log")
    assert verify(store, None) == ["the log has nothing between 000000010000000100000000 and 000000010000000100000002"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["backup"], "Say where backups lie"),
        (["backup", "--dir", "{folder}"], "No embedded database runs here"),
        (["backup", "verify", "--dir", "{folder}"], "there is no backup in"),
        (["restore", "{folder}/new", "--dir", "{folder}", "--at", "yesterday"], "is no moment"),
        (["restore", "{folder}/new", "--dir", "{folder}"], "There is no backup in"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(arguments: list[str], said: str, tmp_path: Path) -> None:
    result = CliRunner().invoke(program, [part.format(folder=tmp_path) for part in arguments])
    assert result.exit_code in {1, 2}
    assert said in result.output
    assert "Traceback" not in result.output


def test_a_key_pair_seals_and_opens(tmp_path: Path) -> None:
    said = CliRunner().invoke(program, ["backup", "key"]).output
    public = next(line for line in said.splitlines() if "age1" in line).partition("=")[2]
    secret = next(line for line in said.splitlines() if line.startswith("AGE-SECRET-KEY-"))
    plain = tmp_path / "plain"
    plain.write_text("words")
    sealed = Seal(public).write(plain, tmp_path / "sealed", compress=True)
    assert b"words" not in sealed.read_bytes()
    Opener(secret).read(sealed, tmp_path / "opened", is_compressed=True)
    assert (tmp_path / "opened").read_text() == "words"
    with pytest.raises(LocalStartError, match="public key"):
        Seal("age1nonsense")


def test_postgresql_says_why_it_cannot_be_copied(tmp_path: Path) -> None:
    nowhere = Source(home=tmp_path, files=tmp_path, dsn=f"host={tmp_path} port=1 user=postgres dbname=itsm")
    with pytest.raises(LocalStartError, match="could not be copied"):
        make_backup(nowhere, Store(tmp_path / "backups"), Seal())
    assert not list((tmp_path / "backups").rglob("*.tar*"))
