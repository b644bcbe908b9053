"""Files in an object store, tried on a real server of the S3 protocol: parts, ranges, nothing half-written."""

from __future__ import annotations

import asyncio
import hashlib
import os
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from itsm.platform.errors import Unavailable
from itsm.platform.storage.adapters import BadStorageUrlError, open_storage
from itsm.platform.storage.objects import ObjectStorage
from itsm.platform.storage.port import StoragePort, new_key
from tests.factories.objects import BUCKET, KEY, SECRET, free_port

MB = 1024 * 1024


@pytest.fixture
def credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", KEY)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)


@pytest.fixture
def storage(s3_server: str, credentials: None, tmp_path: Path) -> StoragePort:
    """The storage that a setting names, under a prefix of this test's own."""
    url = f"s3://{BUCKET}/{new_key()}?region=us-east-1&endpoint={s3_server}"
    return open_storage(url, tmp_path)


async def pieces(body: bytes, size: int = 100_000) -> AsyncIterator[bytes]:
    for start in range(0, len(body), size):
        yield body[start : start + size]


async def read(storage: StoragePort, key: str, start: int = 0, end: int | None = None) -> bytes:
    return b"".join([chunk async for chunk in storage.open(key, start, end)])


@pytest.mark.parametrize("size", [1, 300_000, 8 * MB, 25 * MB + 17])
async def test_what_was_put_is_given_back(storage: StoragePort, size: int) -> None:
    key, body = new_key(), os.urandom(size)
    assert await storage.put(key, pieces(body)) == size
    got = await read(storage, key)
    assert hashlib.sha256(got).digest() == hashlib.sha256(body).digest()
    assert storage.local_path(key) is None
    assert await storage.exists(key)


async def test_parts_of_it_can_be_read(storage: StoragePort) -> None:
    key, body = new_key(), os.urandom(MB)
    await storage.put(key, pieces(body))
    assert await read(storage, key, 10, 20) == body[10:20]
    assert await read(storage, key, MB - 5) == body[-5:]

    def head_and_tail() -> tuple[bytes, bytes, bytes]:
        with storage.reader(key) as file:
            head = file.read(16)
            end = file.seek(0, 2)
            file.seek(end - 4)
            tail = file.read()
            file.seek(0)
            return head, tail, file.read()

    assert await asyncio.to_thread(head_and_tail) == (body[:16], body[-4:], body)


async def test_what_is_not_there_is_not_found_and_deleting_twice_is_harmless(storage: StoragePort) -> None:
    key = new_key()
    assert not await storage.exists(key)
    with pytest.raises(FileNotFoundError):
        await read(storage, key)
    with pytest.raises(FileNotFoundError):
        await asyncio.to_thread(storage.reader, key)
    await storage.put(key, pieces(b"x"))
    await storage.delete(key)
    await storage.delete(key)
    assert not await storage.exists(key)


@pytest.mark.parametrize("before", [1000, 20 * MB])
async def test_a_broken_upload_leaves_nothing(storage: StoragePort, before: int) -> None:
    async def breaks() -> AsyncIterator[bytes]:
        async for piece in pieces(bytes(before)):
            yield piece
        raise ConnectionResetError

    key = new_key()
    with pytest.raises((ConnectionResetError, Unavailable)):
        await storage.put(key, breaks())
    assert not await storage.exists(key)


async def test_the_sweep_sees_keys_by_age_and_prefix(storage: StoragePort) -> None:
    keys = sorted(new_key() for _ in range(4))
    for key in keys:
        await storage.put(key, pieces(b"x"))
    later = datetime.now(UTC) + timedelta(minutes=1)
    assert sorted([key async for key in storage.list_older(later)]) == keys
    assert [key async for key in storage.list_older(later - timedelta(hours=1))] == []
    first = keys[0][:2]
    assert [key async for key in storage.list_older(later, first)] == [k for k in keys if k.startswith(first)]


@pytest.mark.parametrize("key", ["", "../../x", "A" * 32, "a" * 31 + "\n"])
async def test_s27_a_key_is_never_a_path(storage: StoragePort, key: str) -> None:
    with pytest.raises(ValueError, match="not a storage key"):
        await storage.put(key, pieces(b"x"))
    with pytest.raises(ValueError, match="not a storage key"):
        await read(storage, key)


async def test_wrong_credentials_are_said_without_details(
    s3_server: str, credentials: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "wrong")
    storage = open_storage(f"s3://{BUCKET}?region=us-east-1&endpoint={s3_server}", tmp_path)
    with pytest.raises(Unavailable) as refusal:
        await storage.put(new_key(), pieces(b"x"))
    assert (refusal.value.status, refusal.value.code) == (503, "storage_unavailable")
    assert "127.0.0.1" not in refusal.value.detail


async def test_a_server_that_is_away_is_said(credentials: None, tmp_path: Path) -> None:
    storage = open_storage(f"s3://{BUCKET}?region=us-east-1&endpoint=http://127.0.0.1:{free_port()}", tmp_path)
    with pytest.raises(Unavailable):
        await storage.exists(new_key())


@pytest.mark.parametrize("url", ["gs://bucket/prefix", "az://container?account=desk", "s3://bucket?region=eu-west-1"])
def test_the_settings_choose_the_store(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOOGLE_SKIP_SIGNATURE", "true")
    assert isinstance(open_storage(url, tmp_path), ObjectStorage)


@pytest.mark.parametrize("url", ["s3://", "s3://key:secret@bucket", "s3://bucket?access_key=x", "s3://bucket#x"])
def test_an_address_that_cannot_be_used_is_refused(url: str, tmp_path: Path) -> None:
    with pytest.raises(BadStorageUrlError):
        open_storage(url, tmp_path)
