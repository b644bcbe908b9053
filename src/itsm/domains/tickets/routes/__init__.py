"""Paths of tickets: what they take, what they answer; a few lines each."""

from fastapi import APIRouter

from itsm.domains.tickets.routes import acting, history, reading, writing
from itsm.domains.tickets.rules import routes as rules

router = APIRouter(tags=["tickets"])
router.include_router(reading.router, prefix="/tickets")
router.include_router(writing.router, prefix="/tickets")
router.include_router(acting.router, prefix="/tickets")
router.include_router(history.router, prefix="/tickets")
router.include_router(rules.router)

__all__ = ["router"]
