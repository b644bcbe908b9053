"""The query string of a list of tickets."""

from typing import Annotated, Literal

from fastapi import Query
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from itsm.platform.http.paging import DEFAULT_LIMIT, MAX_LIMIT
from itsm.platform.http.schemas import Moment, check_text

Listed = Annotated[str | None, Field(max_length=2_000)]
View = Literal["queue", "mine", "unassigned", "resolved", "all"]


class ListParams(BaseModel):
    """Filters take several values with commas; people and teams take `me`, assignee and team also `none`."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    limit: int = Field(DEFAULT_LIMIT, ge=1, le=MAX_LIMIT)
    cursor: Annotated[str | None, Field(max_length=1_000)] = None
    sort: Annotated[str | None, Field(max_length=100)] = None
    view: View = "all"
    fields: Annotated[str | None, Field(max_length=500)] = None
    q: Annotated[str | None, Field(max_length=200), AfterValidator(lambda text: text and check_text(text))] = None
    status: Listed = None
    priority: Listed = None
    type: Listed = None
    category: Listed = None
    subcategory: Listed = None
    location: Listed = None
    team: Listed = None
    assignee: Listed = None
    requester: Listed = None
    tag: Listed = None
    breached: bool | None = None
    escalated: bool | None = None
    unrouted: bool | None = None
    created_from: Moment | None = None
    created_to: Moment | None = None
    updated_from: Moment | None = None


ListQuery = Annotated[ListParams, Query()]
