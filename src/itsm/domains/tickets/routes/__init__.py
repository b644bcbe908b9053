"""Paths of tickets: what they take, what they answer; a few lines each."""

import re
from functools import partial

from itsm.domains.tickets.board import routes as board
from itsm.domains.tickets.bulk import routes as bulk
from itsm.domains.tickets.composing import routes as composing
from itsm.domains.tickets.macros import routes as macros
from itsm.domains.tickets.routes import acting, history, promising, reading, writing
from itsm.domains.tickets.rules import routes as rules
from itsm.domains.tickets.saved_views import routes as saved_views
from itsm.platform.http.direct import DirectRead
from itsm.platform.http.paging import PageParams

# A tuple and no router of routers: each router inside another costs every request a search of its own.
# What has a name of its own below /tickets comes before the tickets themselves.
routers = (
    saved_views.router,
    bulk.router,
    composing.own_router,
    macros.router,
    board.router,
    reading.router,
    writing.router,
    acting.router,
    promising.router,
    history.router,
    rules.router,
    macros.ticket_router,
)

# As an id or a number is written by our own links; any other spelling takes the ordinary route.
_REFERENCE = r"(?P<ticket_id>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|TKT-[0-9]{4}-[0-9]{6,9})"
DIRECT_READS = (
    DirectRead(re.compile("/api/tickets"), reading.list_tickets, reads_query=True),
    DirectRead(re.compile(f"/api/tickets/{_REFERENCE}"), reading.get_ticket),
    DirectRead(
        re.compile(f"/api/tickets/{_REFERENCE}/timeline"), partial(history.get_ticket_timeline, page=PageParams())
    ),
)

__all__ = ["DIRECT_READS", "routers"]
