"""Every GET of the interface at 10,000, 100,000 and 1,000,000 tickets; writes docs/growth.md.

`make growth`: fills a database step by step, and at each step asks every operation of web/openapi.json one after
another as an administrator, on a real web process. Lists, tickets and search are asked by eight clients as well.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
import traceback
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
from tests.fuzz.targets import Targets, build_targets

from benchmarks import creating, people, reading, statements
from benchmarks.figures import Figures, written
from benchmarks.stage import Stage, in_product
from itsm.entrypoints.filling import tickets
from itsm.platform.settings import get_settings
from itsm.wiring.demo import load as demo

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parents[1]
DOCUMENT = ROOT / "docs" / "growth.md"
LEVELS = (10_000, 100_000, 1_000_000)
MOST, LEAST, SECONDS = 60, 5, 1.5
"""Of each operation so many requests, or as many as fit into this time, and no fewer than this."""
LONG = 3_000
"""What takes longer than this (ms), such as a file of every ticket, is asked once."""
ADMIN, AGENT = "admin", "agent.ph"
# What goes to somebody else's server, or is a secret address that is not handed out again.
LEFT_OUT = (
    "/api/auth/oidc/",
    "/api/calendar/changes.ics",
    "/api/files/{file_id}/download",
    "/api/files/{file_id}/preview",
)
READ_ROUNDS, READ_SECONDS = 2, 2.0
MILLISECONDS = 1000
FLAT = 2.0
"""A median that grows by more than this from the first level to the last is marked."""


@dataclass(slots=True)
class Operation:
    """One GET, and what was seen at each level: milliseconds, statements, and a refusal where there was one."""

    path: str
    query: str
    times: dict[int, list[float]] = field(default_factory=dict)
    statements: dict[int, int] = field(default_factory=dict)
    refused: str = ""

    def percentile(self, level: int, percent: float) -> float:
        """Milliseconds below which `percent` of the answers came."""
        ordered = sorted(self.times[level])
        return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]

    def growth(self, levels: list[int]) -> float:
        """Median at the last level over that at the first."""
        return self.percentile(levels[-1], 50) / self.percentile(levels[0], 50)


@dataclass(frozen=True, slots=True)
class Filled:
    """What a level took to fill (seconds), and what is there then."""

    level: int
    seconds: float
    comments: int
    entries: int
    size: str

    def line(self) -> str:
        """Return the figures as a line of a table."""
        return f"| {self.level:,} | {self.seconds:,.0f} s | {self.comments:,} | {self.entries:,} | {self.size} |"


def main() -> None:
    """Fill and measure, level by level; write what was found."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.growth", description=__doc__)
    parser.add_argument("--levels", type=int, nargs="+", default=list(LEVELS), help="tickets to measure at")
    parser.add_argument("--no-write", dest="write", action="store_false", help="leave docs/growth.md as it is")
    options = parser.parse_args()
    levels, stage = sorted(options.levels), Stage()
    figures, filled, asked = Figures("make growth"), [], operations()
    reached: list[int] = []
    try:
        stage.open()
        in_product(lambda: demo.load(get_settings(), lambda _done, _total: None, amount=tickets.PATTERNS))
        people.add_requesters(stage)
        targets = in_product(lambda: _targets(stage))
        for level in levels:
            filled.append(_fill(stage, level))
            _ask_all(stage, asked, targets, level)
            _tell_slowest(asked, level)
            reached.append(level)
            reading.measure(stage, figures, level, seconds=READ_SECONDS, rounds=READ_ROUNDS)
            bench = creating.prepare(stage, figures, seconds=READ_SECONDS, rounds=READ_ROUNDS, turn=levels.index(level))
            creating.measure(bench, level)
    except Exception as error:  # noqa: BLE001 - an hour of measuring is not lost to its last minute
        traceback.print_exc()
        figures.failed.append(f"{type(error).__name__}: {error}")
    finally:
        stage.close()
    text = document(figures, filled, asked, reached)
    print(text)
    if options.write:
        DOCUMENT.write_text(text)
    sys.exit(1 if figures.failed else 0)


def _tell_slowest(asked: list[Operation], level: int) -> None:
    for one in sorted((o for o in asked if level in o.times), key=lambda o: -o.percentile(level, 95))[:15]:
        print(f"  {one.percentile(level, 95):8.1f} ms  {one.path}", flush=True)


def operations() -> list[Operation]:
    """Return every GET of the document but those that cannot be asked here, with the query it must have."""
    described = json.loads((ROOT / "web" / "openapi.json").read_text())["paths"]
    return [
        Operation(path, _query(about["get"]))
        for path, about in described.items()
        if "get" in about and not path.startswith(LEFT_OUT)
    ]


def _query(operation: dict[str, Any]) -> str:
    """Return what an operation must be asked with."""
    now = datetime.now(UTC)
    good = {
        "year": str(now.year),
        "id": "{asset_id}",
        "from": f"{now - timedelta(days=7):%FT%TZ}",
        "to": f"{now + timedelta(days=35):%FT%TZ}",
        "user_id": "{absent_id}",
        "q": "printer",
        "text": "my printer prints blank pages",
        "into": "{other_ticket_id}",
    }
    needed = [one["name"] for one in operation.get("parameters", []) if one.get("required") and one["in"] == "query"]
    return "&".join(f"{name}={good[name]}" for name in needed)


async def _targets(stage: Stage) -> Targets:
    """Raise one thing of each kind to ask for."""
    async with statements.in_process_client() as client:
        return await build_targets(client, _headers(stage, ADMIN), _headers(stage, AGENT))


def _headers(stage: Stage, login: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {people.token(stage, login)}"}


def _fill(stage: Stage, level: int) -> Filled:
    """Bring the desk to `level` tickets; return how long that took and what is there."""
    began = time.monotonic()
    tickets.fill(stage.sql, level - int(stage.sql("SELECT count(*) FROM tickets")), print)
    took = time.monotonic() - began
    comments, entries = (
        int(stage.sql(f"SELECT count(*) FROM {name}"))  # noqa: S608 - names of ours
        for name in ("ticket_comments", "audit_entries")
    )
    size = stage.sql("SELECT pg_size_pretty(pg_database_size('itsm'))")
    filled = Filled(level, took, comments, entries, size)
    print(filled.line(), flush=True)
    return filled


def _ask_all(stage: Stage, asked: list[Operation], targets: Targets, level: int) -> None:
    some = stage.sql("SELECT id FROM tickets ORDER BY md5(id::text) LIMIT 200").split()
    with stage.web(1) as port, httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=120) as client:
        for operation in asked:
            paths = list(_paths(operation, targets, some))
            headers = _headers(stage, ADMIN)
            _ask(operation, level, lambda path, by=headers: client.get(path, headers=by), paths)
    counted = in_product(lambda: _count(stage, asked, targets))
    for operation in asked:
        operation.statements[level] = counted.get(operation.path, 0)


def _paths(operation: Operation, targets: Targets, some: list[str]) -> Iterator[str]:
    """Yield the addresses to ask: other tickets each time where the operation is about one and no part of it."""
    whole = operation.path + (f"?{operation.query}" if operation.query else "")
    is_about_one = operation.path.count("{") == 1 and "{ticket_id}" in operation.path and not operation.query
    for ticket_id in some if is_about_one else [None]:
        yield targets.path(whole, **({"ticket_id": ticket_id} if ticket_id else {}))


def _ask(operation: Operation, level: int, get: Callable[[str], httpx.Response], paths: list[str]) -> None:
    """Ask until there are enough answers or time is up; a refusal or a broken answer ends it and is kept."""
    seen: list[float] = []
    until = 0.0
    while len(seen) < LEAST + 1 or (len(seen) <= MOST and time.perf_counter() < until):
        began = time.perf_counter()
        try:
            answer = get(paths[len(seen) % len(paths)])
            answer.raise_for_status()
        except httpx.HTTPError as error:
            operation.refused = f"at {level:,}: {type(error).__name__}: {str(error).splitlines()[0][:120]}"
            return
        seen.append(MILLISECONDS * (time.perf_counter() - began))
        until = until or time.perf_counter() + SECONDS
        if seen[0] > LONG:
            break
    operation.times[level] = seen[1:] or seen  # the first fills caches; of what takes long it is all there is


async def _count(stage: Stage, asked: list[Operation], targets: Targets) -> dict[str, int]:
    """Return how many statements each operation sends, caches filled."""
    recorder, found = statements.Recorder(), {}
    recorder.listen()
    async with statements.in_process_client() as client:
        for operation in asked:
            if operation.refused:
                continue
            path = next(_paths(operation, targets, []), "") or targets.path(operation.path)
            for _ in range(2):
                recorder.taken()
                await client.get(path, headers=_headers(stage, ADMIN))
            found[operation.path] = len(recorder.taken())
    return found


def document(figures: Figures, filled: list[Filled], asked: list[Operation], levels: list[int]) -> str:
    """Return all figures as Markdown."""
    good = [one for one in asked if not one.refused and set(one.times) == set(levels)]
    good.sort(key=lambda one: -one.percentile(levels[-1], 95))
    flat = sum(one.growth(levels) <= FLAT for one in good)
    lines = [
        "# Growth",
        "",
        f"Written by `make growth` on {datetime.now(UTC).date().isoformat()}; do not edit.",
        "",
        f"**Machine.** {figures.machine()}.",
        *figures.warning(),
        "",
        "**Method.** One database, filled with the code of `itsm bench seed`, asked at each size. Each operation by",
        f"itself, one client, one web process, as an administrator: {MOST} requests or {SECONDS} s, at least {LEAST};",
        "milliseconds of whole answers. SQL is statements for one answer. Everything shares two processors.",
        "",
        "| tickets | time to fill | comments | audit entries | database |",
        "|---|---|---|---|---|",
        *(one.line() for one in filled),
        "",
        f"## Eight clients, {levels[0]:,} to {levels[-1]:,} tickets",
        "",
        *written(figures.rows),
        "",
        f"## Every GET: {len(good)} operations",
        "",
        f"{flat} of {len(good)} have a median at {levels[-1]:,} that is at most {FLAT:g} times that at {levels[0]:,}.",
        "",
        "| operation | " + " | ".join(f"{level:,}: p50 / p95 / p99" for level in levels) + " | SQL | growth |",
        "|---|" + "---|" * (len(levels) + 2),
        *(_line(one, levels) for one in good),
        "",
        *(f"**Not measured:** `{reason}`" for reason in figures.failed),
        *(f"**Not measured:** `{one.path}`: {one.refused or 'not at every size'}" for one in asked if one not in good),
        "",
    ]
    return "\n".join(lines)


def _line(one: Operation, levels: list[int]) -> str:
    cells = [" / ".join(f"{one.percentile(level, p):.1f}" for p in (50, 95, 99)) for level in levels]
    growth = one.growth(levels)
    counts = "/".join(dict.fromkeys(str(one.statements[level]) for level in levels))
    mark = f"**{growth:.1f}**" if growth > FLAT else f"{growth:.1f}"
    return f"| `{one.path}` | " + " | ".join(cells) + f" | {counts} | {mark} |"


if __name__ == "__main__":
    main()
