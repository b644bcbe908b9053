"""Saved views over the interface."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints, ValidationError, model_validator

from itsm.domains.tickets.queries.params import ListParams
from itsm.domains.tickets.saved_views.enums import Column, Grouping, ViewScope
from itsm.domains.tickets.saved_views.models import NAME_MAX
from itsm.platform.http.schemas import InputModel, NamedRef, OutputModel, ShortText

FILTERS_MAX = 24
_NOT_KEPT = frozenset({"limit", "cursor", "fields", "sort"})


def _parameters(filters: dict[str, str]) -> dict[str, str]:
    """Return `filters` where they are parameters of the list of tickets; raise ValueError otherwise."""
    known = ListParams.model_fields.keys() - _NOT_KEPT
    if unknown := sorted(filters.keys() - known):
        raise ValueError(f"unknown: {', '.join(unknown)[:200]}")
    try:
        ListParams.model_validate(filters)
    except ValidationError as fault:
        first = fault.errors(include_url=False, include_input=False)[0]
        raise ValueError(f"{first['loc'][0]}: {first['msg']}") from fault
    return filters


def _once(columns: list[Column]) -> list[Column]:
    if len(set(columns)) != len(columns):
        raise ValueError("names a column twice")
    return columns


Filters = Annotated[
    dict[str, Annotated[str, StringConstraints(min_length=1, max_length=2_000)]],
    Field(max_length=FILTERS_MAX),
    AfterValidator(_parameters),
]
Columns = Annotated[list[Column], Field(max_length=len(Column)), AfterValidator(_once)]
Name = Annotated[ShortText, StringConstraints(max_length=NAME_MAX)]
Sort = Annotated[str, StringConstraints(min_length=1, max_length=100)]


class ViewCreate(InputModel):
    """A view to keep. `team_id` for one of a team; `columns` empty: those that fit the screen."""

    name: Name
    scope: ViewScope = ViewScope.PRIVATE
    team_id: UUID | None = None
    filters: Filters
    sort: Sort | None = None
    columns: Columns = Field(default_factory=list)
    grouping: Grouping | None = None

    @model_validator(mode="after")
    def _team_goes_with_scope(self) -> "ViewCreate":
        if (self.scope is ViewScope.TEAM) != (self.team_id is not None):
            raise ValueError("team_id goes with the scope team, and only with it")
        return self


class ViewPatch(InputModel):
    """What to change of a view; what is left out stays. Who has it does not change: keep another one for that."""

    name: Name | None = None
    filters: Filters | None = None
    sort: Sort | None = None
    columns: Columns | None = None
    grouping: Grouping | None = None

    @model_validator(mode="after")
    def _mandatory_stays(self) -> "ViewPatch":
        for name in ("name", "filters", "columns"):
            if name in self.model_fields_set and getattr(self, name) is None:
                raise ValueError(f"{name} cannot be emptied")
        return self


class ViewRead(OutputModel):
    """A saved view. `may_edit`: the caller may change and delete it."""

    id: UUID
    name: str
    scope: ViewScope
    team: NamedRef | None
    owner: NamedRef
    filters: dict[str, str]
    sort: str | None
    columns: list[Column]
    grouping: Grouping | None
    may_edit: bool
    version: int
    created_at: datetime
    updated_at: datetime


class ViewCount(OutputModel):
    """How many tickets a view holds: counted up to 500, `is_more` where there are more than `count`."""

    key: str
    count: int
    is_more: bool


class ViewList(OutputModel):
    """Every view the caller has, by name; and how many tickets are in each, the built-in ones by their key.

    A view whose filters no longer fit (a category that is gone) has no count.
    """

    items: list[ViewRead]
    counts: list[ViewCount]
