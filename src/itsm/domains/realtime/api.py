"""What other rooms and wiring may call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm.domains.realtime.live import LiveUpdates
from itsm.domains.realtime.ports import LivePorts

if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = ["LivePorts", "LiveUpdates", "open_live_updates", "socket_count"]

_live: LiveUpdates | None = None


def open_live_updates(ports: LivePorts, *, origins: Collection[str], host_names: Collection[str]) -> LiveUpdates:
    """Make the live updates of this web process. Wiring mounts `.app`, then calls `start` and `stop`."""
    global _live  # noqa: PLW0603 - one set of sockets a process
    _live = LiveUpdates(ports, origins=origins, host_names=host_names)
    return _live


def socket_count() -> int:
    """Return how many clients this process has; a process without live updates has none."""
    return _live.hub.count if _live is not None else 0
