"""E17: one client floods the desk, then many connections of the same."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from typing import TYPE_CHECKING

import httpx

from drills.killing import percentile
from drills.report import Report
from drills.stage import USERS

if TYPE_CHECKING:
    from drills.stage import Stage

TITLE = "a flood from one client, then from 50 connections of it"
SECONDS = 8
PER_MINUTE = 300
MANY = 50


def run(stage: Stage) -> Report:
    """Flood a web server that has its limits on, beside ordinary people."""
    report = Report(f"{TITLE}, {SECONDS} s each (of 200 clients asked for), limit {PER_MINUTE} a minute")
    product = stage.product
    product.own["web-limits"] = {"ITSM_RATE_LIMITS": "1", "ITSM_REQUESTS_PER_MINUTE": str(PER_MINUTE)}
    product.start_part("web-limits")
    address = product.address_of("web-limits")
    people = [product.sign_in(user) for user in USERS[:6]]
    flooder = product.sign_in("agent.ph")
    usual = asyncio.run(_ordinary(address, people, SECONDS))
    for connections in (1, MANY):
        flood, beside = asyncio.run(_together(address, people, flooder, connections))
        _judge(report, usual, beside, flood, connections)
    product.end("web-limits")
    return report


Answers = list[tuple[int, float, str]]


def _judge(report: Report, usual: Answers, beside: Answers, flood: Answers, connections: int) -> None:
    told = Counter(status for status, _, _ in flood)
    refused = [retry for status, _, retry in flood if status == 429]
    normal, late = (percentile([took for _, took, _ in answers], 0.95) for answers in (usual, beside))
    good = sum(status == 200 for status, _, _ in beside) / len(beside)
    report.figure(
        f"{connections} connections: {len(flood)} requests, {told[429]} answered 429; "
        f"others {good:.1%} served, p95 {normal * 1000:.0f} → {late * 1000:.0f} ms"
    )
    report.demand(f"{connections}: refused with 429 and Retry-After", held=bool(refused) and all(refused))
    report.demand(f"{connections}: others served 99.9 %", held=good >= 0.999)
    report.demand(f"{connections}: others' p95 at most twice, or 150 ms", held=late <= max(2 * normal, 0.15))


async def _together(
    address: str, people: list[dict[str, str]], flooder: dict[str, str], connections: int
) -> tuple[Answers, Answers]:
    flood, beside = await asyncio.gather(
        _many(address, flooder, connections, SECONDS), _ordinary(address, people, SECONDS)
    )
    return flood, beside


async def _many(address: str, headers: dict[str, str], connections: int, seconds: float) -> Answers:
    found = await asyncio.gather(*(_ask(address, headers, seconds, 0) for _ in range(connections)))
    return [answer for answers in found for answer in answers]


async def _ordinary(address: str, people: list[dict[str, str]], seconds: float) -> Answers:
    found = await asyncio.gather(*(_ask(address, headers, seconds, 0.5) for headers in people))
    return [answer for answers in found for answer in answers]


async def _ask(address: str, headers: dict[str, str], seconds: float, pause: float) -> Answers:
    answers: Answers = []
    deadline = time.monotonic() + seconds
    # No TLS here: making its context for fifty clients would hold up those that are measured.
    async with httpx.AsyncClient(base_url=address, headers=headers, timeout=20, verify=False) as client:  # noqa: S501
        while time.monotonic() < deadline:
            began = time.monotonic()
            answer = await client.get("/api/tickets?limit=5")
            answers.append((answer.status_code, time.monotonic() - began, answer.headers.get("retry-after", "")))
            await asyncio.sleep(pause)
    return answers
