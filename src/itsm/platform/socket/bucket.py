"""A token bucket: bursts are fine, floods are not."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class TokenBucket:
    """Holds `capacity` tokens and regains `per_second` of them each second."""

    __slots__ = ("_at", "_capacity", "_clock", "_left", "_per_second")

    def __init__(self, capacity: float, per_second: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._capacity = capacity
        self._per_second = per_second
        self._clock = clock
        self._left = capacity
        self._at = clock()

    def take(self) -> bool:
        """Take one token; False where none is left."""
        now = self._clock()
        self._left = min(self._capacity, self._left + (now - self._at) * self._per_second)
        self._at = now
        if self._left < 1:
            return False
        self._left -= 1
        return True
