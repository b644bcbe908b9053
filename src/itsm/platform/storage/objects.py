"""Files in an object store: Amazon S3 and what speaks its protocol, Google Cloud Storage, Azure Blob Storage.

One library (obstore, over Apache's object_store) speaks to all of them. Objects have the same names as on disk, so a
folder can be copied into a bucket and the other way round. Large objects go up in parts, a few at a time.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, BinaryIO, Final, Self, cast

import obstore
from obstore.exceptions import BaseError, NotFoundError

from itsm.platform.errors import Unavailable
from itsm.platform.storage.port import CHUNK_BYTES, check_key

if TYPE_CHECKING:
    from collections.abc import AsyncIterable, AsyncIterator, Iterator
    from datetime import datetime

    from obstore.store import ObjectStore

# Smaller objects go up in one request. S3 takes parts of 5 MiB and more, at most 10,000 of them.
_PART_BYTES: Final = 8 * 1024 * 1024
# Parts in the air at once; with their size this is what one upload costs in memory.
_PARTS_AT_ONCE: Final = 3
_LIST_CHUNK: Final = 500


class ObjectStorage:
    """Objects in one bucket or container, below the prefix that `store` was opened with."""

    def __init__(self, store: ObjectStore) -> None:
        # The library's functions are typed for concrete stores only.
        self._store: Any = store

    async def put(self, key: str, chunks: AsyncIterable[bytes]) -> int:
        """Keep `chunks` under the new `key`; return their bytes. Raises Unavailable (503), leaving nothing."""
        name, counted = _name(key), _Counted(chunks)
        with _said():
            first = await counted.take(_PART_BYTES)
            if len(first) < _PART_BYTES:
                await obstore.put_async(self._store, name, bytes(first), use_multipart=False)
            else:
                await obstore.put_async(
                    self._store,
                    name,
                    counted.rest(bytes(first)),
                    chunk_size=_PART_BYTES,
                    max_concurrency=_PARTS_AT_ONCE,
                )
        return counted.size

    async def open(self, key: str, start: int = 0, end: int | None = None) -> AsyncIterator[bytes]:
        """Give the object's bytes from `start` to before `end`. Raises FileNotFoundError, Unavailable (503)."""
        with _said():
            found = await obstore.get_async(self._store, _name(key), options=_range(start, end))
            async for chunk in found.stream(min_chunk_size=CHUNK_BYTES):
                yield bytes(chunk)

    def reader(self, key: str) -> BinaryIO:
        """Return the object as a file to read; for use in a thread. Raises FileNotFoundError, Unavailable (503)."""
        with _said():
            return cast("BinaryIO", _Reader(obstore.open_reader(self._store, _name(key), buffer_size=1024 * 1024)))

    async def delete(self, key: str) -> None:
        """Remove the object. Removing what is not there is no fault."""
        try:
            with _said():
                await obstore.delete_async(self._store, _name(key))
        except FileNotFoundError:
            return

    async def exists(self, key: str) -> bool:
        """Tell whether there is an object of this key."""
        try:
            with _said():
                await obstore.head_async(self._store, _name(key))
        except FileNotFoundError:
            return False
        return True

    async def list_older(self, than: datetime, prefix: str = "") -> AsyncIterator[str]:
        """Give the keys that begin with `prefix` (two digits or none) last written before `than`."""
        with _said():
            async for batch in obstore.list(self._store, prefix=prefix or None, chunk_size=_LIST_CHUNK):
                for found in batch:
                    if found["last_modified"] < than:
                        yield found["path"].rpartition("/")[2]

    def local_path(self, key: str) -> None:
        """Return None: the object lies elsewhere."""
        check_key(key)


class _Counted:
    """A stream that is read once, its bytes counted."""

    def __init__(self, chunks: AsyncIterable[bytes]) -> None:
        self.size = 0
        self._chunks = aiter(chunks)

    async def take(self, least: int) -> bytearray:
        """Return the next `least` bytes or a little more; less only at the end."""
        taken = bytearray()
        async for chunk in self._chunks:
            taken += chunk
            self.size += len(chunk)
            if len(taken) >= least:
                break
        return taken

    async def rest(self, first: bytes) -> AsyncIterator[bytes]:
        """Give `first` and everything after it, in pieces worth handing to another thread."""
        yield first
        while piece := await self.take(CHUNK_BYTES * 4):
            yield bytes(piece)


class _Reader:
    """What a program expects of a binary file, over the library's."""

    def __init__(self, file: Any) -> None:
        self._file = file

    def read(self, size: int = -1) -> bytes:
        """Return the next `size` bytes, or all that is left."""
        with _said():
            return bytes(self._file.read(size if size >= 0 else max(0, self._file.size - self._file.tell())))

    def seek(self, offset: int, whence: int = 0) -> int:
        """Move, and return the new place."""
        return int(self._file.seek(offset, whence))

    def tell(self) -> int:
        """Return the place."""
        return int(self._file.tell())

    def seekable(self) -> bool:
        """Tell that it can be moved in."""
        return True

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _name(key: str) -> str:
    check_key(key)
    return f"{key[:2]}/{key[2:4]}/{key}"


def _range(start: int, end: int | None) -> Any:
    if end is not None:
        return {"range": (start, end)}
    return {"range": {"offset": start}} if start else {}


@contextmanager
def _said() -> Iterator[None]:
    """Turn the library's faults into ours; the text of a fault can hold addresses and stays in the log."""
    try:
        yield
    except NotFoundError as fault:
        raise FileNotFoundError("no such object") from fault
    except BaseError as fault:
        raise Unavailable(
            "The place where files are kept does not answer.", code="storage_unavailable", headers={"Retry-After": "10"}
        ) from fault
