"""Paths of this room, under /api."""

from fastapi import APIRouter

from itsm.domains.sla.routes import calendars, policies

router = APIRouter()
for part in (calendars, policies):
    router.include_router(part.router)
