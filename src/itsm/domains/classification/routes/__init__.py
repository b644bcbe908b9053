"""Paths of this room, under /api."""

from fastapi import APIRouter

from itsm.domains.classification.routes import matrix, rules

router = APIRouter()
router.include_router(rules.router)
router.include_router(matrix.router)
