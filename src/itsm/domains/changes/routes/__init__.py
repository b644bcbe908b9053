"""Paths of this room, under /api/changes; and the changes beside a ticket."""

from fastapi import APIRouter

from itsm.domains.changes.routes import acting, calendar, feed, history, reading, rules, tickets, windows, writing

router = APIRouter(tags=["changes"])
for part in (rules, windows, calendar, reading, writing, acting, history, tickets):
    router.include_router(part.router)
beside_tickets = tickets.beside
feed_router = feed.router
