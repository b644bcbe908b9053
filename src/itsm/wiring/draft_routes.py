"""The administration of rules, mounted once more over drafts: the same routes, nothing in force.

Only what reads and edits a content is mounted; trying rules out on a ticket is what runs are for.
"""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter
from fastapi.routing import APIRoute

from itsm.domains.classification.routes import matrix as matrix_routes
from itsm.domains.classification.routes import rules as classification_routes
from itsm.domains.lab.enums import Kind
from itsm.domains.lab.routes.drafts import PATH, inside_draft
from itsm.domains.routing.routes import rules as routing_routes
from itsm.domains.sla.routes import calendars as calendar_routes
from itsm.domains.sla.routes import policies as policy_routes

_MOUNTED: Final = (
    (Kind.ROUTING, routing_routes.router, ("", "/{rule_id}", "/reorder")),
    (Kind.CLASSIFICATION, classification_routes.router, ("", "/{rule_id}")),
    (Kind.CLASSIFICATION, matrix_routes.router, ("",)),
    (Kind.SLA_POLICIES, policy_routes.router, ("", "/{policy_id}")),
    (Kind.CALENDARS, calendar_routes.router, ("", "/{calendar_id}", "/{calendar_id}/year")),
)


def draft_router() -> APIRouter:
    """Return the routes of rules, policies and calendars below the path of a draft."""
    mounted = APIRouter(tags=["rule lab"])
    for kind, router, ends in _MOUNTED:
        below = router.prefix.removeprefix("/admin")
        for route in router.routes:
            if not isinstance(route, APIRoute) or route.path.removeprefix(router.prefix) not in ends:
                continue
            mounted.add_api_route(
                f"{PATH}/{{draft_id}}{below}{route.path.removeprefix(router.prefix)}",
                route.endpoint,
                methods=sorted(route.methods or ()),
                name=f"{route.name}_in_draft",
                status_code=route.status_code,
                response_model=route.response_model,
                dependencies=[*route.dependencies, inside_draft(kind)],
                summary=f"{route.summary or route.name.replace('_', ' ').capitalize()} in a draft",
                description=route.description,
            )
    return mounted
