"""Reports that people of the demonstration have mailed to themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from itsm.domains.reporting.schedules.service import add_schedule
from itsm.platform.work import open_work

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from itsm.platform.actor import Actor

_REPORTS: tuple[tuple[str, dict[str, Any]], ...] = (
    (
        "manager.ph",
        {
            "name": "Monday figures of the desk",
            "page": "manager",
            "filters": {"days": 7},
            "compare": True,
            "format": "xlsx",
            "frequency": "weekly",
            "weekday": 1,
            "day": 1,
            "hour": 8,
            "timezone": "Asia/Manila",
        },
    ),
    (
        "manager.ph",
        {
            "name": "Month in the Philippines",
            "page": "executive",
            "compare": True,
            "format": "xlsx",
            "filters": {"days": 30, "location": "Philippines"},
            "frequency": "monthly",
            "weekday": 1,
            "day": 1,
            "hour": 7,
            "timezone": "Asia/Manila",
        },
    ),
    (
        "admin",
        {
            "name": "What needs an administrator",
            "page": "admin",
            "filters": {"days": 30},
            "compare": False,
            "format": "csv",
            "frequency": "daily",
            "weekday": 1,
            "day": 1,
            "hour": 6,
            "timezone": "America/Denver",
        },
    ),
)


async def add_reports(actors: Mapping[UUID, Actor], ids: Mapping[str, UUID]) -> None:
    """Schedule what managers and administrators read regularly."""
    for login, fields in _REPORTS:
        async with open_work(actors[ids[login]]) as work:
            await add_schedule(work, ids[login], fields)
