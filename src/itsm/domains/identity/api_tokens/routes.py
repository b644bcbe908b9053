"""`/api/auth/tokens`: the caller's personal API tokens."""

from uuid import UUID

from fastapi import APIRouter, Response

from itsm.domains.identity.api_tokens import service
from itsm.domains.identity.api_tokens.queries import open_tokens
from itsm.domains.identity.api_tokens.schemas import ApiTokenCreate, ApiTokenMade, ApiTokenPage, ApiTokenRead
from itsm.domains.identity.api_tokens.scopes import Scope, may_give
from itsm.domains.identity.routes.answers import private
from itsm.domains.settings.api import setting
from itsm.platform.clock import utc_now
from itsm.platform.http.deps import PROVED, CurrentActor, Reading, Work

router = APIRouter(prefix="/auth/tokens", tags=["auth"])


@router.get("", response_model=ApiTokenPage)
async def list_api_tokens(actor: CurrentActor, session: Reading) -> Response:
    """List the caller's tokens that still work."""
    assert actor.id is not None  # noqa: S101 - `CurrentActor` is somebody
    items = [ApiTokenRead.model_validate(token) for token in await open_tokens(session, actor.id, utc_now())]
    page = ApiTokenPage(
        items=items,
        next_cursor=None,
        total=len(items),
        total_is_estimate=False,
        scopes=[scope for scope in Scope if may_give(scope, actor.permissions)],
        longest_days=await setting(session, "api_token_max_days"),
    )
    return private(page.model_dump_json())


@router.post("", response_model=ApiTokenMade, status_code=201, dependencies=[PROVED])
async def create_api_token(work: Work, body: ApiTokenCreate) -> Response:
    """Make a token. Its text is in this answer and nowhere else; a repeated call makes another one."""
    token, text = await service.create_token(
        work, name=body.name, scopes=body.scopes, expires_in_days=body.expires_in_days
    )
    made = ApiTokenMade(**dict(ApiTokenRead.model_validate(token)), token=text)
    response = private(made.model_dump_json())
    response.status_code = 201
    return response


@router.delete("/{token_id}", status_code=204)
async def revoke_api_token(work: Work, token_id: UUID) -> Response:
    """Revoke one of the caller's tokens; it is refused everywhere within seconds."""
    await service.revoke_token(work, token_id)
    return Response(status_code=204)
