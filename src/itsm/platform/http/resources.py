"""Answers about one resource: with its version as ETag, and its address where it is new."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import Request
from pydantic import BaseModel
from starlette.responses import Response

from itsm.platform.http.etags import JSON, json_response
from itsm.platform.http.idempotency import Idempotency
from itsm.platform.http.paging import Page
from itsm.platform.work import UnitOfWork


def shown(request: Request, resource: BaseModel, version: int) -> Response:
    """Return a resource with its version as ETag, or 304."""
    return json_response(request, resource.model_dump_json().encode(), etag=str(version))


def changed(resource: BaseModel, version: int) -> Response:
    """Return a resource after a change, with its new version as ETag."""
    headers = {"ETag": f'"{version}"', "Cache-Control": "private, no-cache"}
    return Response(resource.model_dump_json(), headers=headers, media_type=JSON)


def created(
    request: Request, work: UnitOfWork, once: Idempotency, resource: BaseModel, *, path: str, version: int
) -> Response:
    """Return 201 with the address of the new resource, remembered under the request's Idempotency-Key."""
    response = json_response(request, resource.model_dump_json().encode(), etag=str(version), status=201)
    response.headers["Location"] = path
    once.remember(work, response)
    return response


def whole_list(request: Request, kind: type[BaseModel], items: Sequence[BaseModel]) -> Response:
    """Return a list that is always whole as one page."""
    page = Page[kind](items=list(items), next_cursor=None, total=len(items), total_is_estimate=False)  # type: ignore[valid-type]
    return json_response(request, page.model_dump_json().encode())
