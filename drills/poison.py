"""A worker that also knows jobs that go wrong: `python -m drills.poison`. Only the drills start it."""

from __future__ import annotations

import asyncio
import os
import resource
from typing import Any

from itsm.entrypoints.worker import work
from itsm.platform.jobs.model import Job
from itsm.platform.work import UnitOfWork
from itsm.wiring.jobs import JOBS

MEMORY_BYTES = 1_500 * 2**20


async def _raise(_work: UnitOfWork, _args: dict[str, Any]) -> None:
    raise ValueError("poison")


async def _hang(_work: UnitOfWork, _args: dict[str, Any]) -> None:
    await asyncio.sleep(3_600)


async def _eat(_work: UnitOfWork, _args: dict[str, Any]) -> None:
    """Take what comes piece by piece, without end. Computing without a pause would hold up its worker; no job may."""
    eaten = []
    while True:
        eaten.append(bytearray(10 * 2**20))
        await asyncio.sleep(0)


async def _die(_work: UnitOfWork, _args: dict[str, Any]) -> None:
    os._exit(9)


async def _ping(_work: UnitOfWork, _args: dict[str, Any]) -> None:
    """Do nothing: how soon it is gone tells how long jobs wait."""


POISON = {
    "drill.raise": Job(_raise, max_attempts=5, backoff_seconds=0.2),
    "drill.hang": Job(_hang, max_attempts=3, backoff_seconds=0.2, timeout_seconds=2),
    "drill.eat": Job(_eat, max_attempts=3, backoff_seconds=0.2),
    "drill.die": Job(_die, max_attempts=3),
    "drill.ping": Job(_ping),
}


def main() -> None:
    """Work with poison on the shelf and a bound on memory, as a container has one."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    JOBS.update(POISON)
    work()


if __name__ == "__main__":
    main()
