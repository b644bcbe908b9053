"""Where small facts are written once, outside the database."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from itsm.platform.settings import get_settings

_READ_ONLY: Final = 0o444


class FolderAnchors:
    """A folder in which every file is made once and never changed."""

    def __init__(self, folder: Path) -> None:
        """Take the folder; it is made when something is first written."""
        self._folder = folder

    def put_once(self, name: str, content: bytes) -> None:
        """Write a file that does not exist yet and wait until it is on disk; one that exists is left as it is."""
        self._folder.mkdir(parents=True, exist_ok=True)
        draft = self._folder / f".{name}.{os.getpid()}"
        with draft.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.chmod(_READ_ONLY)
        with suppress(FileExistsError):
            os.link(draft, self._folder / name)
        draft.unlink()

    def names(self) -> list[str]:
        """Return the names there are, in order."""
        if not self._folder.is_dir():
            return []
        return sorted(entry.name for entry in self._folder.iterdir() if not entry.name.startswith("."))

    def get(self, name: str) -> bytes:
        """Return what a file holds. Raises OSError where it cannot be read."""
        return (self._folder / name).read_bytes()


def anchor_store() -> FolderAnchors:
    """Return the place ITSM_AUDIT_ANCHOR_URL names (file:///…), else a folder of ITSM_HOME."""
    settings = get_settings()
    if settings.audit_anchor_url:
        return FolderAnchors(Path(unquote(urlsplit(settings.audit_anchor_url).path)))
    return FolderAnchors(settings.home / "anchors")
