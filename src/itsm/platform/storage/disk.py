"""Files on the disk of this machine.

An object is written beside its place under a temporary name, synced, and renamed: a crash leaves either the whole
object or a temporary file that the sweep removes. Folders are 0700 and files 0600, whatever the umask is.
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import os
import secrets
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from itsm.platform.errors import Unavailable
from itsm.platform.storage.port import CHUNK_BYTES, check_key

if TYPE_CHECKING:
    from collections.abc import AsyncIterable, AsyncIterator

_DIRECTORY_MODE: Final = 0o700
_FILE_MODE: Final = 0o600
_TEMPORARY: Final = ".part-"
_NO_ROOM: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EFBIG})


class DiskStorage:
    """Objects under `root`, in 65,536 folders by the first four digits of their key."""

    def __init__(self, root: Path) -> None:
        self._root = root

    async def put(self, key: str, chunks: AsyncIterable[bytes]) -> int:
        """Keep `chunks` under the new `key`; return their bytes. Raises Unavailable (503), leaving nothing."""
        target = self._place(key)
        temporary = target.parent / f"{_TEMPORARY}{key}-{secrets.token_hex(4)}"
        try:
            return await self._write(temporary, target, chunks)
        except OSError as fault:
            if fault.errno in _NO_ROOM:
                raise Unavailable(
                    "The file cannot be kept: there is no room.", code="storage_full", headers={"Retry-After": "60"}
                ) from fault
            raise
        finally:
            # After a success the name is gone; after anything else, cancellation included, nothing may stay.
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)

    async def _write(self, temporary: Path, target: Path, chunks: AsyncIterable[bytes]) -> int:
        handle = await asyncio.to_thread(_create, temporary)
        size = 0
        try:
            async for chunk in chunks:
                await asyncio.to_thread(_write_all, handle, chunk)
                size += len(chunk)
            await asyncio.to_thread(_sync, handle)
        finally:
            with contextlib.suppress(OSError):
                handle.close()
        await asyncio.to_thread(_move, temporary, target)
        return size

    async def open(self, key: str, start: int = 0, end: int | None = None) -> AsyncIterator[bytes]:
        """Give the bytes from `start` to before `end` in chunks. Raises FileNotFoundError where there is no object."""
        handle = await asyncio.to_thread(self._place(key).open, "rb")
        try:
            handle.seek(start)
            left = CHUNK_BYTES if end is None else end - start
            while left > 0 and (chunk := await asyncio.to_thread(handle.read, min(left, CHUNK_BYTES))):
                if end is not None:
                    left -= len(chunk)
                yield chunk
        finally:
            handle.close()

    def reader(self, key: str) -> BinaryIO:
        """Return the object as a file to read. Raises FileNotFoundError where there is none."""
        return self._place(key).open("rb")

    async def delete(self, key: str) -> None:
        """Remove the object. Removing what is not there is no fault."""
        await asyncio.to_thread(self._place(key).unlink, missing_ok=True)

    async def exists(self, key: str) -> bool:
        """Tell whether there is an object of this key."""
        return await asyncio.to_thread(self._place(key).is_file)

    async def list_older(self, than: datetime, prefix: str = "") -> AsyncIterator[str]:
        """Give the keys last written before `than`; temporary files that old are removed on the way."""
        for folder in await asyncio.to_thread(self._folders, prefix):
            for key in await asyncio.to_thread(_old_keys, folder, than):
                yield key

    def local_path(self, key: str) -> Path:
        """Return where the object lies."""
        return self._place(key)

    def _place(self, key: str) -> Path:
        check_key(key)
        return self._root / key[:2] / key[2:4] / key

    def _folders(self, prefix: str) -> list[Path]:
        first = prefix or "[0-9a-f][0-9a-f]"
        return [folder for folder in self._root.glob(f"{first}/[0-9a-f][0-9a-f]") if folder.is_dir()]


def _create(path: Path) -> BinaryIO:
    """Create `path` for this account alone; never follows or reuses what is there."""
    for folder in (path.parent.parent.parent, path.parent.parent, path.parent):
        folder.mkdir(mode=_DIRECTORY_MODE, parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), _FILE_MODE)
    return os.fdopen(descriptor, "wb", buffering=0)


def _write_all(handle: BinaryIO, chunk: bytes) -> None:
    rest = memoryview(chunk)
    while rest:
        rest = rest[handle.write(rest) :]


def _sync(handle: BinaryIO) -> None:
    os.fsync(handle.fileno())


def _move(temporary: Path, target: Path) -> None:
    """Give the whole file its name, and make the name last."""
    temporary.rename(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _old_keys(folder: Path, than: datetime) -> list[str]:
    found = []
    for entry in folder.iterdir():
        # A file may go while the folder is read: somebody else deleted it.
        with contextlib.suppress(FileNotFoundError):
            if datetime.fromtimestamp(entry.stat().st_mtime, UTC) >= than:
                continue
            if entry.name.startswith(_TEMPORARY):
                entry.unlink()
            else:
                found.append(entry.name)
    return found
