"""Who decides for whom while they are away."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from itsm.domains.approvals.presentation import delegations_read
from itsm.domains.approvals.repository import own_delegations
from itsm.domains.approvals.schemas import DelegationCreate, DelegationRead
from itsm.domains.approvals.service.delegate import add_delegation, revoke_delegation
from itsm.platform.http.deps import CurrentActor, Reading, Work
from itsm.platform.http.etags import json_response
from itsm.platform.http.idempotency import Once
from itsm.platform.http.paging import Page
from itsm.platform.http.resources import created

router = APIRouter(prefix="/approvals")


@router.get("/delegations", response_model=Page[DelegationRead])
async def list_delegations(request: Request, actor: CurrentActor, session: Reading) -> Response:
    """Return who decides for the caller, and for whom the caller decides."""
    items = await delegations_read(session, actor, await own_delegations(session, actor.id))
    page = Page[DelegationRead](items=items, next_cursor=None, total=len(items), total_is_estimate=False)
    return json_response(request, page.model_dump_json().encode())


@router.post("/delegations", response_model=DelegationRead, status_code=201)
async def create_delegation(request: Request, body: DelegationCreate, work: Work, once: Once) -> Response:
    """Let somebody decide for the caller for a time."""
    if known := await once.replay(work, body.model_dump(mode="json")):
        return known
    row = await add_delegation(
        work, body.delegate_id, starts_at=body.starts_at, ends_at=body.ends_at, reason=body.reason
    )
    await work.session.flush()
    shown = (await delegations_read(work.session, work.actor, [row]))[0]
    return created(request, work, once, shown, path="/api/approvals/delegations", version=1)


@router.delete("/delegations/{delegation_id}", status_code=204)
async def delete_delegation(delegation_id: UUID, work: Work) -> None:
    """Take a delegation back; what was decided by it stays."""
    await revoke_delegation(work, delegation_id)
