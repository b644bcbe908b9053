"""The application as it is served: real sockets on a free port, with the live updates, in the test's own loop."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

import uvicorn
from pydantic import SecretStr

from itsm.platform.db.engine import Database, set_database
from itsm.platform.settings import Settings
from itsm.wiring.app import create_served_app


@contextlib.asynccontextmanager
async def served(settings: Settings, database: Database) -> AsyncIterator[str]:
    """Serve the whole product on this database; give its address."""
    url = database.engine.url.render_as_string(hide_password=False)
    app = create_served_app(settings.model_copy(update={"database_url": SecretStr(url)}))
    config = uvicorn.Config(
        app, host="127.0.0.1", port=0, log_level="error", lifespan="on", ws="websockets-sansio", access_log=False
    )
    server = uvicorn.Server(config)
    task = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - the server has no event for it
        await asyncio.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = server.force_exit = True
        await task
        set_database(database)
