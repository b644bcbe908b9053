"""The web application: routers, layers, live updates and the front end, put together."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.routing import APIRoute
from fastapi.telemetry import TelemetryConfig
from starlette.middleware.cors import CORSMiddleware
from starlette.types import Receive, Scope, Send

from itsm import __version__
from itsm.domains.realtime.api import open_live_updates
from itsm.platform.cache.redis import RedisPort, set_redis
from itsm.platform.db.engine import open_database, set_database
from itsm.platform.db.replica import Replica, set_replica
from itsm.platform.http import health
from itsm.platform.http.direct import DirectReads
from itsm.platform.http.docs_page import docs_page
from itsm.platform.http.middleware import RequestContext
from itsm.platform.http.openapi import PROBLEM_RESPONSES, describe
from itsm.platform.http.problems import install_problem_handlers
from itsm.platform.http.spa import FrontEnd
from itsm.platform.outbound.client import close_outbound
from itsm.platform.settings import Settings
from itsm.platform.telemetry.metrics import watch_engine
from itsm.wiring.assemble import assemble
from itsm.wiring.live import LIVE_PORTS
from itsm.wiring.routers import DIRECT_READS, ROUTERS

_METHODS = ["GET", "HEAD", "POST", "PATCH", "PUT", "DELETE"]
_HEADERS = [
    "Authorization",
    "Content-Type",
    "If-Match",
    "If-None-Match",
    "Idempotency-Key",
    "Upload-Offset",
    "Tus-Resumable",
    "X-CSRF-Token",
    "X-Background",
]
REPLICA_POOL = 4
# Its spans hold whole addresses, queries included; ours do not (platform/telemetry/tracing.py).
_NO_TELEMETRY: TelemetryConfig = {"tracing": False, "metrics": False, "logs": False}
_EXPOSED = [
    "ETag",
    "Location",
    "X-Request-ID",
    "Retry-After",
    "Upload-Offset",
    "Upload-Length",
    "Upload-Expires",
    "Idempotent-Replayed",
]


@asynccontextmanager
async def resources(settings: Settings, application: str) -> AsyncIterator[None]:
    """Open the database pool and Redis of this process, and close them at its end."""
    url = settings.database_url.get_secret_value()
    database = open_database(url, pool_size=settings.database_pool_size, application=application)
    redis = RedisPort(settings.redis_url.get_secret_value(), is_cluster=settings.redis_cluster)
    set_database(database)
    if settings.metrics_port:
        watch_engine(database.engine)
    set_redis(redis)
    redis.start_listening()
    replica = _replica(settings, application)
    set_replica(replica)
    try:
        yield
    finally:
        await close_outbound()
        await redis.close()
        set_replica(None)
        if replica is not None:
            await replica.database.close()
        await database.close()


def _replica(settings: Settings, application: str) -> Replica | None:
    """Return the replica that reports read, None where there is none. Nothing is asked of it yet."""
    url = settings.database_replica_url.get_secret_value()
    if not url:
        return None
    database = open_database(url, pool_size=REPLICA_POOL, application=f"{application}-reports")
    return Replica(database, settings.database_replica_max_lag)


def create_app(settings: Settings) -> FastAPI:
    """Return the API and the front end as one application; opening resources is the caller's business."""
    assemble(settings)
    app = FastAPI(
        title="Madison88 ITSM",
        version=__version__,
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        separate_input_output_schemas=False,
        generate_unique_id_function=_operation_id,
        responses=PROBLEM_RESPONSES,
        telemetry=_NO_TELEMETRY,
    )
    for router in ROUTERS:
        app.include_router(router, prefix="/api")
    app.add_route("/api/docs", docs_page, methods=["GET"], include_in_schema=False)
    app.add_route("/{path:path}", FrontEnd(settings.web_dist).serve, methods=["GET", "HEAD"], include_in_schema=False)
    describe(app)
    install_problem_handlers(app)
    app.add_middleware(DirectReads, reads=DIRECT_READS)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=sorted(settings.origins),
        allow_credentials=True,
        allow_methods=_METHODS,
        allow_headers=_HEADERS,
        expose_headers=_EXPOSED,
    )
    app.add_middleware(RequestContext, settings=settings)
    return app


def _operation_id(route: APIRoute) -> str:
    return route.name


class ServedApp:
    """The application and its live updates as one: `/socket.io` goes to the sockets, all else to the API."""

    def __init__(self, settings: Settings) -> None:
        self._app = create_app(settings)
        self._live = open_live_updates(LIVE_PORTS, origins=settings.origins, host_names=settings.host_names)
        self._settings = settings
        self._app.router.lifespan_context = self._lifespan

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, socket or lifespan."""
        is_live = scope["type"] != "lifespan" and scope["path"].startswith("/socket.io")
        await (self._live.app if is_live else self._app)(scope, receive, send)

    @asynccontextmanager
    async def _lifespan(self, _: FastAPI) -> AsyncIterator[None]:
        async with resources(self._settings, "itsm-web"):
            self._live.start()
            yield
            health.start_draining()
            await self._live.stop()


def create_served_app(settings: Settings) -> ServedApp:
    """Return the application as a server runs it: with its resources, opened and closed with the process."""
    return ServedApp(settings)


__all__ = ["create_app", "create_served_app", "resources"]
