"""ClamAV's daemon over its INSTREAM command, by TCP or a Unix socket. One connection a scan.

The daemon says OK of what it did not look into for its limits, unless AlertExceedsMax is on: then it reports
Heuristics.Limits.Exceeded, which is "unscannable" here, as encrypted contents are.
"""

from __future__ import annotations

import asyncio
import struct
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final

from itsm.platform.scanner.port import Finding, ScannerUnavailableError, Verdict

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

_CONNECT_SECONDS: Final = 5
_ANSWER_MAX: Final = 4_096
_DETAIL_MAX: Final = 200
# What the daemon "finds" where it did not look into everything.
_NOT_LOOKED_INTO: Final = ("Heuristics.Limits.Exceeded", "Heuristics.Encrypted", "Heuristics.Broken")
# The daemon's own errors about one file; every other error is about the daemon.
_TOO_LARGE: Final = "size limit exceeded"


class ClamdScanner:
    """One daemon. `max_bytes` is its StreamMaxLength; larger files are not sent. `seconds` bound one scan."""

    def __init__(self, target: tuple[str, int] | str, *, max_bytes: int, seconds: float = 240) -> None:
        self._target = target
        self._max_bytes = max_bytes
        self._seconds = seconds

    async def scan(self, chunks: AsyncIterator[bytes], size_bytes: int) -> Verdict:
        """Return what is in the file. Raises ScannerUnavailableError; what reading `chunks` raises comes through."""
        if size_bytes > self._max_bytes:
            return Verdict(Finding.UNSCANNABLE, "larger than the scanner takes")
        try:
            async with asyncio.timeout(self._seconds), self._connected() as (reader, writer):
                writer.write(b"zINSTREAM\0")
                # Read from the start: where the daemon hangs up on a long file, its last words would be lost after.
                answer = asyncio.create_task(_read_answer(reader))
                try:
                    is_cut = await _send(writer, chunks)
                    return _verdict(await answer, is_cut=is_cut)
                finally:
                    answer.cancel()
                    await asyncio.gather(answer, return_exceptions=True)
        except TimeoutError as fault:
            raise ScannerUnavailableError("no verdict in time", is_mid_scan=True) from fault

    async def version(self) -> str:
        """Return the daemon's version line. Raises ScannerUnavailableError."""
        try:
            async with asyncio.timeout(_CONNECT_SECONDS), self._connected() as (reader, writer):
                writer.write(b"zVERSION\0")
                return await _read_answer(reader)
        except TimeoutError as fault:
            raise ScannerUnavailableError("no answer in time") from fault

    @asynccontextmanager
    async def _connected(self) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
        try:
            async with asyncio.timeout(_CONNECT_SECONDS):
                if isinstance(self._target, str):
                    reader, writer = await asyncio.open_unix_connection(self._target)
                else:
                    reader, writer = await asyncio.open_connection(*self._target)
        except (OSError, TimeoutError) as fault:
            raise ScannerUnavailableError("the scanner does not answer") from fault
        try:
            yield reader, writer
        finally:
            writer.close()


async def _send(writer: asyncio.StreamWriter, chunks: AsyncIterator[bytes]) -> bool:
    """Send the file; return whether the daemon hung up before the end (it says why in its answer)."""
    async for chunk in chunks:
        try:
            writer.write(struct.pack(">I", len(chunk)) + chunk)
            await writer.drain()
        except ConnectionError:
            return True
    try:
        writer.write(struct.pack(">I", 0))
        await writer.drain()
    except ConnectionError:
        return True
    return False


async def _read_answer(reader: asyncio.StreamReader) -> str:
    try:
        raw = await reader.readuntil(b"\0")
    except (ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError) as fault:
        raise ScannerUnavailableError("the scanner hung up", is_mid_scan=True) from fault
    return raw[:_ANSWER_MAX].rstrip(b"\0\n").decode("utf-8", "replace")


def _verdict(answer: str, *, is_cut: bool) -> Verdict:
    """Return what an answer such as "stream: Eicar-Test FOUND" means. Only "stream: OK" to a whole file is clean."""
    said = answer.removeprefix("stream: ")
    if said == "OK" and not is_cut:
        return Verdict(Finding.CLEAN)
    if said.endswith(" FOUND"):
        name = said.removesuffix(" FOUND")[:_DETAIL_MAX]
        is_unseen = name.startswith(_NOT_LOOKED_INTO)
        return Verdict(Finding.UNSCANNABLE if is_unseen else Finding.INFECTED, name)
    if _TOO_LARGE in said:
        return Verdict(Finding.UNSCANNABLE, "larger than the scanner takes")
    raise ScannerUnavailableError(f"the scanner said {said[:_DETAIL_MAX]!r}", is_mid_scan=True)
