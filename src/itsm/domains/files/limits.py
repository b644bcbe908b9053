"""What an administrator allows of uploads and links."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from itsm.domains.files.incoming import MEGABYTE
from itsm.domains.settings import api as settings

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession


@dataclass(frozen=True, slots=True)
class UploadLimits:
    """The largest file in bytes, and the endings of names that are accepted."""

    file_bytes: int
    endings: frozenset[str]


async def upload_limits(session: AsyncSession) -> UploadLimits:
    """Return the present limits, from memory."""
    megabytes = await settings.setting(session, "attachment_max_mb")
    endings = await settings.setting(session, "attachment_types")
    return UploadLimits(megabytes * MEGABYTE, frozenset(endings))


async def link_seconds(session: AsyncSession) -> int:
    """Return how long a new link is good."""
    minutes: int = await settings.setting(session, "file_link_minutes")
    return minutes * 60
