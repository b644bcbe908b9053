"""An application with the routers under test and one caller, whoever is wired in elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
from fastapi import APIRouter, FastAPI

from itsm.platform.actor import Actor, Role
from itsm.platform.http.deps import current_actor
from itsm.platform.http.problems import install_problem_handlers
from itsm.platform.ids import new_id
from itsm.platform.permissions import ROLE_PERMISSIONS

if TYPE_CHECKING:
    from uuid import UUID


def an_actor(role: Role = Role.SYSTEM_ADMIN, *, teams: frozenset[UUID] = frozenset()) -> Actor:
    """Return somebody with `role`."""
    return Actor(
        id=new_id(), name="Mia Cruz", role=role, permissions=ROLE_PERMISSIONS[role], team_ids=teams, session_id=new_id()
    )


def a_client(actor: Actor, *routers: APIRouter) -> httpx.AsyncClient:
    """Return a client that calls `routers` as `actor`."""
    app = FastAPI()
    for router in routers:
        app.include_router(router, prefix="/api")
    install_problem_handlers(app)
    app.dependency_overrides[current_actor] = lambda: actor
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="http://testserver")
