"""Make a unit of work again where PostgreSQL ended it to undo a deadlock."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from sqlalchemy.exc import DBAPIError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

Made = TypeVar("Made")
_DEADLOCK: Final = "40P01"
_BORNE: Final = 2


async def despite_deadlocks(make: Callable[[], Awaitable[Made]]) -> Made:
    """Return what `make` does in a unit of work of its own, which it begins anew at each call.

    After the second deadlock the third is raised as it is (DBAPIError); other faults are raised at once.
    """
    for _ in range(_BORNE):
        try:
            return await make()
        except DBAPIError as fault:
            if getattr(fault.orig, "sqlstate", None) != _DEADLOCK:
                raise
    return await make()
