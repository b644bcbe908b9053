"""Paths of this room, under /api."""

from fastapi import APIRouter

from itsm.domains.settings.routes import categories, locations, reference, resolution_categories, values

router = APIRouter()
for part in (reference, categories, locations, resolution_categories, values):
    router.include_router(part.router)
