"""S28: a real clamd says what it found; whatever it did not look into is never called clean."""

from __future__ import annotations

import asyncio
import io
import os
import zipfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from itsm.platform.scanner.adapters import BadScannerUrlError, get_scanner, open_scanner, set_scanner
from itsm.platform.scanner.clamd import ClamdScanner
from itsm.platform.scanner.port import Finding, ScannerPort, ScannerUnavailableError
from tests.factories.clamd import BAD, STREAM_MAX_MB, Clamd, running_clamd

MB = 1024 * 1024


@pytest.fixture(scope="module")
def clamd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clamd]:
    with running_clamd(tmp_path_factory.mktemp("clamd")) as daemon:
        yield daemon


@pytest.fixture
def scanner(clamd: Clamd) -> ScannerPort:
    made = open_scanner(clamd.url, max_mb=100)
    assert made is not None
    return made


async def pieces(body: bytes) -> AsyncIterator[bytes]:
    for start in range(0, len(body), 65_536):
        yield body[start : start + 65_536]


async def look(scanner: ScannerPort, body: bytes) -> tuple[Finding, str]:
    verdict = await scanner.scan(pieces(body), len(body))
    return verdict.finding, verdict.detail


def nested(depth: int, content: bytes) -> bytes:
    for level in range(depth):
        raw = io.BytesIO()
        with zipfile.ZipFile(raw, "w", zipfile.ZIP_STORED if level else zipfile.ZIP_DEFLATED) as made:
            made.writestr("inner", content)
        content = raw.getvalue()
    return content


async def test_clean_and_infected_are_told_apart(scanner: ScannerPort) -> None:
    assert await look(scanner, b"nothing to see") == (Finding.CLEAN, "")
    finding, name = await look(scanner, b"before " + BAD + b" after")
    assert (finding, "Desk.Test.Marker" in name) == (Finding.INFECTED, True)
    assert (await look(scanner, nested(2, b"x" * 1000 + BAD)))[0] is Finding.INFECTED


async def test_it_speaks_over_a_unix_socket(clamd: Clamd) -> None:
    scanner = open_scanner(clamd.socket_url, max_mb=100)
    assert scanner is not None
    assert (await look(scanner, BAD))[0] is Finding.INFECTED
    assert (await scanner.version()).startswith("ClamAV 1")


async def test_s28_over_the_daemons_limits_is_unscannable(scanner: ScannerPort) -> None:
    assert (await look(scanner, nested(9, b"deep")))[0] is Finding.UNSCANNABLE
    assert (await look(scanner, b"\0" * 5 * MB))[0] is Finding.UNSCANNABLE
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as made:
        for number in range(6):
            made.writestr(f"{number}", os.urandom(16) * (256 * 1024))
    assert (await look(scanner, bomb.getvalue()))[0] is Finding.UNSCANNABLE


async def test_s28_an_encrypted_archive_is_unscannable(scanner: ScannerPort, tmp_path: Path) -> None:
    raw = bytearray(nested(1, b"secret"))
    # The bit "encrypted" in both headers (APPNOTE 4.4.4), and the twelve bytes of an encryption header's length.
    raw[6] |= 1
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    assert (await look(scanner, bytes(raw)))[0] is Finding.UNSCANNABLE


async def test_s28_longer_than_the_stream_may_be_is_unscannable(scanner: ScannerPort) -> None:
    body = os.urandom((STREAM_MAX_MB + 4) * MB)
    assert (await look(scanner, body))[0] is Finding.UNSCANNABLE


async def test_a_file_over_our_own_limit_is_not_even_sent() -> None:
    scanner = ClamdScanner(("127.0.0.1", 1), max_bytes=10)
    assert (await look(scanner, b"x" * 11)) == (Finding.UNSCANNABLE, "larger than the scanner takes")


async def test_s28_a_scanner_that_is_away_says_nothing(tmp_path: Path) -> None:
    for target in (("127.0.0.1", 1), str(tmp_path / "none.sock")):
        scanner = ClamdScanner(target, max_bytes=MB)
        with pytest.raises(ScannerUnavailableError) as refusal:
            await look(scanner, b"x")
        assert not refusal.value.is_mid_scan
        with pytest.raises(ScannerUnavailableError):
            await scanner.version()


@pytest.mark.parametrize("answer", [b"", b"stream: OK", b"\0", b"stream: Can't allocate memory ERROR\0", b"OKAY\0"])
async def test_s28_an_answer_that_is_not_exactly_ok_is_no_verdict(answer: bytes) -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(100)
        writer.write(answer)
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    scanner = ClamdScanner(server.sockets[0].getsockname()[:2], max_bytes=MB)
    with pytest.raises(ScannerUnavailableError) as refusal:
        await look(scanner, b"x")
    assert refusal.value.is_mid_scan
    server.close()


async def test_a_scanner_that_hangs_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    scanner = ClamdScanner(server.sockets[0].getsockname()[:2], max_bytes=MB, seconds=0.2)
    with pytest.raises(ScannerUnavailableError):
        await look(scanner, b"x")
    server.close()


@pytest.mark.parametrize("url", ["clamd", "http://x", "unix://host/path", "tcp://", "unix:relative"])
def test_an_address_that_cannot_be_used_is_refused(url: str) -> None:
    with pytest.raises(BadScannerUrlError):
        open_scanner(url, max_mb=1)


def test_without_an_address_there_is_no_scanner() -> None:
    assert open_scanner("", max_mb=1) is None
    set_scanner(None)
    assert get_scanner() is None
