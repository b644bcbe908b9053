"""Bytes on their way in: counted, hashed and held in a spool until somebody decides what they are."""

from __future__ import annotations

import asyncio
import hashlib
import tempfile
from typing import TYPE_CHECKING, Final, Self

from itsm.domains.files.engine.names import clean_name
from itsm.platform.errors import TooLarge
from itsm.platform.storage.port import CHUNK_BYTES

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from types import TracebackType
    from typing import BinaryIO

# Up to this much stays in memory; screenshots do, and cost no second write.
_IN_MEMORY_BYTES: Final = 1024 * 1024
MEGABYTE: Final = 1024 * 1024


class IncomingFile:
    """One file being received. Close it, or use it as a context manager, or its spool stays open.

    `name` is clean already; `limit_bytes` is the most it may become.
    """

    def __init__(self, name: str, *, limit_bytes: int) -> None:
        self.name = clean_name(name)
        self.size_bytes = 0
        self._limit_bytes = limit_bytes
        self._digest = hashlib.sha256()
        # Held open across many calls; closed by `close`.
        self._spool = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY_BYTES)  # noqa: SIM115

    @property
    def sha256(self) -> str:
        """Return the digest of what came so far, in hexadecimal."""
        return self._digest.hexdigest()

    @property
    def spool(self) -> BinaryIO:
        """Return the bytes as a file to read; only from one task at a time."""
        return self._spool  # type: ignore[return-value]  # a spool is a binary file in all but its declared type

    async def write(self, chunk: bytes) -> None:
        """Take the next bytes. Raises TooLarge (413) at the first byte over the limit."""
        self.size_bytes += len(chunk)
        if self.size_bytes > self._limit_bytes:
            raise file_too_large(self._limit_bytes)
        self._digest.update(chunk)
        if self.size_bytes <= _IN_MEMORY_BYTES:
            self._spool.write(chunk)
        else:
            await asyncio.to_thread(self._spool.write, chunk)

    async def chunks(self) -> AsyncIterator[bytes]:
        """Give everything from the beginning, in chunks."""
        self._spool.seek(0)
        while chunk := await asyncio.to_thread(self._spool.read, CHUNK_BYTES):
            yield chunk

    def close(self) -> None:
        """Give the spool's memory or disk back."""
        self._spool.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def file_too_large(limit_bytes: int) -> TooLarge:
    """Return the refusal of a file over the limit."""
    return TooLarge(
        f"A file may be at most {limit_bytes / MEGABYTE:g} MB.", code="file_too_large", limit_bytes=limit_bytes
    )
