"""What the paths share."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import Path, Request
from pydantic import BaseModel
from starlette.responses import Response

from itsm.platform.http.etags import json_response
from itsm.platform.http.paging import Page

ChangeRef = Annotated[str, Path(max_length=40, description="A change's id or number.")]


def whole_list(request: Request, kind: type[BaseModel], items: Sequence[BaseModel]) -> Response:
    """Return a list that is always whole as one page."""
    page = Page[kind](items=list(items), next_cursor=None, total=len(items), total_is_estimate=False)  # type: ignore[valid-type]
    return json_response(request, page.model_dump_json().encode())
