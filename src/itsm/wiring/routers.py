"""Every router of the product, mounted under /api."""

from __future__ import annotations

from fastapi import APIRouter

from itsm.domains.audit import routes as audit
from itsm.domains.identity import routes as identity
from itsm.domains.classification import routes as classification
from itsm.domains.settings import routes as settings
from itsm.domains.sla import routes as sla
from itsm.domains.teams import routes as teams
from itsm.platform.http import health

ROUTERS: tuple[APIRouter, ...] = (
    health.router,
    identity.router,
    teams.router,
    settings.router,
    sla.router,
    classification.router,
    audit.router,
)
