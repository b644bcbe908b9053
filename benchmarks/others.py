"""Due dates a second, the replay of a real log, and what a browser downloads first."""

from __future__ import annotations

import random
import re
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.figures import Figures, Row
from benchmarks.stage import in_product
from itsm.domains.conditions.api import TicketFacts
from itsm.domains.settings.enums import Priority
from itsm.domains.sla import api as sla
from itsm.domains.sla.service.start_clocks import clocks_for
from itsm.domains.sla.terms import terms_for
from itsm.platform.db.engine import get_database
from itsm.platform.ids import new_id

if TYPE_CHECKING:
    from benchmarks.stage import Stage

ROOT = Path(__file__).resolve().parents[1]
LOG = ROOT.parent / "shared" / "data" / "incident_event_log.csv.gz"
REPLAYED = 300
PROMISES = 5_000
_RATE = re.compile(r"([\d,]+) rows/s")
_ENTRY = re.compile(r'(?:src|href)="/(assets/[^"]+\.(js|css)|theme\.js)"')


def due_dates(figures: Figures) -> None:
    """Choose the policy and compute both due dates of tickets at any hour of a year, at four sites."""

    async def promise() -> float:
        dice = random.Random(3)
        async with get_database().reading() as session:
            facts = [_facts(dice) for _ in range(PROMISES)]
            await terms_for(session, facts[0])
            began = time.perf_counter()
            for one in facts:
                terms = await terms_for(session, one)
                if terms is not None:
                    clocks_for(terms, one)
            return 2 * PROMISES / (time.perf_counter() - began)

    figures.add(Row("SLA due dates, policy and calendar chosen", clients="1", rate=f"{in_product(promise):,.0f}/s"))


def _facts(dice: random.Random) -> sla.Facts:
    started = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=dice.randrange(365 * 24 * 60))
    return sla.Facts(
        ticket_id=new_id(),
        started_at=started,
        ticket=TicketFacts(priority=dice.choice(list(Priority))),
        location_key=dice.choice(("ph", "us", "id", "cn")),
    )


def replay(stage: Stage, figures: Figures, *, incidents: int | None) -> None:
    """Replay a real incident log, or its first `incidents`, through the services; says so where it is absent."""
    work = f"replay of a ServiceNow log, {incidents or 'all'} incidents"
    if not LOG.exists():
        figures.add(Row(work, rate="skipped: the log is not here"))
        return
    limit = ["--limit", str(incidents)] if incidents else []
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "itsm", "import", "servicenow-log", str(LOG), *limit],
        env=stage.env,
        capture_output=True,
        text=True,
        check=False,
    )
    found = _RATE.search(done.stdout)
    if done.returncode or found is None:
        raise RuntimeError(f"the replay failed: {done.stdout[-500:]} {done.stderr[-500:]}")
    figures.add(Row(work, clients="1", rate=f"{found[1]} rows/s"))


def first_download(figures: Figures) -> None:
    """Add up the compressed scripts and styles that the entry page names, where the front end is built."""
    page = ROOT / "web" / "dist" / "index.html"
    if not page.exists():
        figures.add(Row("entry of the front end", rate="skipped: not built"))
        return
    sizes = {"js": 0, "css": 0}
    for path, kind in _ENTRY.findall(page.read_text()):
        packed = page.parent / f"{path}.gz"
        sizes[kind or "js"] += (packed if packed.exists() else page.parent / path).stat().st_size
    for kind, size in sizes.items():
        figures.add(Row(f"entry of the front end, {kind.upper()} gzipped", rate=f"{size / 1024:.0f} KiB"))
