"""Panels from Redis, until something happened to a ticket. ADR 0023.

A stored panel is served while the event log has not moved since, or for ten times as long as counting took: so a busy
desk spends at most a tenth of one connection on each panel, and a quiet one shows every change at once. Who asks for a
panel that is being counted waits for that count, in this process and, with Redis, across all.
"""

from __future__ import annotations

import asyncio
import hashlib
import time
from dataclasses import dataclass
from typing import Final

from itsm.domains.reporting.enums import Grain
from itsm.domains.reporting.filters import Slice
from itsm.domains.reporting.queries import last_event
from itsm.domains.reporting.registry.metrics import METRICS
from itsm.domains.reporting.registry.panels import PANELS, Panel
from itsm.domains.reporting.service.panels import panel
from itsm.domains.settings.api import Reference
from itsm.domains.tickets.api import reach_of
from itsm.platform.actor import Actor
from itsm.platform.cache import shared
from itsm.platform.telemetry.metrics import count_cache

KEPT_SECONDS: Final = 30
"""The longest a panel is served without counting anew: ages grow without any event."""
_LOAD_SHARE: Final = 10
_LOCK_MS: Final = 10_000
_LOCK_WAIT_SECONDS: Final = 3.0
_LOCK_POLL_SECONDS: Final = 0.05
_PREFIX: Final = "itsm:panel"
_STATS: Final = f"{_PREFIX}:stats"
# A process that runs another version of the registry keeps panels of its own.
_REGISTRY: Final = hashlib.sha256(repr((METRICS, PANELS)).encode()).hexdigest()[:12]

_counting: dict[str, asyncio.Task[bytes]] = {}


@dataclass(frozen=True, slots=True)
class Kept:
    """A stored panel: when it was counted (epoch seconds), how long that took, and where the event log stood."""

    at: float
    took: float
    mark: str
    body: bytes

    def is_good(self, mark: str, now: float) -> bool:
        """Tell whether it may be served now that the event log stands at `mark`."""
        age = now - self.at
        return age < KEPT_SECONDS and (mark == self.mark or age < self.took * _LOAD_SHARE)

    def written(self) -> bytes:
        """Return what is stored."""
        return f"{self.at} {self.took} {self.mark}\n".encode() + self.body


def read_kept(stored: bytes | None) -> Kept | None:
    """Return what `written` gave, None for anything else."""
    head, _, body = (stored or b"").partition(b"\n")
    parts = head.decode("ascii", "replace").split(" ")
    try:
        at, took, mark = parts
        return Kept(float(at), float(took), mark, body)
    except ValueError:
        return None


async def cached_panel(actor: Actor, reference: Reference, wanted: Slice, shown: Panel, *, compare: bool) -> bytes:
    """Return a panel as JSON, from the cache where that is as good as counting."""
    key = _key(actor, wanted, shown, compare=compare)
    mark = await last_event()
    kept = await _load(key)
    if kept is not None and kept.is_good(mark, time.time()):
        await _note("hits")
        return kept.body
    task = _counting.get(key)
    if task is None:
        task = asyncio.create_task(_count(key, mark, actor, reference, wanted, shown, compare=compare))
        _counting[key] = task
        task.add_done_callback(lambda _: _counting.pop(key, None))
    else:
        await _note("joined")
    # Whoever hangs up does not spoil the count for the others.
    return await asyncio.shield(task)


async def _count(
    key: str, mark: str, actor: Actor, reference: Reference, wanted: Slice, shown: Panel, *, compare: bool
) -> bytes:
    """Count a panel, unless another process is just doing so and tells the result in time."""
    if not await shared.lock(key, _LOCK_MS):
        other = await _awaited(key, mark)
        if other is not None:
            await _note("joined")
            return other.body
    await _note("misses")
    started = time.perf_counter()
    body = (await panel(actor, reference, wanted, shown, compare=compare)).model_dump_json().encode()
    kept = Kept(time.time(), time.perf_counter() - started, mark, body)
    await shared.keep(key, kept.written(), KEPT_SECONDS)
    return body


async def _awaited(key: str, mark: str) -> Kept | None:
    deadline = time.monotonic() + _LOCK_WAIT_SECONDS
    while time.monotonic() < deadline:
        await asyncio.sleep(_LOCK_POLL_SECONDS)
        kept = await _load(key)
        if kept is not None and kept.is_good(mark, time.time()):
            return kept
    return None


async def _load(key: str) -> Kept | None:
    return read_kept(await shared.load(key))


async def _note(outcome: str) -> None:
    count_cache("dashboard", is_hit=outcome != "misses")
    await shared.count(_STATS, outcome)


async def cache_counts() -> dict[str, int]:
    """Return how many panels were served from the cache (`hits`), counted (`misses`), or shared a count (`joined`)."""
    counts = await shared.counts(_STATS)
    return {name: counts.get(name, 0) for name in ("hits", "misses", "joined")}


def _key(actor: Actor, wanted: Slice, shown: Panel, *, compare: bool) -> str:
    """Return the name of a question: what decides about its answer, `now` aside."""
    is_personal = any(METRICS[metric].is_personal for metric in shown.metrics)
    asked = (
        _REGISTRY,
        shown.key,
        reach_of(actor) if shown.grain is Grain.TICKET else actor.can(shown.permission),
        actor.id if is_personal else None,
        wanted.since,
        wanted.until,
        wanted.zone,
        wanted.kept,
        compare,
    )
    return f"{_PREFIX}:{hashlib.sha256(repr(asked).encode()).hexdigest()}"
