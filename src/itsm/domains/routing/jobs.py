"""Background work of this room: what hears which news. Wiring joins these lists."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from itsm.domains.routing.assignment import list_agent
from itsm.platform.jobs.model import Job
from itsm.platform.work import UnitOfWork

__all__ = ["JOBS", "SUBSCRIPTIONS"]

LIST_JOB: Final = "routing.list_agent"


async def list_member(work: UnitOfWork, args: dict[str, Any]) -> None:
    """Hear `team.member_added`: whoever joins has a load to lock before their first ticket."""
    await list_agent(work, UUID(str(args["data"]["user_id"])))


JOBS: Final[dict[str, Job]] = {LIST_JOB: Job(list_member)}
SUBSCRIPTIONS: Final[dict[str, tuple[str, ...]]] = {"team.member_added": (LIST_JOB,)}
