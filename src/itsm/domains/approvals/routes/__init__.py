"""Paths of this room, under /api/approvals."""

from fastapi import APIRouter

from itsm.domains.approvals.routes import deciding, delegating, letters

router = APIRouter(tags=["approvals"])
for part in (delegating, letters, deciding):
    router.include_router(part.router)
