"""Paths of this room, under /api."""

from fastapi import APIRouter

from itsm.domains.routing.routes import loads, rules

router = APIRouter()
router.include_router(rules.router)
router.include_router(loads.router)
