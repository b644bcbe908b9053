"""Words of this room."""

from __future__ import annotations

from enum import StrEnum


class AssignmentMode(StrEnum):
    """How a ticket that reaches the team finds somebody; `manual` leaves it in the queue to be taken.

    `least_loaded`: fewest open tickets. `round_robin`: whose last assignment is longest ago.
    `weighted`: fewest open tickets for their weight, so that weight 2 ends with twice as many as weight 1.
    """

    LEAST_LOADED = "least_loaded"
    ROUND_ROBIN = "round_robin"
    WEIGHTED = "weighted"
    MANUAL = "manual"
