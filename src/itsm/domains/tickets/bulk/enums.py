"""Words of bulk changes."""

from __future__ import annotations

from enum import StrEnum


class BulkState(StrEnum):
    """How far a bulk change is."""

    RUNNING = "running"
    DONE = "done"
    UNDOING = "undoing"
    UNDONE = "undone"


class BulkItemState(StrEnum):
    """What became of one ticket.

    `same`: it was so already. `refused`: `code` and `detail` say why. `kept`: it could not be taken back, `detail`
    says why. `returned`: it is as it was.
    """

    WAITING = "waiting"
    DONE = "done"
    SAME = "same"
    REFUSED = "refused"
    RETURNING = "returning"
    RETURNED = "returned"
    KEPT = "kept"
