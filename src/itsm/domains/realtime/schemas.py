"""What the interface shows of live events."""

from typing import Any

from itsm.platform.http.schemas import OutputModel


class LiveEvent(OutputModel):
    """One message, as a socket would have heard it."""

    cursor: str
    type: str
    payload: dict[str, Any]


class LiveEvents(OutputModel):
    """What was missed. `reset`: it is too much or from another log; fetch everything anew and go on from here."""

    items: list[LiveEvent]
    next_cursor: str
    reset: bool
