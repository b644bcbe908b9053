"""Who wrote what, and what each was told: ok, fail or unknown (as Jepsen's set test does it)."""

from __future__ import annotations

import asyncio
import random
import threading
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx

THINK_SECONDS = (0.05, 0.3)
SHAKEN_SECONDS = (0.5, 1.5)  # after a failure, before the next write
REFUSED_SHARE = 0.04
COMMENT_SHARE = 0.4
TOO_SHORT = "too short"
_WORDS = ("printer", "screen", "yarn", "mouse", "scanner", "invoice", "badge", "router", "costing", "label")
_PLACES = ("Philippines", "US", "Indonesia", "China")
_CATEGORIES = ("Hardware", "Software", "Network")


@dataclass
class Entry:
    """One write: what was sent under which key, and what came back. `mark` is unique and part of the text."""

    kind: str
    path: str
    body: dict[str, Any]
    headers: dict[str, str]
    mark: str
    outcome: str = "unknown"
    status: int | None = None
    answer: dict[str, Any] = field(default_factory=dict)


@dataclass
class Ledger:
    """Every write of a run. Thread-safe enough: only appended to by one loop, read after it ended."""

    address: str
    users: list[dict[str, str]]
    entries: list[Entry] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)

    def of(self, kind: str, outcome: str | None = None) -> list[Entry]:
        """Return the writes of a kind, with an outcome."""
        return [e for e in self.entries if e.kind == kind and outcome in {None, e.outcome}]

    def outcomes(self) -> Counter[str]:
        """Count the outcomes."""
        return Counter(entry.outcome for entry in self.entries)

    @contextmanager
    def under_load(self) -> Iterator[None]:
        """Have every user write at speed in a thread of its own while the block runs."""
        self.stop.clear()
        thread = threading.Thread(target=lambda: asyncio.run(self._work()), name="load")
        thread.start()
        try:
            yield
        finally:
            self.stop.set()
            thread.join()

    def retry_unknown(self) -> None:
        """Send every unknown write once more with its key; each must be answered now, the sound ones with 201."""
        with httpx.Client(base_url=self.address, timeout=30) as client:
            for entry in self.entries:
                if entry.outcome != "unknown":
                    continue
                answer = client.post(entry.path, json=entry.body, headers=entry.headers)
                if answer.status_code == 422 and entry.body.get("business_impact") == TOO_SHORT:
                    entry.outcome = "fail"
                    continue
                assert answer.status_code == 201, (entry, answer.text)
                entry.answer = answer.json()

    async def _work(self) -> None:
        limits = httpx.Limits(max_connections=len(self.users))
        async with httpx.AsyncClient(base_url=self.address, timeout=10, limits=limits) as client:
            await asyncio.gather(*(self._client(client, headers) for headers in self.users))

    async def _client(self, client: httpx.AsyncClient, headers: dict[str, str]) -> None:
        mine: list[str] = []
        while not self.stop.is_set():
            entry = self._next(headers, mine)
            self.entries.append(entry)
            await self._send(client, entry)
            if entry.kind == "ticket" and entry.outcome == "ok":
                mine.append(entry.answer["id"])
            pause = SHAKEN_SECONDS if entry.outcome == "unknown" else THINK_SECONDS
            await asyncio.sleep(random.uniform(*pause))

    def _next(self, user: dict[str, str], mine: list[str]) -> Entry:
        mark = uuid.uuid4().hex
        headers = user | {"Idempotency-Key": mark}
        if mine and random.random() < COMMENT_SHARE:
            path = f"/api/tickets/{random.choice(mine)}/comments"
            return Entry("comment", path, {"body": f"Still so. {mark}", "is_internal": False}, headers, mark)
        return Entry("ticket", "/api/tickets", _report(mark), headers, mark)

    async def _send(self, client: httpx.AsyncClient, entry: Entry) -> None:
        began = time.monotonic()
        try:
            answer = await client.post(entry.path, json=entry.body, headers=entry.headers)
        except httpx.HTTPError:
            return
        finally:
            self.seconds.append(time.monotonic() - began)
        entry.status = answer.status_code
        if answer.status_code == 201:
            entry.outcome, entry.answer = "ok", answer.json()
        elif answer.status_code == 422:
            entry.outcome = "fail"


def _report(mark: str) -> dict[str, Any]:
    is_refused = random.random() < REFUSED_SHARE
    words = " ".join(random.sample(_WORDS, 4))
    return {
        "category": random.choice(_CATEGORIES),
        "title": f"About {words} {mark}",
        "description": f"{words} is not as it was. {mark}",
        "business_impact": TOO_SHORT if is_refused else "Orders cannot be processed today.",
        "location": random.choice(_PLACES),
        "confirm_duplicate": True,
    }
