"""A folder in memory for databases that live as long as a run of the tests.

Every test of the back end has a database of its own, a copy of a thousand files: 0.05 s in memory, and on a disk that
others write to as well up to 0.6 s (docs/performance.md).
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

MEMORY = Path("/dev/shm")  # noqa: S108 - where Linux has it; folders in it are private
PREFIX = "itsm-run-"
NEEDED_BYTES = 6 * 1024**3  # a run holds less than half of it


@contextmanager
def temporary_files() -> Iterator[dict[str, str]]:
    """Give what to add to the environment so that temporary files of a run lie in memory, where there is room."""
    if not roomy(MEMORY):
        yield {}
        return
    _remove_left_behind()
    with tempfile.TemporaryDirectory(prefix=f"{PREFIX}{os.getpid()}-", dir=MEMORY, ignore_cleanup_errors=True) as home:
        yield {"TMPDIR": home}


def roomy(folder: Path) -> bool:
    """Whether a folder has room for a run, lets programs run from it, and the machine has the memory behind it."""
    try:
        state = os.statvfs(folder)
        available = os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, AttributeError):
        return False
    free = state.f_bavail * state.f_frsize
    return min(free, available) >= NEEDED_BYTES and not state.f_flag & os.ST_NOEXEC and os.access(folder, os.W_OK)


def _remove_left_behind() -> None:
    """Remove what runs left that were killed: nothing else gives their memory back."""
    for folder in MEMORY.glob(f"{PREFIX}*"):
        owner = folder.name.removeprefix(PREFIX).partition("-")[0]
        with suppress(OSError):
            if owner.isdigit() and not Path(f"/proc/{owner}").exists():
                shutil.rmtree(folder)
