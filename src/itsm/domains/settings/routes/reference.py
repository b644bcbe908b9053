"""What forms offer to choose from."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from itsm.domains.settings.ports import list_teams
from itsm.domains.settings.presentation import show_reference
from itsm.domains.settings.repository import REFERENCE, VALUES
from itsm.domains.settings.schemas import ReferenceRead
from itsm.platform.http.deps import Reading
from itsm.platform.http.etags import json_response

router = APIRouter(tags=["reference"])


@router.get("/reference", response_model=ReferenceRead)
async def get_reference(request: Request, session: Reading) -> Response:
    """Return categories, locations, teams, resolution categories and the fixed lists."""
    shown = show_reference(await REFERENCE.get(session), await VALUES.get(session), await list_teams(session))
    return json_response(request, shown.model_dump_json().encode())
