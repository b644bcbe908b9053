"""Chooses the adapter that the settings ask for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from itsm.platform.settings import get_settings
from itsm.platform.storage.disk import DiskStorage

if TYPE_CHECKING:
    from itsm.platform.storage.port import StoragePort


class BadStorageUrlError(ValueError):
    """ITSM_STORAGE_URL is not one this program can use; `str(error)` says why."""


def open_storage(storage_url: str, home: Path) -> StoragePort:
    """Return the storage that `storage_url` names; empty: `<home>/files`. Raises `BadStorageUrlError`."""
    if not storage_url:
        return DiskStorage(home.absolute() / "files")
    url = urlsplit(storage_url)
    if url.scheme != "file":
        raise BadStorageUrlError("ITSM_STORAGE_URL must start with file:///")
    path = Path(unquote(url.path))
    if url.netloc or not path.is_absolute() or path == Path("/"):
        raise BadStorageUrlError("ITSM_STORAGE_URL must name an absolute folder, as in file:///srv/itsm/files")
    return DiskStorage(path)


_storage: StoragePort | None = None


def set_storage(storage: StoragePort | None) -> None:
    """Make `storage` the one this process uses; None: the one of the settings, opened when first asked for."""
    global _storage  # noqa: PLW0603 - one storage a process, replaced in tests
    _storage = storage


def get_storage() -> StoragePort:
    """Return this process's storage, the one of the settings unless another was set."""
    global _storage  # noqa: PLW0603 - one storage a process
    if _storage is None:
        settings = get_settings()
        _storage = open_storage(settings.storage_url, settings.home)
    return _storage
