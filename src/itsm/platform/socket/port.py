"""What the hub asks whoever knows users and tickets."""

from __future__ import annotations

from typing import Any, Protocol


class SocketGate(Protocol):
    """Decides who may connect and what a connection may hear."""

    async def admit(self, sid: str, token: str) -> frozenset[str] | None:
        """Return the rooms of the caller that `token` names, or None to refuse the connection."""
        ...

    async def receive(self, sid: str, event: str, data: Any) -> dict[str, Any]:
        """Handle one of `CLIENT_EVENTS`; return the acknowledgement."""
        ...

    def gone(self, sid: str) -> None:
        """Forget a connection that has ended."""
        ...
