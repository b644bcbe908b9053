"""Answers that all processes share, in Redis. Without it nothing is found, kept or counted, and locks are free."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from itsm.platform.cache.redis import get_redis

if TYPE_CHECKING:
    from redis.asyncio import Redis


async def load(key: str) -> bytes | None:
    """Return what is kept under `key`."""

    async def ask(redis: Redis) -> Any:
        return await redis.get(key)

    found = await get_redis().call(ask, None)
    return found if isinstance(found, bytes) else None


async def keep(key: str, value: bytes, seconds: int) -> None:
    """Keep `value` for so long, and free the lock of `key`."""

    async def ask(redis: Redis) -> None:
        await redis.set(key, value, ex=seconds)
        await redis.delete(f"{key}:lock")

    await get_redis().call(ask, None)


async def lock(key: str, milliseconds: int) -> bool:
    """Tell whether the caller may make the answer of `key`: nobody else has begun within `milliseconds`."""

    async def ask(redis: Redis) -> bool:
        return bool(await redis.set(f"{key}:lock", "1", nx=True, px=milliseconds))

    return await get_redis().call(ask, default=True)


async def count(name: str, field: str) -> None:
    """Count one more of `field`."""

    async def ask(redis: Redis) -> Any:
        return await redis.hincrby(name, field, 1)

    await get_redis().call(ask, None)


async def counts(name: str) -> dict[str, int]:
    """Return what `count` counted, by field."""

    async def ask(redis: Redis) -> Any:
        return await redis.hgetall(name)

    found: Any = await get_redis().call(ask, {})
    return {field.decode(): int(value) for field, value in found.items()}
