"""Paths of tickets: what they take, what they answer; a few lines each."""

from itsm.domains.tickets.routes import acting, history, reading, writing
from itsm.domains.tickets.rules import routes as rules

# A tuple and no router of routers: each router inside another costs every request a search of its own.
routers = (reading.router, writing.router, acting.router, history.router, rules.router)

__all__ = ["routers"]
