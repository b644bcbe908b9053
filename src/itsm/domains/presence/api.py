"""What other rooms may ask about who is at work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm.domains.presence.engine import Duty, Presence
from itsm.domains.presence.repository import SNAPSHOT, load_presence
from itsm.domains.presence.service import add_skill, plan_leave, require_skills, set_duty, set_shift, set_skills

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

__all__ = [
    "Duty",
    "Presence",
    "add_skill",
    "load_presence",
    "plan_leave",
    "present",
    "require_skills",
    "set_duty",
    "set_shift",
    "set_skills",
]


async def present(session: AsyncSession) -> Presence:
    """Return everybody's shifts, leave, skills and duties from memory; no query while they are fresh."""
    return await SNAPSHOT.get(session)
