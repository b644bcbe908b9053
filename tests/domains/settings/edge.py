"""One room's router behind the real edge (problems, paging, conditions), called as any role."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

import httpx
from fastapi import APIRouter, FastAPI, Request

from itsm.platform.actor import Actor, Role
from itsm.platform.http import deps
from itsm.platform.http.problems import install_problem_handlers
from itsm.platform.permissions import ROLE_PERMISSIONS

CALLER = UUID("01900000-0000-7000-8000-00000000cafe")


def caller(role: Role) -> Actor:
    return Actor(id=CALLER, name="Somebody", role=role, permissions=ROLE_PERMISSIONS[role])


@asynccontextmanager
async def calling_as(role: Role | None, router: APIRouter) -> AsyncIterator[httpx.AsyncClient]:
    """Give a client whose every request comes from an actor of `role`; None: from nobody."""

    async def resolve(_: Request) -> Actor | None:
        return caller(role) if role else None

    before = deps._resolver
    deps.set_actor_resolver(resolve)
    app = FastAPI()
    app.include_router(router, prefix="/api")
    install_problem_handlers(app)
    transport = httpx.ASGITransport(app)
    try:
        async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as http:
            yield http
    finally:
        deps.set_actor_resolver(before)
