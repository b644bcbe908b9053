"""Paths of this room, all below /admin and for `ops.manage`."""

from fastapi import APIRouter

from itsm.domains.ops.routes import health, jobs, outbox, quarantine
from itsm.platform.http.deps import require

router = APIRouter(prefix="/admin", tags=["ops"], dependencies=[require("ops.manage")])
router.include_router(outbox.router)
router.include_router(jobs.router)
router.include_router(health.router)
router.include_router(quarantine.router)
