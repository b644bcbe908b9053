"""Background work of this room, as `itsm/wiring/jobs.py` lists it."""

from __future__ import annotations

from typing import Any

from itsm.domains.sla.monitor import sweep as sweep_clocks
from itsm.platform.work import UnitOfWork


async def sweep(work: UnitOfWork, args: dict[str, Any]) -> None:
    """Every five minutes: find what the timers missed. Takes no arguments."""
    del args
    if (await sweep_clocks(work)).has_more:
        work.defer("sla.sweep", {})
