"""E19: fifty people ask for reports and exports at once, beside ordinary work."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from typing import TYPE_CHECKING

import httpx

from drills.killing import percentile
from drills.report import Report

if TYPE_CHECKING:
    from drills.stage import Stage

TITLE = "50 exports and dashboards asked for without end"
SECONDS = 10
ASKING = 50


def run(stage: Stage) -> Report:
    """Measure ordinary requests alone and beside the askers."""
    report = Report(f"{TITLE}, {SECONDS} s, who come back after 2 s where they are told to")
    product = stage.product
    with stage.ledger().under_load():
        time.sleep(5)
    manager, user = product.sign_in("manager.ph"), product.sign_in("user.ph")
    usual = asyncio.run(_ordinary(product.address, user, SECONDS / 2))
    beside, heavy = asyncio.run(_both(product.address, manager, user))
    told = Counter(status for status, _ in heavy)
    normal, late = (percentile([took for _, took in answers], 0.95) for answers in (usual, beside))
    failed = sum(status != 200 for status, _ in beside)
    report.figure(
        f"{product.value('SELECT count(*) FROM tickets'):,} tickets; reports answered {dict(sorted(told.items()))}"
    )
    report.figure(
        f"ordinary p95 {normal * 1000:.0f} ms alone, {late * 1000:.0f} ms beside, failed {failed} of {len(beside)}"
    )
    report.demand("ordinary p95 at most twice, or 500 ms", held=late <= max(2 * normal, 0.5))
    report.demand("no ordinary request fails", held=failed == 0)
    report.demand("what is too much is refused (429, 503), nothing answers 500", held=told[500] == 0)
    return report


Answers = list[tuple[int, float]]


async def _both(address: str, manager: dict[str, str], user: dict[str, str]) -> tuple[Answers, Answers]:
    asking = [_ask(address, manager, number, SECONDS) for number in range(ASKING)]
    ordinary, *heavy = await asyncio.gather(_ordinary(address, user, SECONDS), *asking)
    return ordinary, [answer for answers in heavy for answer in answers]


async def _ask(address: str, headers: dict[str, str], number: int, seconds: float) -> Answers:
    paths = ("/api/dashboard/export/tickets?format=csv", "/api/dashboard/export/tickets?format=xlsx")
    return await _repeat(address, headers, paths[number % 2], seconds, 0.2)


async def _ordinary(address: str, headers: dict[str, str], seconds: float) -> Answers:
    return await _repeat(address, headers, "/api/tickets?limit=20", seconds, 0.1)


async def _repeat(address: str, headers: dict[str, str], path: str, seconds: float, pause: float) -> Answers:
    answers: Answers = []
    deadline = time.monotonic() + seconds
    # No TLS here: making its context for fifty clients would hold up the one that is measured.
    async with httpx.AsyncClient(base_url=address, headers=headers, timeout=60, verify=False) as client:  # noqa: S501
        while time.monotonic() < deadline:
            began = time.monotonic()
            answer = await client.get(path)
            answers.append((answer.status_code, time.monotonic() - began))
            await asyncio.sleep(max(pause, min(float(answer.headers.get("retry-after", 0)), 2)))
    return answers
