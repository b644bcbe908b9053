"""What a request carries along: its id, where it came from."""

from __future__ import annotations

from contextvars import ContextVar

_request_id: ContextVar[str] = ContextVar("request_id", default="")


def request_id() -> str:
    """Return the id of the request being served, or an empty string."""
    return _request_id.get()


def set_request_id(value: str) -> None:
    """Set the id of the request being served."""
    _request_id.set(value)
