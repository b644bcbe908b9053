"""Paths of this room, under /api/assets."""

from fastapi import APIRouter

from itsm.domains.assets.routes import acting, imports, labels, reading, relations, types, writing

router = APIRouter(tags=["assets"])
# Fixed words come before the id of an asset.
for part in (types, imports, labels, reading, writing, acting, relations):
    router.include_router(part.router)
router.include_router(imports.inventory)
