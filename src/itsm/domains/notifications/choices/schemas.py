"""What the interface shows and takes of somebody's choices."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from itsm.domains.notifications.engine.choosing import Digest, Preset
from itsm.platform.http.schemas import InputModel, OutputModel

ClockTime = Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
"""A time of day in the person's own zone: `22:00`."""
KindKey = Annotated[str, StringConstraints(pattern=r"^[a-z_]{2,30}\.[a-z_]{2,30}$")]


class WaysIn(InputModel):
    """By which ways one kind of news is told."""

    bell: bool
    email: bool


class ChoicesPut(InputModel):
    """Everything somebody chooses. `own` counts with the preset `own`; kinds left out are told as in `normal`."""

    preset: Preset
    own: Annotated[dict[KindKey, WaysIn], Field(max_length=100)]
    quiet_from: ClockTime | None
    quiet_to: ClockTime | None
    quiet_weekends: bool
    digest: Digest
    digest_at: ClockTime


class KindRead(OutputModel):
    """A kind of news as it is told now."""

    key: str
    name: str
    group: str
    is_personal: bool
    is_loud: bool
    bell: bool
    email: bool


class ChoicesRead(OutputModel):
    """What somebody chose, with each kind as it is told now; times are in `timezone`."""

    preset: Preset
    kinds: list[KindRead]
    quiet_from: str | None
    quiet_to: str | None
    quiet_weekends: bool
    digest: Digest
    digest_at: str
    timezone: str


class MuteRead(OutputModel):
    """A muted conversation; title and reference where its reader may still see it."""

    key: str
    title: str | None
    reference: str | None


class MuteList(OutputModel):
    """Every conversation somebody muted."""

    items: list[MuteRead]
