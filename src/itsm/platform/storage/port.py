"""What the product may expect of whatever keeps its files."""

from __future__ import annotations

import re
import secrets
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import AsyncIterable, AsyncIterator
    from datetime import datetime
    from pathlib import Path
    from typing import BinaryIO

CHUNK_BYTES: Final = 256 * 1024
_KEY: Final = re.compile(r"[0-9a-f]{32}")


def new_key() -> str:
    """Return the name of a new object: 128 random bits, never anything a person typed."""
    return secrets.token_hex(16)


def check_key(key: str) -> str:
    """Return `key`; raise ValueError where `new_key` cannot have made it (so no key is ever a path)."""
    if not _KEY.fullmatch(key):
        raise ValueError("not a storage key")
    return key


class StoragePort(Protocol):
    """Keeps objects by random key. An object is there whole or not at all."""

    async def put(self, key: str, chunks: AsyncIterable[bytes]) -> int:
        """Keep `chunks` under the new `key`; return their bytes. Raises Unavailable (503), leaving nothing."""
        ...

    def open(self, key: str, start: int = 0, end: int | None = None) -> AsyncIterator[bytes]:
        """Give the bytes from `start` to before `end` in chunks. Raises FileNotFoundError where there is no object."""
        ...

    def reader(self, key: str) -> BinaryIO:
        """Return the object as a file to read, for use in a thread. Raises FileNotFoundError where there is none."""
        ...

    async def delete(self, key: str) -> None:
        """Remove the object. Removing what is not there is no fault."""
        ...

    async def exists(self, key: str) -> bool:
        """Tell whether there is an object of this key."""
        ...

    def list_older(self, than: datetime, prefix: str = "") -> AsyncIterator[str]:
        """Give the keys of the objects last written before `than` (aware UTC), for the sweep of leftovers.

        `prefix`: only keys that begin with these two digits; empty: all.
        """
        ...

    def local_path(self, key: str) -> Path | None:
        """Return where the object lies on this machine's disk, or None where it lies elsewhere."""
        ...
