"""Paths of tickets: what they take, what they answer; a few lines each."""

from fastapi import APIRouter

from itsm.domains.tickets.routes import acting, history, reading, writing

router = APIRouter(prefix="/tickets", tags=["tickets"])
router.include_router(reading.router)
router.include_router(writing.router)
router.include_router(acting.router)
router.include_router(history.router)

__all__ = ["router"]
