"""Makes one backup of a running embedded database, its secrets and anchors."""

from __future__ import annotations

import json
import shutil
import subprocess
import tarfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from itsm import __version__
from itsm.entrypoints.local.backups.sealing import Seal, digest_of
from itsm.entrypoints.local.backups.store import Backup, Part, Store, now
from itsm.entrypoints.local.errors import LocalStartError

if TYPE_CHECKING:
    from itsm.entrypoints.local.backups.source import Source

KEPT_OF_HOME: Final = ("secret-key", "postgres-password", "demo-logins.json", "anchors")
_SEGMENT_BYTES: Final = 16 * 1_048_576


def make_backup(source: Source, store: Store, seal: Seal) -> Backup:
    """Copy the database as it runs, and what cannot be made anew. Raises LocalStartError where PostgreSQL refuses."""
    store.prepare()
    began_at = now()
    place = store.place_for(began_at)
    raw = place / "raw"
    raw.mkdir(mode=0o700, parents=True)
    try:
        _copy_database(source, raw)
        _pack_home(source.home, raw / "home.tar.gz")
        timeline, first_wal = _where_the_log_begins(raw / "backup_manifest")
        parts = [seal.write(path, place / path.name) for path in sorted(raw.iterdir())]
    except BaseException:
        shutil.rmtree(place, ignore_errors=True)
        raise
    shutil.rmtree(raw)
    backup = Backup(
        name=place.name,
        began_at=began_at,
        ended_at=now(),
        version=__version__,
        timeline=timeline,
        first_wal=first_wal,
        parts=tuple(Part(name=path.name, size=path.stat().st_size, sha256=digest_of(path)) for path in parts),
    )
    store.finish(place, backup)
    return backup


def _copy_database(source: Source, target: Path) -> None:
    command: list[str | Path] = [source.program("pg_basebackup"), "-d", source.dsn, "-D", target]
    command += ["--format=tar", "--gzip", "--wal-method=stream", "--checkpoint=fast"]
    command += ["--manifest-checksums=SHA256", "--no-password"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - a program of the wheel
    if done.returncode:
        raise LocalStartError(f"PostgreSQL could not be copied: {done.stderr.strip()}")


def _pack_home(home: Path, target: Path) -> None:
    with tarfile.open(target, "w:gz") as archive:
        for name in KEPT_OF_HOME:
            if (home / name).exists():
                archive.add(home / name, name)


def _where_the_log_begins(manifest: Path) -> tuple[int, str]:
    """Return the timeline of a copy and the name of the first piece of the log it needs."""
    ranges = json.loads(manifest.read_text())["WAL-Ranges"]
    timeline, start = int(ranges[0]["Timeline"]), str(ranges[0]["Start-LSN"])
    high, low = (int(part, 16) for part in start.split("/"))
    return timeline, f"{timeline:08X}{high:08X}{low // _SEGMENT_BYTES:08X}"
