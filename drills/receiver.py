"""The tests' receiver of webhooks, in a thread of its own."""

from __future__ import annotations

import asyncio
import threading
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tests.domains.webhooks.receiver import Receiver

if TYPE_CHECKING:
    from collections.abc import Iterator

_START_SECONDS = 10


def heard(server: Receiver) -> Counter[str]:
    """Return how often each message came."""
    return Counter(request.headers.get("webhook-id", "") for request in list(server.got))


@contextmanager
def receiver() -> Iterator[Receiver]:
    """Run one while the block runs."""
    server, loop = Receiver(), asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    asyncio.run_coroutine_threadsafe(server.start(), loop).result(_START_SECONDS)
    try:
        yield server
    finally:
        asyncio.run_coroutine_threadsafe(server.stop(), loop).result(_START_SECONDS)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(_START_SECONDS)
