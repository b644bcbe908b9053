"""Paths of this room, under /api."""

from fastapi import APIRouter

from itsm.domains.lab.routes import drafts, runs, versions

router = APIRouter()
router.include_router(drafts.router)
router.include_router(runs.router)
router.include_router(versions.router)
