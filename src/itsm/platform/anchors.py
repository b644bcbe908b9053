"""Where small facts are written once, outside the database."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from itsm.platform.settings import get_settings
from itsm.platform.storage.adapters import OBJECT_STORES, open_bucket

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


class ObjectAnchors:
    """A bucket in which every object is made once; a lock of the store's own keeps it from being changed later."""

    def __init__(self, address: str) -> None:
        """Take the bucket's address. Raises BadStorageUrlError where it is none."""
        # A store with object lock takes only what comes with a checksum.
        checked = {"checksum_algorithm": "sha256"} if urlsplit(address).scheme == "s3" else {}
        self._store = open_bucket(address, "ITSM_AUDIT_ANCHOR_URL", **checked)

    def put_once(self, name: str, content: bytes) -> None:
        """Write an object that does not exist yet; one that exists is left as it is. Raises OSError."""
        import obstore  # noqa: PLC0415 - a program of two dozen megabytes that a folder does not need
        from obstore.exceptions import AlreadyExistsError  # noqa: PLC0415

        with _as_os_errors(), suppress(AlreadyExistsError):
            obstore.put(self._store, name, content, mode="create")

    def names(self) -> list[str]:
        """Return the names there are, in order. Raises OSError where they cannot be listed."""
        import obstore  # noqa: PLC0415

        with _as_os_errors():
            return sorted(str(found["path"]) for page in obstore.list(self._store) for found in page)

    def get(self, name: str) -> bytes:
        """Return what an object holds. Raises OSError where it cannot be read."""
        import obstore  # noqa: PLC0415

        with _as_os_errors():
            return bytes(obstore.get(self._store, name).bytes())


@contextmanager
def _as_os_errors() -> Iterator[None]:
    """Let callers see one kind of error, whatever holds the anchors."""
    from obstore.exceptions import AlreadyExistsError, BaseError  # noqa: PLC0415

    try:
        yield
    except AlreadyExistsError:
        raise
    except BaseError as fault:
        raise OSError(f"the anchors cannot be reached: {fault}") from fault


def open_place(url: str) -> FolderAnchors | ObjectAnchors:
    """Return the folder or bucket that `url` names. Raises BadStorageUrlError."""
    parts = urlsplit(url)
    return ObjectAnchors(url) if parts.scheme in OBJECT_STORES else FolderAnchors(Path(unquote(parts.path)))


def anchor_store() -> FolderAnchors | ObjectAnchors:
    """Return the place ITSM_AUDIT_ANCHOR_URL names (a folder or a bucket), else a folder of ITSM_HOME."""
    settings = get_settings()
    url = urlsplit(settings.audit_anchor_url)
    if url.scheme in OBJECT_STORES:
        return _bucket(settings.audit_anchor_url)
    if settings.audit_anchor_url:
        return FolderAnchors(Path(unquote(url.path)))
    return FolderAnchors(settings.home / "anchors")


@lru_cache(maxsize=4)
def _bucket(address: str) -> ObjectAnchors:
    return ObjectAnchors(address)
