"""Paths of this room, under /api/kb."""

from fastapi import APIRouter

from itsm.domains.knowledge.routes import articles, editing, files, listening, searching, shelves, versions

router = APIRouter(prefix="/kb", tags=["knowledge base"])
for part in (searching, articles, editing, versions, listening, files, shelves):
    router.include_router(part.router)
