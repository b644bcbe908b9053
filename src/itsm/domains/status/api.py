"""What other rooms and wiring may call."""

from __future__ import annotations

from itsm.domains.status.enums import PostKind, PostState, ServiceImpact
from itsm.domains.status.repository import lock_post
from itsm.domains.status.schemas import StatusPostCreate
from itsm.domains.status.service import add_service, add_update, create_post, join, subscribe

__all__ = [
    "PostKind",
    "PostState",
    "ServiceImpact",
    "StatusPostCreate",
    "add_service",
    "add_update",
    "create_post",
    "join",
    "lock_post",
    "subscribe",
]
