"""Every panel of the dashboards, counted anew each time: the cache is emptied before each request."""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING, Final

import httpx
from redis import Redis

from benchmarks import people
from benchmarks.figures import Figures, Row
from benchmarks.stage import HOST
from itsm.domains.reporting.registry.pages import PAGES
from itsm.domains.reporting.registry.panels import PANELS
from itsm.entrypoints.local.redis import MEMORY_URL

if TYPE_CHECKING:
    from benchmarks.stage import Stage

FROM: Final = 100_000
"""Tickets from which panels are measured: below, counting takes no time."""
GOAL_MS: Final = 1_000
SHORT, USUAL, LONG = 4, 10, 30
_ASKED: Final = {"days": 30, "compare": True}
_SECONDS: Final = 120


def measure(stage: Stage, figures: Figures, level: int, *, rounds: int) -> None:
    """Ask for each panel that a page shows, `rounds` times beside a first one; the period before is counted, too."""
    of_agents = set(PAGES["agent"].panels) - {
        key for name, page in PAGES.items() if name != "agent" for key in page.panels
    }
    with stage.web(1) as port, httpx.Client(base_url=f"http://{HOST}:{port}", timeout=_SECONDS) as client:
        for key in dict.fromkeys(key for page in PAGES.values() for key in page.panels):
            tokens = people.tokens(stage)
            token = tokens.agent if key in of_agents else tokens.admin
            client.headers["Authorization"] = f"Bearer {token}"
            found = [_seconds(stage, client, key) for _ in range(rounds + 1)][1:]
            figures.add(_row(key, level, found))


def _seconds(stage: Stage, client: httpx.Client, key: str) -> float:
    """Return how long a panel takes that nobody has counted yet."""
    if stage.redis.url != MEMORY_URL:
        with Redis.from_url(stage.redis.url) as redis:
            redis.flushdb()
    began = time.perf_counter()
    answer = client.get(f"/api/dashboard/panels/{key}", params=_ASKED)
    taken = time.perf_counter() - began
    if answer.status_code != httpx.codes.OK:
        raise RuntimeError(f"panel {key}: {answer.status_code} {answer.text[:200]}")
    return taken


def _row(key: str, level: int, found: list[float]) -> Row:
    p95 = 1000 * statistics.quantiles(found, n=20, method="inclusive")[-1]
    return Row(
        f"panel, nothing cached: {PANELS[key].name}",
        f"{level:,}",
        "1",
        "1",
        p50=f"{1000 * statistics.median(found):.0f}",
        p95=f"{p95:.0f}",
        goal=f"p95 ≤ {GOAL_MS:,} ms",
        met=p95 <= GOAL_MS,
    )
