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
MIX = {"ticket": 5, "comment": 4, "update": 1, "upload": 1}  # how often each, once there is a ticket to add to
DONE = {200, 201}
TOO_SHORT = "too short"
_WORDS = ("printer", "screen", "yarn", "mouse", "scanner", "invoice", "badge", "router", "costing", "label")
_PLACES = ("Philippines", "US", "Indonesia", "China")
_CATEGORIES = ("Hardware", "Software", "Network")


@dataclass
class Entry:
    """One write: what was sent under which key, and what came back. `mark` is unique and part of the text.

    `began` is when it was sent, `at` when the answer came, or did not (monotonic seconds).
    """

    kind: str
    path: str
    body: dict[str, Any]
    headers: dict[str, str]
    mark: str
    ticket: str = ""
    outcome: str = "unknown"
    status: int | None = None
    began: float = 0
    at: float = 0
    answer: dict[str, Any] = field(default_factory=dict)

    def request(self) -> dict[str, Any]:
        """Return what httpx sends: method, address, headers and body."""
        if self.kind == "upload":
            file = (f"{self.mark}.txt", f"What it prints. {self.mark}".encode(), "text/plain")
            return {"method": "POST", "url": self.path, "headers": self.headers, "files": {"file": file}}
        method = "PATCH" if self.kind == "update" else "POST"
        return {"method": method, "url": self.path, "headers": self.headers, "json": self.body}


@dataclass
class Ledger:
    """Every write of a run. Thread-safe enough: only appended to by one loop, read after it ended."""

    address: str
    users: list[dict[str, str]]
    think: tuple[float, float] = THINK_SECONDS
    shaken: tuple[float, float] = SHAKEN_SECONDS
    patience: float = 10
    verify: Any = True
    entries: list[Entry] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)

    def of(self, kind: str, outcome: str | None = None) -> list[Entry]:
        """Return the writes of a kind, with an outcome."""
        return [e for e in self.entries if e.kind == kind and outcome in {None, e.outcome}]

    def statuses(self) -> Counter[str]:
        """Count the answers by kind and status; "none" where none came."""
        return Counter(f"{entry.kind} {entry.status or 'none'}" for entry in self.entries)

    def gap_around(self, moment: float) -> float:
        """Return the seconds from the last write acknowledged before `moment` to the first sent and so after it."""
        told = [entry for entry in self.entries if entry.outcome == "ok"]
        before = [entry.at for entry in told if entry.at <= moment]
        after = [entry.at for entry in told if entry.began > moment]
        return min(after) - max(before) if before and after else float("inf")

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
        with httpx.Client(base_url=self.address, timeout=30, verify=self.verify) as client:
            for entry in self.entries:
                if entry.outcome != "unknown" or entry.kind == "update":  # a later change may stand already
                    continue
                answer = client.request(**entry.request())
                if answer.status_code == 422 and entry.body.get("business_impact") == TOO_SHORT:
                    entry.outcome = "fail"
                    continue
                assert answer.status_code == 201, (entry, answer.text)
                entry.answer = answer.json()

    async def _work(self) -> None:
        limits = httpx.Limits(max_connections=len(self.users))
        async with httpx.AsyncClient(
            base_url=self.address, timeout=self.patience, limits=limits, verify=self.verify
        ) as client:
            await asyncio.gather(*(self._client(client, headers) for headers in self.users))

    async def _client(self, client: httpx.AsyncClient, headers: dict[str, str]) -> None:
        mine: list[str] = []
        while not self.stop.is_set():
            entry = self._next(headers, mine)
            self.entries.append(entry)
            await self._send(client, entry)
            if entry.kind == "ticket" and entry.outcome == "ok":
                mine.append(entry.answer["id"])
            pause = self.shaken if entry.outcome == "unknown" else self.think
            await asyncio.sleep(random.uniform(*pause))

    def _next(self, user: dict[str, str], mine: list[str]) -> Entry:
        mark = uuid.uuid4().hex
        headers = user | {"Idempotency-Key": mark}
        kind = random.choices(list(MIX), list(MIX.values()))[0] if mine else "ticket"
        if kind == "ticket":
            return self.new_ticket(user)
        ticket = random.choice(mine)
        path, body = f"/api/tickets/{ticket}", {"business_impact": f"More people wait for it now. {mark}"}
        if kind == "update":
            return Entry(kind, path, body, headers, mark, ticket)
        if kind == "upload":
            return Entry(kind, f"{path}/attachments", {}, headers, mark, ticket)
        return Entry(
            kind, f"{path}/comments", {"body": f"Still so. {mark}", "is_internal": False}, headers, mark, ticket
        )

    def new_ticket(self, user: dict[str, str]) -> Entry:
        """Return a ticket to be raised by somebody, not sent yet."""
        mark = uuid.uuid4().hex
        return Entry("ticket", "/api/tickets", _report(mark), user | {"Idempotency-Key": mark}, mark)

    async def _send(self, client: httpx.AsyncClient, entry: Entry) -> None:
        entry.began = time.monotonic()
        try:
            if entry.kind == "update":
                read = await client.get(entry.path, headers=entry.headers)
                entry.headers = entry.headers | {"If-Match": read.headers.get("ETag", "")}
            answer = await client.request(**entry.request())
        except httpx.HTTPError:
            return
        finally:
            entry.at = time.monotonic()
            self.seconds.append(entry.at - entry.began)
        entry.status = answer.status_code
        if answer.status_code in DONE:
            entry.outcome, entry.answer = "ok", answer.json()
        elif answer.status_code < 500 and answer.status_code != 409:  # 409: one with this key is under way
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
