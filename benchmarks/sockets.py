"""Thousands of live connections: what each costs, how late news arrives, and how fast all are back after a restart.

WebSockets only, from this one process: a thousand in the room of the whole queue, the others requesters, who must
hear nothing of it.
"""

from __future__ import annotations

import asyncio
import itertools
import random
import resource
import time
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import httpx
import psutil
import uvloop

from benchmarks import people
from benchmarks.figures import Figures, Row
from benchmarks.wire import LiveSocket

if TYPE_CHECKING:
    from benchmarks.stage import Stage

CLIENTS: Final = 10_000
LISTENERS: Final = 1_000
PER_SESSION: Final = 25  # the product allows 30
PROCESSES: Final = 2
UPDATES, UPDATES_PER_SECOND = 100, 5
AT_ONCE: Final = 100  # handshakes under way at a time
SHORT_CLIENTS: Final = 1_000
TICKETS: Final = 200
FIRST_DELAY, LONGEST_DELAY = 1.0, 15.0
"""Seconds before a browser connects anew, doubled each time, half of it more or less: as in web/src/app/live."""
GIVE_UP_SECONDS: Final = 120.0
MOST = 0.99


@dataclass(slots=True)
class Crowd:
    """All connections, by what they may hear."""

    listeners: list[LiveSocket] = field(default_factory=list)
    others: list[LiveSocket] = field(default_factory=list)

    @property
    def all(self) -> list[LiveSocket]:
        """Return every connection."""
        return [*self.listeners, *self.others]

    def open(self) -> int:
        """Return how many are signed in."""
        return sum(one.is_joined for one in self.all)


def measure(stage: Stage, figures: Figures, *, clients: int = CLIENTS) -> None:
    """Connect, send news, restart the servers, connect again; add the rows. The database holds the demonstration."""
    clients = min(clients, _allow_files() - 500)
    listeners = max(1, clients * LISTENERS // CLIENTS)
    people.add_sessions(stage, "manager.ph", listeners // PER_SESSION + 1)
    crowd = _crowd(stage, clients, listeners)
    tickets = stage.sql("SELECT id FROM tickets WHERE status = 'new' OR status = 'in_progress' LIMIT 20").split()
    with ExitStack() as servers:
        uvloop.run(_live(stage, figures, crowd, servers, tickets))


async def _live(stage: Stage, figures: Figures, crowd: Crowd, servers: ExitStack, tickets: list[str]) -> None:
    port = servers.enter_context(stage.web(PROCESSES))
    empty = _memory(stage)
    total = f"{len(crowd.all):,}"
    began = time.perf_counter()
    await _connect(crowd.all, port)
    took = time.perf_counter() - began
    figures.add(
        Row(
            f"live: {crowd.open():,} of {total} connections open",
            processes=str(PROCESSES),
            clients=total,
            rate=f"{crowd.open() / took:,.0f}/s",
        )
    )
    each = (_memory(stage) - empty) / max(1, crowd.open())
    figures.add(Row("live: memory of a connection", clients=total, rate=f"{each / 1024:.0f} KiB"))
    figures.add(Row("live: processor while nothing happens", clients=total, rate=f"{await _idle(stage):.0f} %"))
    await _news(stage, figures, crowd, port, tickets)
    await _storm(stage, figures, crowd, servers, port)
    for one in crowd.all:
        one.close()


async def _connect(sockets: list[LiveSocket], port: int) -> None:
    """Connect all, so many at a time."""
    turn = asyncio.Semaphore(AT_ONCE)

    async def one(socket: LiveSocket) -> None:
        async with turn:
            await socket.connect(port)

    await asyncio.gather(*(one(socket) for socket in sockets))


async def _idle(stage: Stage, seconds: float = 5.0) -> float:
    """Return how busy the web servers are, in per cent of one processor."""
    before = _used(stage)
    await asyncio.sleep(seconds)
    return 100 * (_used(stage) - before) / seconds


async def _news(stage: Stage, figures: Figures, crowd: Crowd, port: int, tickets: list[str]) -> None:
    """Change tickets at a steady rate; compare when each change was sent with when it was heard."""
    for socket in crowd.all:
        socket.heard.clear()
    headers = {"Authorization": f"Bearer {people.token(stage, 'admin')}", "If-Match": "*"}
    sent: dict[str, float] = {}
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", headers=headers, timeout=60) as client:
        for number, ticket_id in zip(range(UPDATES), itertools.cycle(tickets), strict=False):
            tag, at = f"news-{number}", time.perf_counter()
            answer = await client.patch(f"/api/tickets/{ticket_id}", json={"tags": [tag]})
            answer.raise_for_status()
            sent[f"{ticket_id}/{answer.json()['version']}"] = at
            await asyncio.sleep(max(0.0, 1 / UPDATES_PER_SECOND - (time.perf_counter() - at)))
    await asyncio.sleep(3)
    late = [heard - sent[key] for socket in crowd.listeners for key, heard in socket.heard.items() if key in sent]
    due = len(sent) * sum(socket.is_joined for socket in crowd.listeners)
    late.sort()
    figures.add(
        Row(
            f"live: a change told to {len(crowd.listeners):,}, from the click on ({UPDATES_PER_SECOND} changes/s)",
            clients=f"{len(crowd.all):,}",
            rate=f"p99 {_at(late, 99):.0f} ms, max {1000 * late[-1]:.0f} ms",
            p50=f"{_at(late, 50):.0f}",
            p95=f"{_at(late, 95):.0f}",
        )
    )
    leaks = sum(key in sent for socket in crowd.others for key in socket.heard)
    figures.add(
        Row(
            "live: changes lost, heard by strangers",
            rate=f"{due - len(late)} of {due:,}, {leaks}",
            goal="0, 0",
            met=len(late) == due and leaks == 0,
        )
    )


async def _storm(stage: Stage, figures: Figures, crowd: Crowd, servers: ExitStack, port: int) -> None:
    """Let both web servers end and start again; every client comes back after a random time, again and again."""
    back = asyncio.create_task(_come_back(crowd, port))
    began = time.perf_counter()
    await asyncio.to_thread(servers.close)
    await asyncio.to_thread(servers.enter_context, stage.web(PROCESSES, port))
    ready = time.perf_counter()
    reached = await back
    figures.add(
        Row(
            "live: web servers restarted; 99 of 100 connections back, from when they are ready",
            processes=str(PROCESSES),
            clients=f"{len(crowd.all):,}",
            rate=f"{reached - ready:.1f} s ({ready - began:.1f} s without a server)",
        )
    )


async def _come_back(crowd: Crowd, port: int) -> float:
    """Reconnect each connection when it ends; return when 99 of 100 were back."""
    dice, turn = random.Random(22), asyncio.Semaphore(AT_ONCE)
    deadline = time.perf_counter() + GIVE_UP_SECONDS

    async def one(socket: LiveSocket) -> None:
        await socket.ended.wait()
        delay = FIRST_DELAY
        while time.perf_counter() < deadline:
            await asyncio.sleep(delay * dice.uniform(0.5, 1.5))
            delay = min(LONGEST_DELAY, 2 * delay)
            with suppress(OSError, TimeoutError):
                async with turn:
                    await socket.connect(port)
                if socket.is_joined:
                    return

    tasks = [asyncio.create_task(one(socket)) for socket in crowd.all]
    needed = len(tasks) * MOST
    for done, finished in enumerate(asyncio.as_completed(tasks), 1):
        await finished
        if done >= needed:
            break
    reached = time.perf_counter()
    await asyncio.gather(*tasks)
    if crowd.open() < needed:
        raise RuntimeError(f"only {crowd.open():,} of {len(tasks):,} connections came back")
    return reached


def _crowd(stage: Stage, clients: int, listeners: int) -> Crowd:
    found = people.all_tokens(stage)
    managers = [token for login, token in found if login == "manager.ph"]
    requesters = [token for login, token in found if login.startswith("person")]
    return Crowd(
        [LiveSocket(token) for token in itertools.islice(itertools.cycle(managers), listeners)],
        [LiveSocket(token) for token in itertools.islice(itertools.cycle(requesters), clients - listeners)],
    )


def _allow_files() -> int:
    """Let this process, and the servers it starts, open as many files as they may; return how many."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return hard


def _at(ordered: list[float], percent: int) -> float:
    """Return milliseconds below which `percent` of the values (seconds, in order) lie."""
    return 1000 * ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]


def _family(stage: Stage) -> list[psutil.Process]:
    roots = [psutil.Process(pid) for pid in stage.web_pids]
    return [*roots, *(child for root in roots for child in root.children(recursive=True))]


def _memory(stage: Stage) -> float:
    """Return the resident memory of the web servers in bytes."""
    return float(sum(process.memory_info().rss for process in _family(stage)))


def _used(stage: Stage) -> float:
    """Return the processor seconds the web servers used so far."""
    return float(sum(sum(process.cpu_times()[:2]) for process in _family(stage)))
