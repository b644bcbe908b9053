"""Chooses the adapter that the settings ask for."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast
from urllib.parse import parse_qsl, unquote, urlsplit

from itsm.platform.settings import get_settings
from itsm.platform.storage.disk import DiskStorage

if TYPE_CHECKING:
    from obstore.store import ClientConfig, RetryConfig

    from itsm.platform.storage.port import StoragePort


class BadStorageUrlError(ValueError):
    """ITSM_STORAGE_URL is not one this program can use; `str(error)` says why."""


OBJECT_STORES: Final = frozenset({"s3", "gs", "az"})
# What may stand behind the question mark of an object store's address, and the library's word for it.
_OPTIONS: Final = {"region": "region", "endpoint": "endpoint", "account": "account_name"}
# An answer may be as long as a large file takes; whoever is not there is noticed soon.
_TIMES: Final[ClientConfig] = {"connect_timeout": timedelta(seconds=5), "timeout": timedelta(minutes=10)}
_RETRIES: Final[RetryConfig] = {"max_retries": 3, "retry_timeout": timedelta(seconds=20)}


def open_storage(storage_url: str, home: Path) -> StoragePort:
    """Return the storage that `storage_url` names; empty: `<home>/files`. Raises `BadStorageUrlError`.

    Object stores: `s3://bucket/prefix?region=…&endpoint=…`, `gs://bucket/prefix`, `az://container/prefix?account=…`.
    Their credentials come as each provider's own tools read them (AWS_ACCESS_KEY_ID …, the machine's role).
    """
    if not storage_url:
        return DiskStorage(home.absolute() / "files")
    url = urlsplit(storage_url)
    if url.scheme in OBJECT_STORES:
        # Imported here: a program of two dozen megabytes that a desk with a disk does not need.
        from itsm.platform.storage.objects import ObjectStorage  # noqa: PLC0415

        return ObjectStorage(open_bucket(storage_url))
    if url.scheme != "file":
        raise BadStorageUrlError("ITSM_STORAGE_URL must start with file:///, s3://, gs:// or az://")
    path = Path(unquote(url.path))
    if url.netloc or not path.is_absolute() or path == Path("/"):
        raise BadStorageUrlError("ITSM_STORAGE_URL must name an absolute folder, as in file:///srv/itsm/files")
    return DiskStorage(path)


def open_bucket(address: str, setting: str = "ITSM_STORAGE_URL", **more: str) -> Any:
    """Return obstore's handle of the object store that `address`, the value of `setting`, names.

    `more`: options of the library that no address has. Raises `BadStorageUrlError`.
    """
    url = urlsplit(address)
    options = dict(parse_qsl(url.query, keep_blank_values=True))
    if not url.netloc or "@" in url.netloc or url.fragment or not options.keys() <= _OPTIONS.keys():
        known = ", ".join(_OPTIONS)
        raise BadStorageUrlError(f"{setting} must name a bucket, as in s3://bucket/prefix; options: {known}")
    from obstore.exceptions import BaseError  # noqa: PLC0415 - see open_storage
    from obstore.store import from_url  # noqa: PLC0415

    named: dict[str, Any] = {_OPTIONS[name]: value for name, value in options.items()} | more
    is_plain = named.get("endpoint", "").startswith("http://")
    try:
        # Typed for each provider by itself; which one it is, the address says.
        return cast("Any", from_url)(
            f"{url.scheme}://{url.netloc}{url.path}",
            config=named,
            client_options={**_TIMES, "allow_http": is_plain},
            retry_config=_RETRIES,
        )
    except (BaseError, ValueError) as fault:
        raise BadStorageUrlError(f"{setting} cannot be used: {fault}") from fault


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
