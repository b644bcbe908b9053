"""The query string of a list of tickets.

The most asked question of the desk reads its parameters itself, in one validation: FastAPI would take them one
by one, which costs as much as the answer. The document of the interface is made from the same model.
"""

from functools import lru_cache
from typing import Annotated, Any, Literal

from fastapi.exceptions import RequestValidationError
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from starlette.datastructures import QueryParams

from itsm.platform.http.paging import DEFAULT_LIMIT, MAX_LIMIT
from itsm.platform.http.schemas import Moment, check_text

Listed = Annotated[str | None, Field(max_length=2_000)]
MOST_MINUTES = 43_200
View = Literal["queue", "mine", "unassigned", "resolved", "all"]


class ListParams(BaseModel):
    """Filters take several values with commas; people and teams take `me`, assignee and team also `none`.

    `due_within`: the nearest running target is due in so many minutes, or was already.
    `open_at`: raised before that instant and not resolved by then. `weekday` (1 is Monday) and `hour` are those of
    creation, in the time zone `zone` (UTC unless given). `first_contact`: see `filters.FIRST_CONTACT`.
    `mentioned`: the caller was named in it.
    """

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
    sla: Listed = None
    response_sla: Listed = None
    resolution_sla: Listed = None
    source: Listed = None
    breached: bool | None = None
    escalated: bool | None = None
    unrouted: bool | None = None
    mentioned: bool | None = None
    due_within: Annotated[int, Field(ge=1, le=MOST_MINUTES)] | None = None
    responded: bool | None = None
    reopened: bool | None = None
    first_contact: bool | None = None
    open_at: Moment | None = None
    weekday: Annotated[int | None, Field(ge=1, le=7)] = None
    hour: Annotated[int | None, Field(ge=0, le=23)] = None
    zone: Annotated[str | None, Field(max_length=60)] = None
    created_from: Moment | None = None
    created_to: Moment | None = None
    resolved_from: Moment | None = None
    resolved_to: Moment | None = None
    updated_from: Moment | None = None
    rating: Listed = None
    rated_from: Moment | None = None
    rated_to: Moment | None = None


def read_params(query: str) -> ListParams:
    """Return the parameters in a query string. Raises RequestValidationError (422) as FastAPI does."""
    try:
        return _remembered(query) if len(query) <= _REMEMBERED_UP_TO else _read(query)
    except ValidationError as fault:
        errors = [{**error, "loc": ("query", *error["loc"])} for error in fault.errors(include_url=False)]
        raise RequestValidationError(errors) from fault


def _read(query: str) -> ListParams:
    return ListParams.model_validate(dict(QueryParams(query)))


# The same few questions are asked all day, by screens that keep themselves fresh.
_REMEMBERED_UP_TO = 500
_remembered = lru_cache(maxsize=1_024)(_read)


def documented() -> dict[str, Any]:
    """Return the parameters as the OpenAPI document describes them."""
    properties = ListParams.model_json_schema()["properties"]
    return {
        "parameters": [
            {"name": name, "in": "query", "required": False, "schema": schema} for name, schema in properties.items()
        ]
    }
