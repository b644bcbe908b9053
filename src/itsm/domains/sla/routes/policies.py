"""Administration of SLA policies, and a place to try them."""

from uuid import UUID

from fastapi import APIRouter, Request
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from itsm.domains.settings import api as settings
from itsm.domains.sla.facts import Facts
from itsm.domains.sla.models import SlaPolicy, SlaPolicyVersion
from itsm.domains.sla.presentation import calendar_names, policy_read
from itsm.domains.sla.repository import lock_policies, policies, policy
from itsm.domains.sla.schemas.policies import PolicyCreate, PolicyPatch, PolicyRead
from itsm.domains.sla.schemas.tickets import FactsInput, PreviewRead, PreviewRequest
from itsm.domains.sla.service import manage_policies
from itsm.domains.sla.service.manage_policies import MANAGE
from itsm.domains.sla.service.preview_clocks import explain_preview
from itsm.platform.clock import utc_now
from itsm.platform.errors import Invalid
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
    reference, calendars = await settings.reference(session), await calendar_names(session)
    items = [policy_read(row, version, reference, calendars) for row, version in await policies(session)]
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
    return policy_read(row, version, await settings.reference(session), await calendar_names(session))


async def _facts(session: AsyncSession, given: FactsInput) -> Facts:
    """Return the facts with keys for names. Raises Invalid for a name that is not known."""
    reference = await settings.reference(session)
    category = reference.find_category(given.category) if given.category else None
    if given.category and category is None:
        raise Invalid.field("facts.category", "is not a category", "unknown_reference")
    parent = category.id if category else None
    subcategory = reference.find_subcategory(parent, given.subcategory) if parent and given.subcategory else None
    if given.subcategory and subcategory is None:
        raise Invalid.field("facts.subcategory", "is not a subcategory of the category", "unknown_reference")
    location = reference.find_location(given.location) if given.location else None
    if given.location and location is None:
        raise Invalid.field("facts.location", "is not a location", "unknown_reference")
    return Facts(
        ticket_id=new_id(),
        priority=given.priority.value,
        type=given.type,
        started_at=given.started_at or utc_now(),
        category_key=category.key if category else None,
        subcategory_key=subcategory.key if subcategory else None,
        location_key=location.key if location else None,
        department=given.department,
    )
