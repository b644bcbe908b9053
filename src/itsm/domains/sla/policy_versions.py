"""Policy versions by id, from memory: what a running clock was promised by. Versions never change."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from itsm.domains.settings import api as settings
from itsm.domains.sla.codec import policy_from
from itsm.domains.sla.engine.options import SHIPPED, Options
from itsm.domains.sla.engine.selection import Policy
from itsm.domains.sla.models import SlaPolicyVersion

_KEEP_VERSIONS: Final = 256
_versions: dict[UUID, Policy] = {}


async def policy_version(session: AsyncSession, version_id: UUID) -> Policy | None:
    """Return a policy as a version states it; None for an unknown id."""
    known = _versions.get(version_id)
    if known is not None:
        return known
    row = await session.get(SlaPolicyVersion, version_id)
    if row is None:
        return None
    if len(_versions) >= _KEEP_VERSIONS:
        _versions.pop(next(iter(_versions)))
    reference = await settings.reference(session)
    policy = policy_from(row.policy_id, row.id, row.name, row.definition, reference)
    return _versions.setdefault(version_id, policy)


async def options_of(session: AsyncSession, version_id: UUID) -> Options:
    """Return the options of a policy version, the shipped ones where it is not known."""
    policy = await policy_version(session, version_id)
    return policy.options if policy is not None else SHIPPED
