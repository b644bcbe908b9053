"""Every router of the product, mounted under /api."""

from __future__ import annotations

from fastapi import APIRouter

from itsm.domains.approvals import routes as approvals
from itsm.domains.assets import routes as assets
from itsm.domains.audit import routes as audit
from itsm.domains.changes import routes as changes
from itsm.domains.classification import routes as classification
from itsm.domains.files import routes as files
from itsm.domains.files import upload_routes as uploads
from itsm.domains.identity import routes as identity
from itsm.domains.knowledge import routes as knowledge
from itsm.domains.lab import routes as lab
from itsm.domains.notifications import routes as notifications
from itsm.domains.ops import routes as ops
from itsm.domains.presence import routes as presence
from itsm.domains.realtime import routes as realtime
from itsm.domains.reporting import export_routes as report_exports
from itsm.domains.reporting import routes as reporting
from itsm.domains.reporting.schedules import routes as report_schedules
from itsm.domains.reporting.star import routes as reporting_star
from itsm.domains.routing import routes as routing
from itsm.domains.settings import routes as settings
from itsm.domains.sla import routes as sla
from itsm.domains.status import routes as status
from itsm.domains.teams import routes as teams
from itsm.domains.tickets import routes as tickets
from itsm.domains.tickets.articles import routes as ticket_articles
from itsm.domains.tickets.assets import routes as ticket_assets
from itsm.domains.tickets.attachments import routes as attachments
from itsm.domains.tickets.comments import routes as comments
from itsm.domains.tickets.composing import routes as composing
from itsm.domains.tickets.handovers import routes as handovers
from itsm.domains.tickets.links import routes as links
from itsm.domains.tickets.merging import routes as merging
from itsm.domains.tickets.ratings import routes as ratings
from itsm.domains.tickets.time_entries import routes as time_entries
from itsm.domains.tickets.watchers import routes as watchers
from itsm.domains.users.roles import own_routes as own_roles
from itsm.domains.users.roles import routes as roles
from itsm.domains.webhooks import routes as webhooks
from itsm.platform.http import health
from itsm.platform.http.direct import DirectRead
from itsm.wiring.draft_routes import draft_router

ROUTERS: tuple[APIRouter, ...] = (
    # Routers are tried in this order: what is asked most comes first.
    *tickets.routers,
    health.router,
    identity.router,
    roles.router,
    own_roles.router,
    teams.router,
    settings.router,
    sla.router,
    classification.router,
    routing.router,
    notifications.router,
    presence.router,
    realtime.router,
    comments.router,
    composing.router,
    *attachments.routers,
    links.router,
    merging.router,
    time_entries.router,
    watchers.router,
    ratings.router,
    handovers.router,
    ticket_articles.router,
    knowledge.router,
    ticket_assets.router,
    assets.router,
    status.router,
    approvals.router,
    changes.router,
    changes.beside_tickets,
    changes.feed_router,
    files.router,
    uploads.router,
    reporting.router,
    report_exports.router,
    report_schedules.router,
    reporting_star.feed,
    reporting_star.administration,
    audit.router,
    ops.router,
    webhooks.router,
    lab.router,
    draft_router(),
)

DIRECT_READS: tuple[DirectRead, ...] = tickets.DIRECT_READS
"""What is asked most often of all, and is answered before a route is looked for."""
