"""Freezes, conflicts and free windows over the interface."""

from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from itsm.domains.changes.enums import ChangeState, ChangeType, ConflictKind, FreezeEffect
from itsm.domains.changes.models import NAME_MAX
from itsm.domains.changes.schemas import AssetIds, ChangeMention, Systems, Words, Zone
from itsm.platform.http.schemas import InputModel, Moment, OutputModel, ShortText, left_out

Name = Annotated[ShortText, StringConstraints(max_length=NAME_MAX)]
Ids = Annotated[list[UUID], Field(max_length=50)]
Types = Annotated[list[ChangeType], Field(max_length=3)]
Clock = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
LONGEST_SEARCH = timedelta(days=92)


class FreezeCreate(InputModel):
    """A time in which changes are unwelcome. No sites, teams or types: all of them."""

    name: Name
    reason: Words = ""
    starts_at: Moment
    ends_at: Moment
    timezone: Zone = "UTC"
    effect: FreezeEffect
    location_ids: Ids = Field(default_factory=list)
    team_ids: Ids = Field(default_factory=list)
    types: Types = Field(default_factory=list)
    approver_ids: Ids = Field(default_factory=list)


class FreezePatch(InputModel):
    """What may change of a freeze; fields left out stay."""

    name: Name = Field(default_factory=left_out)
    reason: Words = Field(default_factory=left_out)
    starts_at: Moment = Field(default_factory=left_out)
    ends_at: Moment = Field(default_factory=left_out)
    timezone: Zone = Field(default_factory=left_out)
    effect: FreezeEffect = Field(default_factory=left_out)
    location_ids: Ids = Field(default_factory=list)
    team_ids: Ids = Field(default_factory=list)
    types: Types = Field(default_factory=list)
    approver_ids: Ids = Field(default_factory=list)


class FreezeRead(OutputModel):
    """A freeze."""

    id: UUID
    name: str
    reason: str
    starts_at: datetime
    ends_at: datetime
    timezone: str
    effect: FreezeEffect
    location_ids: list[UUID]
    team_ids: list[UUID]
    types: list[ChangeType]
    approvers: list[ChangeMention]
    version: int


class ConflictRead(OutputModel):
    """Something in the way of a change: another change (`other_*`) or a freeze (`freeze_*`), and for how long."""

    id: UUID
    kind: ConflictKind
    shared: list[str]
    """What both changes work on, by name."""
    own: list[str]
    """What this change works on that depends on what the other works on, or carries it."""
    theirs: list[str]
    """The same of the other change."""
    starts_at: datetime
    ends_at: datetime
    found_at: datetime
    other_number: str | None
    other_title: str | None
    other_state: ChangeState | None
    freeze_name: str | None
    freeze_effect: FreezeEffect | None
    freeze_reason: str | None


class SlotsInput(InputModel):
    """What is to be done, and when it may be done: between two instants, in these hours of a zone's clock."""

    duration_minutes: Annotated[int, Field(ge=15, le=2_880)]
    earliest: Moment
    latest: Moment
    timezone: Zone = "UTC"
    opens: Clock = "00:00"
    closes: Clock = "00:00"
    weekdays: Annotated[list[Annotated[int, Field(ge=0, le=6)]], Field(min_length=1, max_length=7)] = Field(
        default_factory=lambda: list(range(7))
    )
    type: ChangeType = ChangeType.NORMAL
    systems: Systems = Field(default_factory=list)
    asset_ids: AssetIds = Field(default_factory=list)
    implementer_id: UUID | None = None
    location_id: UUID | None = None
    team_id: UUID | None = None
    but: UUID | None = None
    """The change that looks for another window: it is not in its own way."""


class SlotRead(OutputModel):
    """A window with nothing in the way."""

    starts_at: datetime
    ends_at: datetime
