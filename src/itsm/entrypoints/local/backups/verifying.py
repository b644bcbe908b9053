"""Says whether backups could be restored, before somebody needs them."""

from __future__ import annotations

import hashlib
import json
import tarfile
import tempfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final

from itsm.entrypoints.local.backups.sealing import ENDING, Opener

if TYPE_CHECKING:
    from itsm.entrypoints.local.backups.store import Backup, Store

_SEGMENTS: Final = 0x100
_NAME_CHARS: Final = 24


def verify(store: Store, opener: Opener | None) -> list[str]:
    """Return everything that is wrong with the backups of a folder; an empty list: nothing is.

    Digests of all parts, gaps in the log, and, with an `opener`, every file of the newest copy against PostgreSQL's own
    list of them. Without one a part that is encrypted is only compared with its digest.
    """
    backups = store.backups()
    if not backups:
        return [f"there is no backup in {store.folder}"]
    found = [f"{one.name}: {name} is missing or damaged" for one in backups for name in store.damaged(one)]
    found += _gaps(store, backups[0])
    if opener is not None and not found:
        found += _read_through(store, backups[-1], opener)
    return found


def _gaps(store: Store, oldest: Backup) -> list[str]:
    """Return which pieces of the log are missing between the oldest copy and now."""
    names = [path.name[:_NAME_CHARS] for path in store.log_from(oldest.first_wal)]
    pieces = sorted({name for name in names if len(name) == _NAME_CHARS and ".history" not in name})
    if not pieces:
        return []
    found = [] if pieces[0] <= oldest.first_wal else [f"the log begins at {pieces[0]}, not at {oldest.first_wal}"]
    for one, following in pairwise(pieces):
        is_same_timeline = one[:8] == following[:8]
        if is_same_timeline and following != _after(one):
            found.append(f"the log has nothing between {one} and {following}")
    return found


def _after(name: str) -> str:
    """Return the name of the next piece of the log (16 MB pieces: the last eight digits count to FF)."""
    timeline, high, low = name[:8], int(name[8:16], 16), int(name[16:], 16) + 1
    if low == _SEGMENTS:
        high, low = high + 1, 0
    return f"{timeline}{high:08X}{low:08X}"


def _read_through(store: Store, backup: Backup, opener: Opener) -> list[str]:
    """Hold every file of a copy against PostgreSQL's own list of them.

    Not by pg_verifybackup: that of the wheel (18.4) ends with a segmentation fault.
    """
    with tempfile.TemporaryDirectory(prefix="itsm-verify-") as folder:
        for part in backup.parts:
            opener.read(store.base / backup.name / part.name, Path(folder) / part.name.removesuffix(ENDING))
        listed = json.loads((Path(folder) / "backup_manifest").read_text())["Files"]
        found = dict(_digests(Path(folder) / "base.tar.gz"))
    wanted = {one["Path"]: one["Checksum"] for one in listed}
    wrong = sorted(name for name, digest in wanted.items() if found.get(name) != digest)
    return [f"{backup.name}: {name} in the copy of the database is missing or damaged" for name in wrong]


def _digests(archive: Path) -> Iterator[tuple[str, str]]:
    """Yield the name and SHA-256 of every file in a copy of the database."""
    with tarfile.open(archive) as files:
        for member in files:
            if (content := files.extractfile(member)) is not None:
                yield member.name, hashlib.file_digest(content, "sha256").hexdigest()  # type: ignore[arg-type]
