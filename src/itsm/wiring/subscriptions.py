"""Who hears of what: event name → jobs. One page shows every consequence of every event."""

from __future__ import annotations

SUBSCRIPTIONS: dict[str, tuple[str, ...]] = {}
