"""Canned replies and macros over the interface."""

from datetime import datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from itsm.domains.tickets.comments.models import BODY_MAX
from itsm.domains.tickets.enums import PendingReason, TicketStatus
from itsm.domains.tickets.macros.enums import MacroField, MacroScope
from itsm.domains.tickets.macros.models import NAME_MAX
from itsm.domains.tickets.macros.words import Place, unknown_places
from itsm.domains.tickets.schemas import Notes, PriorityInput, Reference, Tags
from itsm.platform.http.schemas import InputModel, Moment, NamedRef, OutputModel, ShortText


def _known_places(text: str) -> str:
    if unknown := unknown_places(text):
        known = ", ".join(f"{{{place.value}}}" for place in Place)
        raise ValueError(f"{{{unknown[0]}}} cannot be filled in; known are {known}")
    return text


Name = Annotated[ShortText, StringConstraints(max_length=NAME_MAX)]
Text = Annotated[str, StringConstraints(max_length=BODY_MAX), AfterValidator(_known_places)]
_NEEDED: dict[TicketStatus, tuple[str, ...]] = {
    TicketStatus.PENDING: ("pending_reason",),
    TicketStatus.RESOLVED: ("resolution_summary", "resolution_category", "root_cause"),
}


class MacroMove(InputModel):
    """A status to move to, with everything that this move needs, so that one press is enough."""

    to: Literal[TicketStatus.IN_PROGRESS, TicketStatus.PENDING, TicketStatus.RESOLVED]
    pending_reason: PendingReason | None = None
    resolution_summary: Notes | None = None
    resolution_category: Reference | None = None
    root_cause: Notes | None = None

    @model_validator(mode="after")
    def _has_what_it_needs(self) -> Self:
        needed = _NEEDED.get(TicketStatus(self.to), ())
        if missing := [name for name in needed if getattr(self, name) is None]:
            raise ValueError(f"{self.to} needs {', '.join(missing)}")
        others = {name for names in _NEEDED.values() for name in names} - set(needed)
        if extra := sorted(name for name in others if getattr(self, name) is not None):
            raise ValueError(f"{self.to} takes no {', '.join(extra)}")
        return self


class MacroChanges(InputModel):
    """What a macro changes of a ticket: what is left out stays as it is."""

    status: MacroMove | None = None
    priority: PriorityInput | None = None
    team_id: UUID | None = None
    assignee_id: UUID | Literal["me"] | None = None
    add_tags: Tags = Field(default_factory=list)
    remove_tags: Tags = Field(default_factory=list)


class MacroCreate(InputModel):
    """A text, changes, or both, to keep. `team_id` for one of a team."""

    name: Name
    scope: MacroScope = MacroScope.PRIVATE
    team_id: UUID | None = None
    body: Text = ""
    is_internal: bool = False
    changes: MacroChanges = Field(default_factory=MacroChanges)

    @model_validator(mode="after")
    def _team_goes_with_scope(self) -> Self:
        if (self.scope is MacroScope.TEAM) != (self.team_id is not None):
            raise ValueError("team_id goes with the scope team, and only with it")
        return self


class MacroPatch(InputModel):
    """What to change of a macro; what is left out stays. Who has it does not change: keep another one for that."""

    name: Name | None = None
    body: Text | None = None
    is_internal: bool | None = None
    changes: MacroChanges | None = None

    @model_validator(mode="after")
    def _mandatory_stays(self) -> Self:
        for name in self.model_fields_set:
            if getattr(self, name) is None:
                raise ValueError(f"{name} cannot be emptied")
        return self


class MoveRead(OutputModel):
    """The status a macro moves to, and what it tells with that."""

    to: TicketStatus
    pending_reason: PendingReason | None
    resolution_summary: str | None
    resolution_category: str | None
    root_cause: str | None


class PriorityRead(OutputModel):
    """The priority a macro sets, and why."""

    priority: str
    reason: str


class ChangesRead(OutputModel):
    """What a macro changes; null and empty: it leaves that alone. `assignee`: a person, or `me` for who applies it."""

    status: MoveRead | None
    priority: PriorityRead | None
    team: NamedRef | None
    assignee: NamedRef | None
    add_tags: list[str]
    remove_tags: list[str]


class MacroRead(OutputModel):
    """A canned reply (it changes nothing) or a macro. `may_edit`: the caller may change and delete it."""

    id: UUID
    name: str
    scope: MacroScope
    team: NamedRef | None
    owner: NamedRef
    body: str
    is_internal: bool
    changes: ChangesRead
    fields: list[MacroField]
    may_edit: bool
    version: int
    created_at: datetime
    updated_at: datetime


class MacroList(OutputModel):
    """What the caller has, their own first; for whom else they may keep some; what a text can have filled in."""

    items: list[MacroRead]
    may_share: bool
    teams: list[NamedRef]
    places: list[Place]


class MacroEffect(OutputModel):
    """One thing a macro would change, in words; `refused` says why it cannot."""

    field: MacroField
    before: str | None
    after: str | None
    refused: str | None


class MacroPreview(OutputModel):
    """What a macro would say and do to a ticket as it is at `version`."""

    macro_id: UUID
    name: str
    text: str
    is_internal: bool
    effects: list[MacroEffect]
    version: int


class MacroApply(InputModel):
    """A macro to put on a ticket. `text`: what is said instead of the macro's own words, empty for nothing.

    `seen_until`: when the newest message was written that the caller has seen; with a public text, newer ones of
    others are a conflict (`newer_messages`), unless `send_anyway`.
    """

    text: Annotated[str, StringConstraints(max_length=BODY_MAX)] | None = None
    seen_until: Moment | None = None
    send_anyway: bool = False
