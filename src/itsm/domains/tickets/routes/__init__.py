"""Paths of tickets: what they take, what they answer; a few lines each."""

from fastapi import APIRouter

from itsm.domains.tickets.routes import acting, history, reading, writing

router = APIRouter(tags=["tickets"])
router.include_router(reading.router, prefix="/tickets")
router.include_router(writing.router, prefix="/tickets")
router.include_router(acting.router, prefix="/tickets")
router.include_router(history.router, prefix="/tickets")

__all__ = ["router"]
