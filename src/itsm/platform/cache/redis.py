"""Redis: wake-ups, shared counters, caches. When it is gone or hangs, callers go on without it at once."""

from __future__ import annotations

import asyncio
import contextlib
import time
from typing import TYPE_CHECKING, cast

import structlog
from redis.asyncio import Redis, RedisCluster
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from itsm.platform.ids import new_id
from itsm.platform.jobs import signals

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from typing import TypeVar

    T = TypeVar("T")

log = structlog.get_logger("itsm.redis")

CHANNEL = "itsm:wake"
_CALL_SECONDS = 0.25
_REST_SECONDS = 2.0


class RedisPort:
    """The Redis of this process, or nothing. A fault opens the circuit for two seconds."""

    def __init__(self, url: str, *, is_cluster: bool = False) -> None:
        self._client: Redis | None = None
        self._closed_until = 0.0
        # Says whose message it is: who sent it is awake already.
        self._own = new_id().bytes
        self._listening: asyncio.Task[None] | None = None
        if url:
            self._client = _open_cluster(url) if is_cluster else _open_one(url)
        self._url = url

    @property
    def is_configured(self) -> bool:
        """Tell whether a Redis address was given."""
        return self._client is not None

    async def call(self, action: Callable[[Redis], Awaitable[T]], default: T) -> T:
        """Return what `action` gets from Redis, or `default` where Redis is absent, down or slow (0.25 s)."""
        if self._client is None or time.monotonic() < self._closed_until:
            return default
        try:
            async with asyncio.timeout(_CALL_SECONDS):
                return await action(self._client)
        except (RedisError, OSError, TimeoutError) as fault:
            self._closed_until = time.monotonic() + _REST_SECONDS
            log.warning("redis.unreachable", error=str(fault))
            return default

    async def publish_wake(self) -> None:
        """Wake the listeners of every process."""
        await self.call(lambda redis: redis.publish(CHANNEL, self._own), 0)

    def start_listening(self) -> None:
        """Turn wake-ups of other processes into local ones, for as long as this process lives."""
        if self._client is not None and self._listening is None:
            signals.set_publisher(self.publish_wake)
            self._listening = asyncio.create_task(self._listen())

    async def _listen(self) -> None:
        while True:
            with contextlib.suppress(RedisError, OSError, TimeoutError):
                await self._relay()
            await asyncio.sleep(_REST_SECONDS)

    async def _relay(self) -> None:
        # In a cluster, too: what is published at one node is heard at every node.
        client = Redis.from_url(self._url, socket_connect_timeout=_CALL_SECONDS, health_check_interval=10)
        async with client, client.pubsub(ignore_subscribe_messages=True) as channel:
            await channel.subscribe(CHANNEL)
            async for message in channel.listen():
                if message["data"] != self._own:
                    signals.wake_local()

    async def ping(self) -> bool:
        """Tell whether Redis answers."""
        return bool(await self.call(lambda redis: redis.ping(), False))

    async def close(self) -> None:
        """Stop listening and close the connections."""
        signals.set_publisher(None)
        if self._listening is not None:
            self._listening.cancel()
            await asyncio.gather(self._listening, return_exceptions=True)
        if self._client is not None:
            await self._client.aclose()


def _open_one(url: str) -> Redis:
    return Redis.from_url(
        url, socket_timeout=_CALL_SECONDS, socket_connect_timeout=_CALL_SECONDS, retry=Retry(NoBackoff(), 0)
    )


def _open_cluster(url: str) -> Redis:
    """Return a client that finds the node of each key. Callers use single keys, so they need not know which it is."""
    client = RedisCluster.from_url(
        url,
        socket_timeout=_CALL_SECONDS,
        socket_connect_timeout=_CALL_SECONDS,
        retry=Retry(NoBackoff(), 1),
        require_full_coverage=False,
    )
    return cast("Redis", client)


_port = RedisPort("")


def set_redis(port: RedisPort) -> None:
    """Make `port` the Redis of this process."""
    global _port  # noqa: PLW0603 - one Redis a process, set at start and in tests
    _port = port


def get_redis() -> RedisPort:
    """Return the Redis of this process; it may be absent."""
    return _port
