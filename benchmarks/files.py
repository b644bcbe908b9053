"""A large file in pieces to the disk and back: MB/s, and what the web server holds in memory meanwhile."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

import httpx
import psutil

from benchmarks import people
from benchmarks.figures import Figures, Row
from benchmarks.stage import HOST, in_product
from itsm.domains.settings import api as settings
from itsm.platform.actor import system_actor
from itsm.platform.work import open_work

if TYPE_CHECKING:
    from benchmarks.stage import Stage

MEGABYTE = 1024 * 1024
FULL_MB, SHORT_MB = 1024, 128
PIECE_MB = 50
MEMORY_GOAL_MIB = 100
_LONGEST_SECONDS = 600
_TICKET = {
    "category": "Hardware",
    "title": "The log of the label printer grows without end",
    "description": "It is attached as a whole, because the part that matters is somewhere inside.",
    "business_impact": "Labels of one line wait.",
    "location": "Philippines",
    "confirm_duplicate": True,
}


def measure(stage: Stage, figures: Figures, *, megabytes: int) -> None:
    """Send one file to storage on disk, attach and fetch it; the database holds the demonstration's people."""
    in_product(lambda: _allow(megabytes + 1))
    token = people.tokens(stage).agent
    with stage.web() as port:
        peak = _Peak(stage.web_pids[-1])
        headers = {"Authorization": f"Bearer {token}"}
        with httpx.Client(base_url=f"http://{HOST}:{port}", headers=headers, timeout=_LONGEST_SECONDS) as http:
            up, attach, down = _round(http, megabytes)
        grown = peak.stop()
    name = f"{megabytes:,} MB file"
    figures.add(Row(f"{name} sent in pieces of {PIECE_MB} MB", rate=f"{megabytes / up:.0f} MB/s"))
    figures.add(Row(f"{name} put together and attached", rate=f"{megabytes / attach:.0f} MB/s"))
    figures.add(Row(f"{name} fetched", rate=f"{megabytes / down:.0f} MB/s"))
    goal = f"< {MEMORY_GOAL_MIB} MiB"
    figures.add(Row(f"{name}: the web server grew by", rate=f"{grown:.0f} MiB", goal=goal, met=grown < MEMORY_GOAL_MIB))


async def _allow(megabytes: int) -> None:
    async with open_work(system_actor()) as work:
        await settings.change_setting(work, "attachment_max_mb", megabytes)
        await settings.change_setting(work, "ticket_attachments_max_mb", megabytes)


def _round(http: httpx.Client, megabytes: int) -> tuple[float, float, float]:
    """Return the seconds of sending, attaching and fetching."""
    size = megabytes * MEGABYTE
    ticket = http.post("/api/tickets", json=_TICKET).raise_for_status().json()["id"]
    wanted = {"filename": "printer.pdf", "size_bytes": size}
    upload = http.post(f"/api/tickets/{ticket}/uploads", json=wanted).raise_for_status().json()
    began = time.perf_counter()
    for offset in range(0, size, PIECE_MB * MEGABYTE):
        length = min(PIECE_MB * MEGABYTE, size - offset)
        headers = {"Content-Type": "application/offset+octet-stream", "Upload-Offset": str(offset)}
        http.patch(upload["url"], content=_piece(offset, length), headers=headers).raise_for_status()
    sent = time.perf_counter()
    place = f"/api/tickets/{ticket}/uploads/{upload['id']}/attach"
    attachment = http.post(place, json={}).raise_for_status().json()["id"]
    attached = time.perf_counter()
    link = http.post(f"/api/tickets/{ticket}/attachments/{attachment}/link").raise_for_status().json()["url"]
    linked = time.perf_counter()
    with http.stream("GET", link) as answer:
        got = sum(len(chunk) for chunk in answer.iter_raw(MEGABYTE))
    assert got == size, (got, size)
    return sent - began, attached - sent, time.perf_counter() - linked


def _piece(offset: int, length: int) -> Iterator[bytes]:
    plain = bytes(MEGABYTE)
    for number in range(length // MEGABYTE):
        yield (b"%PDF-1.7\n" + plain)[:MEGABYTE] if offset == number == 0 else plain


class _Peak(threading.Thread):
    """By how much a process grows, looked at twenty times a second."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._process = psutil.Process(pid)
        self._first = self._most = self._size()
        self._is_over = threading.Event()
        self.start()

    def run(self) -> None:
        """Look until `stop`."""
        while not self._is_over.wait(0.05):
            self._most = max(self._most, self._size())

    def stop(self) -> float:
        """Return the growth in MiB."""
        self._is_over.set()
        return (self._most - self._first) / MEGABYTE

    def _size(self) -> int:
        family = [self._process, *self._process.children(recursive=True)]
        return sum(one.memory_info().rss for one in family)
