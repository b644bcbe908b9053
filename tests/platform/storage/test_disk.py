"""Files on disk: whole or not at all, private, and nowhere but in their folder."""

from __future__ import annotations

import asyncio
import errno
import os
import stat
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from itsm.platform.errors import Unavailable
from itsm.platform.storage import disk
from itsm.platform.storage.adapters import BadStorageUrlError, get_storage, open_storage, set_storage
from itsm.platform.storage.disk import DiskStorage
from itsm.platform.storage.port import CHUNK_BYTES, new_key


async def pieces(*chunks: bytes) -> AsyncIterator[bytes]:
    for chunk in chunks:
        yield chunk


async def read(storage: DiskStorage, key: str) -> list[bytes]:
    return [chunk async for chunk in storage.open(key)]


def files_under(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file()]


@pytest.fixture
def storage(tmp_path: Path) -> DiskStorage:
    return DiskStorage(tmp_path / "files")


async def test_what_was_put_is_given_back_in_chunks(storage: DiskStorage) -> None:
    key, body = new_key(), os.urandom(CHUNK_BYTES * 2 + 17)
    size = await storage.put(key, pieces(body[:1000], body[1000:]))
    chunks = await read(storage, key)
    assert (size, b"".join(chunks)) == (len(body), body)
    assert [len(chunk) for chunk in chunks] == [CHUNK_BYTES, CHUNK_BYTES, 17]
    assert await storage.exists(key)


async def test_deleting_twice_is_harmless(storage: DiskStorage) -> None:
    key = new_key()
    await storage.put(key, pieces(b"x"))
    await storage.delete(key)
    await storage.delete(key)
    assert not await storage.exists(key)
    with pytest.raises(FileNotFoundError):
        await read(storage, key)


@pytest.mark.asvs("13.2.2")
@pytest.mark.peer_class("S30")
async def test_only_this_account_may_look(storage: DiskStorage, tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        await storage.put(new_key(), pieces(b"secret"))
    finally:
        os.umask(old)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in files_under(tmp_path)}
    folders = {stat.S_IMODE(p.stat().st_mode) for p in (tmp_path / "files").rglob("*") if p.is_dir()}
    assert (modes, folders) == ({0o600}, {0o700})
    assert stat.S_IMODE((tmp_path / "files").stat().st_mode) == 0o700


@pytest.mark.asvs("5.3.2")
@pytest.mark.peer_class("S27")
@pytest.mark.parametrize(
    "key",
    ["", "..", "../../etc/passwd", "a" * 31, "a" * 33, "A" * 32, "/" + "a" * 31, "a" * 31 + "\n", "a" * 30 + "/."],
)
async def test_a_key_is_never_a_path(storage: DiskStorage, key: str) -> None:
    with pytest.raises(ValueError, match="not a storage key"):
        await storage.put(key, pieces(b"x"))
    with pytest.raises(ValueError, match="not a storage key"):
        await storage.exists(key)
    with pytest.raises(ValueError, match="not a storage key"):
        storage.local_path(key)


async def test_a_full_disk_is_said_and_leaves_nothing(
    storage: DiskStorage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(handle: object, chunk: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(disk, "_write_all", no_room)
    with pytest.raises(Unavailable) as refusal:
        await storage.put(new_key(), pieces(b"x"))
    assert (refusal.value.status, refusal.value.code) == (503, "storage_full")
    assert files_under(tmp_path) == []


async def test_a_broken_or_cancelled_upload_leaves_nothing(storage: DiskStorage, tmp_path: Path) -> None:
    async def breaks() -> AsyncIterator[bytes]:
        yield b"half"
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        await storage.put(new_key(), breaks())

    waiting = asyncio.Event()

    async def hangs() -> AsyncIterator[bytes]:
        yield b"half"
        waiting.set()
        await asyncio.sleep(60)

    task = asyncio.create_task(storage.put(new_key(), hangs()))
    await waiting.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert files_under(tmp_path) == []


async def test_the_sweep_sees_old_objects_and_removes_old_fragments(storage: DiskStorage) -> None:
    old, young = new_key(), new_key()
    await storage.put(old, pieces(b"old"))
    await storage.put(young, pieces(b"young"))
    fragment = storage.local_path(old).parent / f".part-{old}-00000000"
    fragment.write_bytes(b"left by a crash")
    for path in (storage.local_path(old), fragment):
        os.utime(path, (0, 0))
    found = [key async for key in storage.list_older(datetime.now(UTC) - timedelta(hours=1))]
    assert found == [old]
    assert not fragment.exists()
    assert await storage.exists(young)


async def test_the_settings_choose_the_folder(tmp_path: Path) -> None:
    key = new_key()
    inside = open_storage("", tmp_path).local_path(key)
    named = open_storage(f"file://{tmp_path}/with%20space", tmp_path).local_path(key)
    assert inside is not None
    assert inside.is_relative_to(tmp_path / "files")
    assert named is not None
    assert named.is_relative_to(tmp_path / "with space")


@pytest.mark.parametrize("url", ["s4://bucket", "file://host/path", "file:///", "file:relative", "nonsense"])
def test_an_unusable_address_is_refused(url: str, tmp_path: Path) -> None:
    with pytest.raises(BadStorageUrlError):
        open_storage(url, tmp_path)


def test_a_process_has_one_storage(tmp_path: Path) -> None:
    storage = DiskStorage(tmp_path)
    set_storage(storage)
    assert get_storage() is storage
    set_storage(None)
    assert get_storage() is not storage
    set_storage(None)
