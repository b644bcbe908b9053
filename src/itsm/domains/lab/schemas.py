"""What comes in and goes out over the interface."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from itsm.domains.lab.enums import DraftState, Kind, RunState, What
from itsm.platform.http.schemas import InputModel, Moment, OutputModel

Name = Annotated[str, StringConstraints(min_length=1, max_length=120)]
Why = Annotated[str, StringConstraints(min_length=3, max_length=500)]
Reference = Annotated[str, StringConstraints(min_length=1, max_length=40)]


class DraftCreate(InputModel):
    """A draft of what is in force, or of an earlier version."""

    kind: Kind
    name: Name
    reason: Annotated[str, StringConstraints(max_length=500)] = ""
    from_version: Reference | None = None


class DraftPatch(InputModel):
    """What may change of a draft itself; its content is edited below its path."""

    name: Name | None = None
    reason: Annotated[str, StringConstraints(max_length=500)] | None = None


class DraftActivate(InputModel):
    """Put a draft into force, at once or `at` a time. `overwrite`: also over what others changed since it was begun."""

    reason: Why
    at: Moment | None = None
    overwrite: bool = False


class DifferenceRead(OutputModel):
    """One line of a difference, in words."""

    part: str
    what: Literal["added", "removed", "changed"]
    thing: str
    field: str | None
    before: str | None
    after: str | None


class DraftCard(OutputModel):
    """A draft in a list."""

    id: UUID
    kind: Kind
    name: str
    reason: str
    state: DraftState
    activate_at: datetime | None
    activated_at: datetime | None
    problem: str | None
    version: int
    author_name: str
    created_at: datetime
    updated_at: datetime


class DraftRead(DraftCard):
    """A draft with what it changes of what is in force, and whether others changed that since it was begun."""

    differences: list[DifferenceRead]
    is_live_changed: bool


class VersionRead(OutputModel):
    """A version in a list. `subject` is the policy or calendar; null where all rules are one version."""

    reference: str
    number: int
    subject: str | None
    reason: str
    author: str
    created_at: datetime


class VersionDetail(VersionRead):
    """A version with what it changed, and what restoring it would change of what is in force."""

    changed: list[DifferenceRead]
    would_change: list[DifferenceRead]


class VersionRestore(InputModel):
    """Why an earlier version comes back."""

    reason: Why


class BacktestCreate(InputModel):
    """A draft and the period of the past it is run over: tickets raised from `period_from` until before `period_to`."""

    draft_id: UUID
    period_from: Moment
    period_to: Moment


class Sides(OutputModel):
    """A count with the live rules, and with the draft."""

    before: int
    after: int


class BreachesRead(OutputModel):
    """Missed targets of one metric: as they happened, with the live rules, with the draft."""

    metric: Literal["response", "resolution"]
    stored: int
    before: int
    after: int


class ShareRead(OutputModel):
    """How many tickets get a priority or team. `id` null: no team."""

    id: str | None
    name: str
    before: int
    after: int


class ReproducedRead(OutputModel):
    """How often the live rules find again what was decided then, of tickets that can be compared."""

    comparable: int
    not_comparable: int
    priority: int
    team: int
    agent: int
    due: int


class SummaryRead(OutputModel):
    """What a run found. `changed` has one count per thing that can change."""

    tickets: int
    changed_tickets: int
    changed: dict[What, int]
    breaches: list[BreachesRead]
    priorities: list[ShareRead]
    teams: list[ShareRead]
    reproduced: ReproducedRead


class BacktestCard(OutputModel):
    """A run in a list."""

    id: UUID
    draft_id: UUID
    kind: Kind
    draft_version: int
    state: RunState
    period_from: datetime
    period_to: datetime
    total: int
    done: int
    is_cancel_asked: bool
    error: str | None
    author_name: str
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    version: int


class BacktestRead(BacktestCard):
    """A run with what it found; null until it has ended."""

    summary: SummaryRead | None


class LoadRead(OutputModel):
    """Tickets a team gets in one hour of the week: 0 is Monday 00:00 in the team's own zone."""

    team_id: UUID
    team: str
    hour: Annotated[int, Field(ge=0, le=167)]
    before: int
    after: int


class LoadList(OutputModel):
    """The loads of every team."""

    items: list[LoadRead]


class TargetRead(OutputModel):
    """One metric of a ticket."""

    due_at: datetime
    is_breached: bool


class FateRead(OutputModel):
    """What a ticket comes to under one set of rules."""

    priority: str
    team: str | None
    agent: str | None
    response: TargetRead | None
    resolution: TargetRead | None


class ChangeRead(OutputModel):
    """A ticket that the draft would have treated otherwise."""

    ticket_id: UUID
    number: str
    title: str
    raised_at: datetime
    what: list[What]
    before: FateRead
    after: FateRead
