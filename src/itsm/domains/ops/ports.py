"""What wiring gives this room: how often kept figures of dashboards are good enough."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

CacheCounts = Callable[[], Awaitable[Mapping[str, int]]]
"""Nothing → how many panels were served as kept (`hits`), counted (`misses`), or waited for a count (`joined`)."""


async def _nothing() -> Mapping[str, int]:
    return {}


_counts: CacheCounts = _nothing


def set_figure_cache(counts: CacheCounts) -> None:
    """Say whom to ask about kept figures; wiring does."""
    global _counts  # noqa: PLW0603 - one cache a process, set at start
    _counts = counts


async def figure_cache() -> Mapping[str, int]:
    """Return what became of the questions of dashboards, since Redis began to count."""
    return await _counts()
