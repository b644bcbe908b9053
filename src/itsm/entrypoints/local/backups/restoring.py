"""Makes a new installation out of backups, as it was at a moment or at their end."""

from __future__ import annotations

import os
import shutil
import tarfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from itsm.entrypoints.local.accounts import give, unprivileged_account
from itsm.entrypoints.local.backups.sealing import ENDING, Opener
from itsm.entrypoints.local.errors import LocalStartError
from itsm.entrypoints.local.postgres import EmbeddedPostgres

if TYPE_CHECKING:
    from itsm.entrypoints.local.backups.store import Backup, Store
    from itsm.entrypoints.local.processes import RunAs

RECOVERY_SECONDS: Final = 3_600.0
_NAME_CHARS: Final = 24
_LAST_EVENT: Final = "SELECT coalesce(max(recorded_at)::text, 'nothing') FROM domain_events"


@dataclass(frozen=True, kw_only=True)
class Restored:
    """What came of it. `last_event` is the time of the last thing that happened in the restored desk."""

    backup: str
    pieces: int
    files: int
    last_event: str


def restore(store: Store, home: Path, *, opener: Opener, at: datetime | None = None) -> Restored:
    """Restore into an empty folder, up to `at` (UTC) or as far as the log goes; nothing of the store is changed.

    Raises LocalStartError where the folder is not empty, a part is damaged or encrypted to another key, or the log
    does not reach `at`.
    """
    if home.exists() and any(home.iterdir()):
        raise LocalStartError(f"{home} is not empty; name a new folder to restore into.")
    backup = store.newest(before=at)
    if broken := store.damaged(backup):
        raise LocalStartError(f"Backup {backup.name} is damaged: {', '.join(broken)}.")
    server = EmbeddedPostgres(home, start_seconds=RECOVERY_SECONDS)
    account = unprivileged_account()
    give(server.data.parent, account)
    give(server.data, account)
    place = store.base / backup.name
    _unpack(place, "base.tar.gz", server.data, opener)
    _unpack(place, "pg_wal.tar.gz", server.data / "pg_wal", opener)
    _unpack(place, "home.tar.gz", home, opener)
    pieces = _lay_out_log(store, backup, server.data.parent / "restore", opener)
    (server.data / "recovery.signal").touch()
    _hand_over(server.data.parent, account)
    last = _recover(server, server.data.parent / "restore", at)
    shutil.rmtree(server.data.parent / "restore")
    return Restored(
        backup=backup.name, pieces=pieces, files=_copy_files(store.files, home / "files", opener), last_event=last
    )


def _unpack(place: Path, name: str, target: Path, opener: Opener) -> None:
    sealed = next(path for path in (place / name, place / (name + ENDING)) if path.exists())
    plain = target.parent / f"{target.name}.{name}"
    target.mkdir(mode=0o700, exist_ok=True)
    opener.read(sealed, plain)
    with tarfile.open(plain) as archive:
        archive.extractall(target, filter="data")
    plain.unlink()


def _lay_out_log(store: Store, backup: Backup, target: Path, opener: Opener) -> int:
    """Write the pieces of the log under the names PostgreSQL asks for; return how many."""
    target.mkdir(mode=0o700)
    pieces = store.log_from(backup.first_wal)
    for piece in pieces:
        is_compressed = ".gz" in piece.name
        name = piece.name.removesuffix(ENDING).removesuffix(".gz").removesuffix(".partial")
        opener.read(piece, target / name, is_compressed=is_compressed)
    return len([piece for piece in pieces if len(piece.name.split(".", 1)[0]) == _NAME_CHARS])


def _recover(server: EmbeddedPostgres, log: Path, at: datetime | None) -> str:
    """Start the database until it has read the log, and stop it again; return when the last thing happened."""
    target = {"recovery_target_time": at.isoformat(sep=" ")} if at else {}
    server.extra_settings = {
        "restore_command": f'cp "{log}/%f" "%p"',
        "recovery_target_action": "promote",
        "hot_standby": "off",  # it lets in nobody, and is not taken for ready, before it has read the whole log
        "recovery_target_timeline": "latest",
        **target,
    }
    try:
        server.start()
        return server.query(_LAST_EVENT, database="itsm")
    except LocalStartError as error:
        reach = f" The log may not reach {at}." if at else ""
        raise LocalStartError(f"The backup does not come up: {error}{reach}") from error
    finally:
        server.stop()


def _copy_files(source: Path, target: Path, opener: Opener) -> int:
    copied = 0
    for path in sorted(source.rglob("*")) if source.exists() else []:
        if path.is_file() and not path.name.endswith(".part"):
            wanted = target / path.relative_to(source)
            wanted = wanted.with_name(wanted.name.removesuffix(ENDING))
            wanted.parent.mkdir(parents=True, exist_ok=True)
            opener.read(path, wanted)
            copied += 1
    return copied


def _hand_over(folder: Path, account: RunAs | None) -> None:
    """Give the database's folder to the account it runs as."""
    if account is None:
        return
    for path in [folder, *folder.rglob("*")]:
        os.chown(path, account.uid, account.gid, follow_symlinks=False)
