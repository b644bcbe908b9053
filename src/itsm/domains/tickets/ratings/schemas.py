"""What comes in and goes out over the interface."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from itsm.domains.tickets.ratings.models import COMMENT_MAX
from itsm.platform.http.schemas import InputModel, OutputModel


class RatingPut(InputModel):
    """What the requester thinks of the resolution: 1 (bad) to 5 (very good)."""

    score: Annotated[int, Field(ge=1, le=5)]
    comment: Annotated[str | None, Field(max_length=COMMENT_MAX)] = None


class RatingRead(OutputModel):
    """A rating of one resolution; `cycle` 0 is the first resolution."""

    cycle: int
    score: int
    comment: str | None
    rated_at: datetime


class RatingsRead(OutputModel):
    """The ratings of a ticket. `current` is that of the resolution that stands.

    `can_rate`: the caller may rate it now, or change the rating, until `closes_at`.
    """

    current: RatingRead | None
    earlier: list[RatingRead]
    can_rate: bool
    closes_at: datetime | None
