"""E16: slow clients: headers byte by byte, bodies byte by byte, answers that nobody reads.

nginx bounds the time of all headers together, but of a body only the time between two bytes: who drips a body keeps a
connection of the proxy's, up to the number one address may have. The desk never hears of it.
"""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

import httpx
import psutil

from drills.killing import percentile
from drills.proxied import desk_behind_proxy
from drills.report import Report

if TYPE_CHECKING:
    from drills.proxied import Site
    from drills.stage import Stage

TITLE = "slow clients against nginx"
SLOW = 250
CLOSED_SECONDS = 30
_NORMAL = 80


def run(stage: Stage) -> Report:
    """Measure ordinary requests alone, and beside slow clients."""
    report = Report(
        f"{TITLE}: {SLOW} sending headers byte by byte, {SLOW} bodies, 50 that do not read what they asked for"
    )
    with desk_behind_proxy(stage, "e16") as site:
        headers = stage.product.sign_in("user.ph", site.direct("a"))
        asyncio.run(_measure(site, headers, report))
    return report


async def _measure(site: Site, headers: dict[str, str], report: Report) -> None:
    async with httpx.AsyncClient(base_url=site.address, verify=site.trust, headers=headers, timeout=20) as client:
        usual = await _ask(client)
        heads = [await _open(site, b"GET /api/tickets HTTP/1.1\r\nHost: localhost\r\nX-Slow: ") for _ in range(SLOW)]
        head = b"POST /api/tickets HTTP/1.1\r\nHost: localhost\r\nContent-Length: 500\r\n\r\n{"
        bodies = [await _open(site, head) for _ in range(SLOW)]
        page = (await client.get("/login")).text
        script = next(part.split('"')[0] for part in page.split('src="') if part.startswith("/assets/"))
        unread = [await _open(site, f"GET {script} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()) for _ in range(50)]
        began = time.monotonic()
        drops = _drip([writer for _, writer in heads + bodies])
        dripping = asyncio.create_task(drops)
        beside = await _ask(client)
        descriptors = sum(_descriptors(process.pid) for process in site.running.values())
        at_desk = sum(_descriptors(site.running[name].pid) for name in ("a", "b"))
        closed = await _seconds_until_closed([reader for reader, _ in heads], began)
        held = sum(not writer.is_closing() for _, writer in bodies)
        dripping.cancel()
        for _, writer in heads + bodies + unread:
            writer.close()
    normal, late = percentile(usual, 0.95), percentile(beside, 0.95)
    report.figure(f"ordinary p95 {normal * 1000:.0f} ms alone, {late * 1000:.0f} ms beside them")
    report.demand("ordinary p95 within 1.5x, or 100 ms", held=late <= max(1.5 * normal, 0.1))
    report.figure(
        f"slow headers closed after {closed:.0f} s; slow bodies still open then: {held}, all of them at the proxy"
    )
    report.demand(f"slow headers closed within {CLOSED_SECONDS} s", held=closed <= CLOSED_SECONDS)
    report.figure(f"descriptors open: {descriptors}, of them {at_desk} at the desk")
    report.demand("no slow body reaches the desk (under 200 descriptors there)", held=at_desk < 200)


async def _ask(client: httpx.AsyncClient) -> list[float]:
    taken = []
    for _ in range(_NORMAL):
        began = time.monotonic()
        answer = await client.get("/api/tickets?limit=5")
        assert answer.status_code == 200, answer.text
        taken.append(time.monotonic() - began)
        await asyncio.sleep(0.02)
    return taken


async def _open(site: Site, first: bytes) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    reader, writer = await asyncio.open_connection(
        "127.0.0.1", site.https_port, ssl=site.trust, server_hostname="localhost"
    )
    writer.write(first)
    return reader, writer


async def _drip(writers: list[asyncio.StreamWriter]) -> None:
    while True:
        await asyncio.sleep(3)
        for writer in writers:
            if not writer.is_closing():
                writer.write(b"x")


async def _seconds_until_closed(readers: list[asyncio.StreamReader], began: float) -> float:
    async def until_end(reader: asyncio.StreamReader) -> None:
        try:
            while await reader.read(4_096):
                pass
        except OSError:
            pass

    try:
        async with asyncio.timeout(CLOSED_SECONDS * 3):
            await asyncio.gather(*(until_end(reader) for reader in readers))
    except TimeoutError:
        return float("inf")
    return time.monotonic() - began


def _descriptors(pid: int) -> int:
    process = psutil.Process(pid)
    return sum(one.num_fds() for one in [process, *process.children(recursive=True)])
