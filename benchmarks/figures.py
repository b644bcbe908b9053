"""What was found, as rows of one table; printed, and written into docs/performance.md."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import psutil

DOCUMENT = Path(__file__).resolve().parents[1] / "docs" / "performance.md"
HEAD = ("work", "tickets", "web processes", "clients", "rate", "p50 ms", "p95 ms", "CPU ms", "SQL", "goal", "met")
METHOD = """\
PostgreSQL 18 (embedded, fsync and synchronous_commit on, data on disk, reached over its socket), Redis, web with
`itsm serve`, rate limits off, worker not running unless a row says so. The load comes from one more process: keep-alive
connections, every client sends its next request when the answer is complete. Everything shares the same processors,
load and pgbench included. HTTP and pgbench take turns; a row is the median of its runs (spread in brackets).

- **create** is `POST /api/tickets` with an Idempotency-Key, another requester each time (2,000 people), texts,
  categories and places varied; it is classified, routed, assigned, timed, audited and its jobs are queued before
  the answer. **pgbench** runs the SQL of recorded creations, statement by statement in one transaction, prepared,
  with new ids and numbers each time.
- **CPU ms** is processor time a request cost, web + PostgreSQL (pgbench: PostgreSQL). It moves less than a rate when
  the machine does other things too, but does move: a busy machine makes the same work two or three times as long.
- **panel, nothing cached** is `GET /api/dashboard/panels/…` of one administrator (one's own work: of an agent) over 30
  days beside the 30 before, one after the other; Redis is emptied before each, so that every figure is counted.
- **SQL** is statements a request (lists: for a page of 1 / of 50 rows). BEGIN and COMMIT are not counted.
- **ticket with its history** is the two requests a ticket's page makes, ticket and timeline, counted as one.
- Tickets come from `itsm bench seed`: tickets lived through the services and multiplied, about one in twenty open.
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. `met` None: no goal, or nothing to judge."""

    work: str
    tickets: str = ""
    processes: str = ""
    clients: str = ""
    rate: str = ""
    p50: str = ""
    p95: str = ""
    cpu: str = ""
    queries: str = ""
    goal: str = ""
    met: bool | None = None

    def cells(self) -> tuple[str, ...]:
        """Return what stands in the columns of `HEAD`."""
        met = "" if self.met is None else "yes" if self.met else "**no**"
        return (
            self.work,
            self.tickets,
            self.processes,
            self.clients,
            self.rate,
            self.p50,
            self.p95,
            self.cpu,
            self.queries,
            self.goal,
            met,
        )


@dataclass(slots=True)
class Figures:
    """The rows found so far, and under what circumstances."""

    command: str
    rows: list[Row] = field(default_factory=list)
    loads: list[float] = field(default_factory=lambda: [os.getloadavg()[0]])
    failed: list[str] = field(default_factory=list)
    """What could not be measured, and why."""

    def add(self, row: Row) -> None:
        """Add a row and say so: a run takes minutes."""
        self.rows.append(row)
        self.loads.append(os.getloadavg()[0])
        print("  " + "  ".join(cell for cell in row.cells() if cell), flush=True)

    def machine(self) -> str:
        """Return what it ran on, and how busy that was with other things."""
        memory = psutil.virtual_memory().total / 2**30
        return (
            f"{os.cpu_count()} processors ({_processor()}), {memory:.0f} GiB, {platform.system()} "
            f"{platform.release().split('-')[0]}, Python {platform.python_version()}; "
            f"load average {self.loads[0]:.1f} before, {min(self.loads):.1f} to {max(self.loads):.1f} meanwhile"
        )

    def warning(self) -> list[str]:
        """Return what must be said where other work ran beside the measurement."""
        if self.loads[0] < (os.cpu_count() or 1) / 2:
            return []
        return [
            "",
            (
                "**The machine was busy with other work while this was measured.** Rates and latencies are those of "
                "the share that was left, and goals are judged against them; ratios within the run still hold."
            ),
        ]

    def document(self) -> str:
        """Return the whole as Markdown."""
        day = datetime.now(UTC).date().isoformat()
        lines = [
            "# Performance",
            "",
            f"Written by `{self.command}` on {day}; do not edit. Read ratios first: they were taken in one run.",
            "",
            f"**Machine.** {self.machine()}.",
            *self._warning(),
            "",
            "**Method.** " + METHOD,
            *written(self.rows),
            "",
            *(f"**Not measured:** `{reason}`" for reason in self.failed),
        ]
        return "\n".join(lines)

    def write(self) -> None:
        """Replace docs/performance.md."""
        DOCUMENT.write_text(self.document())


def written(rows: list[Row]) -> list[str]:
    """Return rows as a table in Markdown."""
    cells = [HEAD, *(row.cells() for row in rows)]
    widths = [max(len(line[n]) for line in cells) for n in range(len(HEAD))]
    lines = ["| " + " | ".join(c.ljust(w) for c, w in zip(line, widths, strict=True)) + " |" for line in cells]
    return [lines[0], "|" + "|".join("-" * (w + 2) for w in widths) + "|", *lines[1:]]


def _processor() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    names = cpuinfo.read_text().splitlines() if cpuinfo.exists() else []
    return next((line.split(":", 1)[1].strip() for line in names if line.startswith("model name")), platform.machine())
