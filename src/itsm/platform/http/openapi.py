"""What the OpenAPI document says once for every operation: refusals, the token, what may be asked for again.

Derived from the code itself, so that no route repeats it and none forgets it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi.openapi.utils import get_openapi
from fastapi.routing import iter_route_contexts
from pydantic import BaseModel, ConfigDict

from itsm.platform.http.deps import current_actor
from itsm.platform.http.problems import MEDIA_TYPE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fastapi import FastAPI
    from fastapi.dependencies.models import Dependant

_REF = "#/components/schemas/{model}"
_PROBLEM_CONTENT = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
_RETRY_AFTER = {"Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer"}}}
PROBLEM_RESPONSES: dict[int | str, dict[str, Any]] = {
    "4XX": {"description": "Refused; `code` and `errors` say why. Nothing was changed.", "content": _PROBLEM_CONTENT},
    "503": {
        "description": "Something this needs is down for the moment. Nothing was changed.",
        "content": _PROBLEM_CONTENT,
        "headers": _RETRY_AFTER,
    },
}
"""For `FastAPI(responses=…)`: every operation may answer so."""

_BEARER = {
    "type": "http",
    "scheme": "bearer",
    "description": "The access token that sign-in and refresh answer.",
}


class ProblemField(BaseModel):
    """One thing wrong with one field; `field` is a dotted path."""

    field: str
    code: str
    message: str


class Problem(BaseModel):
    """A refusal (RFC 9457). `code` is stable; some refusals say more in members of their own."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    detail: str
    code: str
    request_id: str
    errors: list[ProblemField]


def describe(app: FastAPI) -> None:
    """Make `app` serve the completed document (replacing the method is how FastAPI wants it done)."""

    def document() -> dict[str, Any]:
        if not app.openapi_schema:
            app.openapi_schema = _complete(app)
        return app.openapi_schema

    app.openapi = document  # type: ignore[method-assign]


def _complete(app: FastAPI) -> dict[str, Any]:
    document = get_openapi(
        title=app.title,
        version=app.version,
        routes=app.routes,
        separate_input_output_schemas=app.separate_input_output_schemas,
    )
    components = document.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    for model in (ProblemField, Problem):
        schemas[model.__name__] = model.model_json_schema(ref_template=_REF)
        schemas[model.__name__].pop("$defs", None)
    components["securitySchemes"] = {"bearer": _BEARER}
    for dependant, operation in _operations(app, document):
        if _needs_actor(dependant):
            operation["security"] = [{"bearer": []}]
    return document


def _operations(app: FastAPI, document: dict[str, Any]) -> Iterator[tuple[Dependant, dict[str, Any]]]:
    for route in iter_route_contexts(app.routes):
        for method in route.methods or ():
            operation = document["paths"].get(route.path, {}).get(method.lower())
            if operation is not None:
                yield route.dependant, operation


def _needs_actor(dependant: Dependant) -> bool:
    return dependant.call is current_actor or any(_needs_actor(part) for part in dependant.dependencies)
