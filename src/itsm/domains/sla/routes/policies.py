"""Administration of SLA policies, and a place to try them."""

from uuid import UUID

from fastapi import APIRouter, Request
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from itsm.domains.conditions import api as conditions
from itsm.domains.settings import api as settings
from itsm.domains.sla.facts import Facts
from itsm.domains.sla.models import SlaPolicy, SlaPolicyVersion
from itsm.domains.sla.presentation import names_for, policy_read
from itsm.domains.sla.repository import lock_policies, policies, policy
from itsm.domains.sla.schemas.policies import PolicyCreate, PolicyPatch, PolicyRead
from itsm.domains.sla.schemas.tickets import PreviewRead, PreviewRequest, PromiseFacts
from itsm.domains.sla.service import manage_policies
from itsm.domains.sla.service.manage_policies import MANAGE
from itsm.domains.sla.service.preview_clocks import explain_preview
from itsm.platform.clock import utc_now
from itsm.platform.http.deps import Reading, Work, require
from itsm.platform.http.etags import IfMatch, json_response, require_version
from itsm.platform.http.idempotency import Once
from itsm.platform.http.paging import Page
from itsm.platform.http.resources import changed, created, shown
from itsm.platform.ids import new_id

PATH = "/admin/sla-policies"
router = APIRouter(prefix=PATH, tags=["administration"], dependencies=[require(MANAGE)])


@router.get("", response_model=Page[PolicyRead])
async def list_sla_policies(request: Request, session: Reading) -> Response:
    """Return every policy in the order in which they are tried; inactive ones last."""
    found = await policies(session)
    names = await names_for(session, [version for _, version in found])
    items = [policy_read(row, version, names) for row, version in found]
    page = Page[PolicyRead](items=items, next_cursor=None, total=len(items), total_is_estimate=False)
    return json_response(request, page.model_dump_json().encode())


@router.post("", response_model=PolicyRead, status_code=201)
async def create_sla_policy(request: Request, body: PolicyCreate, work: Work, once: Once) -> Response:
    """Add a policy; it holds for tickets raised from now on."""
    if known := await once.replay(work, body.model_dump(mode="json")):
        return known
    row, version = await manage_policies.create_policy(work, body)
    read = await _read(work.session, row, version)
    return created(request, work, once, read, path=f"/api{PATH}/{row.id}", version=row.version)


@router.post("/preview", response_model=PreviewRead)
async def preview_sla_policies(request: Request, body: PreviewRequest, session: Reading) -> Response:
    """Return what a ticket with these facts would be promised, explained line by line."""
    facts = await _facts(session, body.facts)
    answer = await explain_preview(session, facts=facts)
    return json_response(request, answer.model_dump_json().encode())


@router.get("/{policy_id}", response_model=PolicyRead)
async def get_sla_policy(request: Request, policy_id: UUID, session: Reading) -> Response:
    """Return one policy."""
    row, version = await policy(session, policy_id)
    return shown(request, await _read(session, row, version), row.version)


@router.patch("/{policy_id}", response_model=PolicyRead)
async def update_sla_policy(policy_id: UUID, body: PolicyPatch, work: Work, if_match: IfMatch = None) -> Response:
    """Change a policy as a new version; tickets already raised keep the one they were given."""
    version_number = await _locked_version(work.session, policy_id)
    require_version(if_match, version_number)
    row, version = await manage_policies.update_policy(work, policy_id, body, version=version_number)
    return changed(await _read(work.session, row, version), row.version)


@router.delete("/{policy_id}", status_code=204)
async def delete_sla_policy(policy_id: UUID, work: Work, if_match: IfMatch = None) -> None:
    """Deactivate a policy."""
    version_number = await _locked_version(work.session, policy_id)
    require_version(if_match, version_number)
    await manage_policies.delete_policy(work, policy_id, version=version_number)


async def _locked_version(session: AsyncSession, policy_id: UUID) -> int:
    """Return the version of a policy; its row and the order of all are locked."""
    await lock_policies(session)
    row, _ = await policy(session, policy_id, lock=True)
    return row.version


async def _read(session: AsyncSession, row: SlaPolicy, version: SlaPolicyVersion) -> PolicyRead:
    return policy_read(row, version, await names_for(session, [version]))


async def _facts(session: AsyncSession, given: PromiseFacts) -> Facts:
    """Return the facts of a ticket that might be. Raises Invalid for a name that is not known."""
    ticket = await conditions.read_facts(session, given, field="facts")
    reference = await settings.reference(session)
    place = reference.location_by_id[ticket.location_id] if ticket.location_id else None
    return Facts(
        ticket_id=new_id(),
        started_at=given.started_at or utc_now(),
        ticket=ticket,
        location_key=place.key if place else None,
    )
