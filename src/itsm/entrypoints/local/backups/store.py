"""What lies where in a folder of backups.

base/20261128T101500Z/   a copy of the database, of secrets and anchors, with `backup.json` written last
wal/                     finished pieces of the database's log, 16 MB each before compression
stream/                  the piece that is being written
files/                   attachments, each once
"""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from itsm.entrypoints.local.backups.sealing import digest_of
from itsm.entrypoints.local.errors import LocalStartError

_MANIFEST: Final = "backup.json"
_NAME_FORMAT: Final = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, kw_only=True)
class Part:
    """One file of a backup."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class Backup:
    """One copy of the database. `first_wal` is the piece of the log it must be followed from."""

    name: str
    began_at: datetime
    ended_at: datetime
    version: str
    timeline: int
    first_wal: str
    parts: tuple[Part, ...]

    @property
    def size(self) -> int:
        """Return the bytes of all parts."""
        return sum(part.size for part in self.parts)


class Store:
    """A folder of backups."""

    def __init__(self, folder: Path) -> None:
        """Point at the folder; nothing is made before something is written."""
        self.folder = folder.expanduser().resolve()
        self.base, self.wal = self.folder / "base", self.folder / "wal"
        self.stream, self.files = self.folder / "stream", self.folder / "files"

    def prepare(self) -> None:
        """Make the folders, private. Raises LocalStartError where that cannot be."""
        try:
            for folder in (self.folder, self.base, self.wal, self.stream, self.files):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise LocalStartError(f"The backup folder {self.folder} cannot be used ({error.strerror}).") from error

    def place_for(self, began_at: datetime) -> Path:
        """Return the folder of a backup that begins now."""
        return self.base / began_at.strftime(_NAME_FORMAT)

    def finish(self, place: Path, backup: Backup) -> None:
        """Write down that a backup is whole."""
        shown = asdict(backup) | {"began_at": backup.began_at.isoformat(), "ended_at": backup.ended_at.isoformat()}
        part = place / (_MANIFEST + ".part")
        part.write_text(json.dumps(shown, indent=2) + "\n")
        part.rename(place / _MANIFEST)

    def backups(self) -> list[Backup]:
        """Return the whole backups, the oldest first."""
        found = sorted(self.base.glob(f"*/{_MANIFEST}")) if self.base.exists() else []
        return [_read(path) for path in found]

    def newest(self, *, before: datetime | None = None) -> Backup:
        """Return the last backup that was whole before a time. Raises LocalStartError where there is none."""
        fitting = [one for one in self.backups() if before is None or one.ended_at <= before]
        if not fitting:
            raise LocalStartError(f"There is no backup in {self.folder}{f' from before {before}' if before else ''}.")
        return fitting[-1]

    def log_from(self, first: str) -> list[Path]:
        """Return the pieces of the log from `first` on, in order, the one being written last."""
        pieces = sorted([*self.wal.glob("*"), *self.stream.glob("*")], key=lambda path: path.name)
        return [path for path in pieces if path.name[:24] >= first and not path.name.endswith(".part")]

    def damaged(self, backup: Backup) -> list[str]:
        """Return the parts of a backup that are missing or other than they were written."""
        place = self.base / backup.name
        return [
            part.name
            for part in backup.parts
            if not (place / part.name).exists() or digest_of(place / part.name) != part.sha256
        ]

    def prune(self, *, now: datetime, keep_days: int) -> list[str]:
        """Delete backups older than `keep_days`, never the newest, and the log before the oldest that stays."""
        backups = self.backups()
        old = [one for one in backups[:-1] if one.ended_at < now - timedelta(days=keep_days)]
        for one in old:
            shutil.rmtree(self.base / one.name)
        left = backups[len(old) :]
        if left:
            for piece in self.wal.glob("*"):
                if piece.name[:24] < left[0].first_wal:
                    piece.unlink()
        return [one.name for one in old]


def now() -> datetime:
    """Return the present in whole seconds, UTC: backups are named by it."""
    return datetime.now(UTC).replace(microsecond=0)


def _read(path: Path) -> Backup:
    said = json.loads(path.read_text())
    parts = tuple(Part(**part) for part in said.pop("parts"))
    began_at, ended_at = (datetime.fromisoformat(said.pop(name)) for name in ("began_at", "ended_at"))
    return Backup(**said, began_at=began_at, ended_at=ended_at, parts=parts)
