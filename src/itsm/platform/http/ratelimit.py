"""Limits on how often something may be asked.

Two kinds: every request counts against a cheap in-process window; costly or guessable things (sign-in, reset)
count in Redis, shared by all processes, with the in-process window as fallback while Redis is away.
"""

from __future__ import annotations

import math
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from limits import RateLimitItemPerMinute, parse
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import SlidingWindowCounterRateLimiter
from limits.storage import MemoryStorage as SyncMemoryStorage
from limits.strategies import FixedWindowRateLimiter

from itsm.platform.cache.redis import get_redis
from itsm.platform.errors import RateLimited
from itsm.platform.settings import get_settings

if TYPE_CHECKING:
    from fastapi import Request
    from redis.asyncio import Redis

_requests = FixedWindowRateLimiter(SyncMemoryStorage())
_fallback = SlidingWindowCounterRateLimiter(MemoryStorage())


def count_request(request: Request, who: str) -> None:
    """Count one request of `who`; raise RateLimited (429) over the limit. Leaves the figures for the headers."""
    settings = get_settings()
    if not settings.rate_limits:
        return
    limit = RateLimitItemPerMinute(settings.requests_per_minute)
    allowed = _requests.hit(limit, who)
    stats = _requests.get_window_stats(limit, who)
    wait = max(1, math.ceil(stats.reset_time - time.time()))
    request.state.ratelimit = (limit.amount, stats.remaining, wait)
    if not allowed:
        raise RateLimited("Too many requests; wait a moment.", headers={"Retry-After": str(wait)})


def ratelimit_headers(state: Mapping[str, Any]) -> dict[str, str]:
    """Return the RateLimit headers of a request from its state; none where it was not counted."""
    figures = state.get("ratelimit")
    if figures is None:
        return {}
    amount, remaining, wait = figures
    return {"ratelimit-limit": str(amount), "ratelimit-remaining": str(remaining), "ratelimit-reset": str(wait)}


async def limit_sensitive(what: str, who: str, rule: str) -> None:
    """Count one use of something guessable or costly; raise RateLimited (429) over `rule` (like "5/minute").

    A fixed window in Redis (INCR and EXPIRE, one round trip); while Redis is away, a window in this process.
    """
    if not get_settings().rate_limits:
        return
    item = parse(rule)
    window = item.get_expiry()
    key = f"limit:{what}:{who}:{int(time.time()) // window}"
    count = await get_redis().call(lambda redis: _increment(redis, key, window), None)
    allowed = count <= item.amount if count is not None else await _fallback.hit(item, what, who)
    if not allowed:
        wait = window - int(time.time()) % window
        raise RateLimited(
            "Too many tries; wait before the next one.", headers={"Retry-After": str(wait)}, retry_after=wait
        )


async def _increment(redis: Redis, key: str, window: int) -> int | None:
    async with redis.pipeline(transaction=True) as pipe:
        pipe.incr(key)
        pipe.expire(key, window)
        count, _ = await pipe.execute()
    return int(count)
