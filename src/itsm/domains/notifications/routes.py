"""Paths of this room, under /api."""

from fastapi import APIRouter

from itsm.domains.notifications.bell.routes import router as bell
from itsm.domains.notifications.choices.routes import router as choices
from itsm.domains.notifications.suppression.returns_routes import router as returns
from itsm.domains.notifications.suppression.routes import router as suppression
from itsm.domains.notifications.wording.routes import router as wording

router = APIRouter()
for part in (bell, choices, returns, suppression, wording):
    router.include_router(part)
