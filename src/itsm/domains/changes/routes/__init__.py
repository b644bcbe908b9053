"""Paths of this room, under /api/changes; and the changes beside a ticket."""

from fastapi import APIRouter

from itsm.domains.changes.routes import acting, history, reading, rules, tickets, windows, writing

router = APIRouter(tags=["changes"])
for part in (rules, windows, reading, writing, acting, history, tickets):
    router.include_router(part.router)
beside_tickets = tickets.beside
