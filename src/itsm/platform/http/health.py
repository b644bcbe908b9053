"""Is the process alive, can it serve: two questions for supervisors, answered without details."""

from __future__ import annotations

import asyncio

from fastapi import APIRouter
from sqlalchemy import text

from itsm.platform.db.engine import get_database
from itsm.platform.errors import Unavailable

router = APIRouter(prefix="/health", tags=["health"])

_READY_SECONDS = 2
_draining = False


def start_draining() -> None:
    """Answer not ready from now on, so that the balancer sends nobody new."""
    global _draining  # noqa: PLW0603 - the state of this process
    _draining = True


@router.get("/live")
async def live() -> dict[str, str]:
    """Tell that the process runs."""
    return {"status": "ok"}


@router.get("/ready", responses={503: {"description": "The database does not answer, or the process is stopping."}})
async def ready() -> dict[str, str]:
    """Tell that the process can serve: the database answers and it is not stopping."""
    if _draining:
        raise Unavailable("Stopping.", headers={"Retry-After": "5"})
    async with asyncio.timeout(_READY_SECONDS), get_database().reading() as session:
        await session.execute(text("SELECT 1"))
    return {"status": "ok"}
