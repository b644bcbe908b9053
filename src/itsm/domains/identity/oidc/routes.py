"""`/api/auth/oidc`, `/api/auth/identities`, `/api/admin/sign-in-providers`."""

from typing import Annotated, Final
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.ext.asyncio import AsyncSession

from itsm.domains.identity import cookies
from itsm.domains.identity.models import OidcProvider
from itsm.domains.identity.oidc import administration, service
from itsm.domains.identity.oidc.groups import own_roles_of_groups
from itsm.domains.identity.oidc.identities import identities_of, unlink_identity
from itsm.domains.identity.oidc.paths import inner_path
from itsm.domains.identity.oidc.providers import usable_providers
from itsm.domains.identity.oidc.schemas import (
    IdentityLink,
    IdentityPage,
    IdentityRead,
    ProviderButton,
    ProviderButtons,
    ProviderCreate,
    ProviderPatch,
    ProviderRead,
    ProviderVisit,
)
from itsm.domains.identity.resolver import anonymous, client_ip
from itsm.domains.identity.routes.answers import COUNTED, private
from itsm.domains.identity.service.steps import PendingStep, SignedInBrowser
from itsm.platform.db.engine import get_database
from itsm.platform.http.deps import PROVED, CurrentActor, Reading, Work, require
from itsm.platform.http.etags import IfMatch, json_response, require_version
from itsm.platform.http.idempotency import Once
from itsm.platform.http.paging import Page
from itsm.platform.http.ratelimit import limit_sensitive
from itsm.platform.http.resources import changed, created, shown

router = APIRouter()
auth = APIRouter(prefix="/auth", tags=["auth"])
admin = APIRouter(
    prefix="/admin/sign-in-providers", tags=["administration"], dependencies=[require(administration.MANAGE)]
)
users = APIRouter(prefix="/users", tags=["users"], dependencies=[require("users.manage")])

_VISITS: Final = "60/minute"
_NO_STORE: Final = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}
Word = Annotated[str | None, Query(max_length=2_000)]


@auth.get("/providers", response_model=ProviderButtons, dependencies=COUNTED)
async def list_sign_in_providers() -> Response:
    """List the providers that the sign-in page offers."""
    async with get_database().reading() as session:
        found = await usable_providers(session)
    body = ProviderButtons(items=[ProviderButton(key=one.key, name=one.name) for one in found])
    return private(body.model_dump_json())


@auth.get("/oidc/{provider_key}/start", status_code=303, response_class=Response, dependencies=COUNTED)
async def start_provider_visit(
    request: Request, provider_key: str, next_path: Annotated[str, Query(alias="next", max_length=500)] = "/"
) -> Response:
    """Send the browser to a provider to sign in."""
    await limit_sensitive("provider-visit", client_ip(request), _VISITS)
    try:
        flow, address = await service.begin_visit(
            anonymous(request), provider_key, next_path=inner_path(next_path), is_link=False
        )
    except service.VisitRefused as refusal:
        return await _refused(request, refusal)
    response = RedirectResponse(address, 303, headers=_NO_STORE)
    cookies.set_flow_cookie(response, flow.secret, flow.expires_at)
    return response


@auth.get("/oidc/{provider_key}/callback", status_code=303, response_class=Response, dependencies=COUNTED)
async def end_provider_visit(
    request: Request,
    provider_key: str,
    state: Word = None,
    code: Word = None,
    iss: Word = None,
    error: Word = None,
) -> Response:
    """Take the provider's answer, once, in the browser that asked; then go on in the front end."""
    await limit_sensitive("provider-visit", client_ip(request), _VISITS)
    answer = service.Answer(cookies.flow_cookie(request), state, None if error else code, iss)
    try:
        outcome, next_path = await service.end_visit(anonymous(request), provider_key, answer)
    except service.VisitRefused as refusal:
        return await _refused(request, refusal)
    if isinstance(outcome, PendingStep):
        return _pending(outcome, next_path)
    response = RedirectResponse(next_path, 303, headers=_NO_STORE)
    if isinstance(outcome, SignedInBrowser):
        cookies.set_session_cookies(response, outcome.tokens)
        cookies.set_device_cookie(response, outcome.device_cookie)
    cookies.clear_flow_cookie(response)
    return response


@auth.post("/oidc/{provider_key}/link", response_model=ProviderVisit, dependencies=[PROVED])
async def link_provider(request: Request, actor: CurrentActor, provider_key: str) -> Response:
    """Begin to link a provider to the caller's account: send the browser to the address in the answer."""
    try:
        flow, address = await service.begin_visit(actor, provider_key, next_path="/me", is_link=True)
    except service.VisitRefused as refusal:
        await service.record_refusal(actor, refusal)
        raise service.provider_away() from refusal
    response = private(ProviderVisit(address=address).model_dump_json())
    cookies.set_flow_cookie(response, flow.secret, flow.expires_at)
    return response


@auth.get("/identities", response_model=IdentityPage)
async def list_identities(actor: CurrentActor, session: Reading) -> Response:
    """List the providers' accounts that open the caller's account."""
    assert actor.id is not None  # noqa: S101 - `CurrentActor` is somebody
    names = {one.client.issuer: one.name for one in await usable_providers(session)}
    items = [
        IdentityRead(
            id=row.id,
            provider=names.get(row.issuer, row.issuer),
            issuer=row.issuer,
            email=row.email,
            linked_at=row.linked_at,
            last_used_at=row.last_used_at,
        )
        for row in await identities_of(session, actor.id)
    ]
    page = IdentityPage(items=items, next_cursor=None, total=len(items), total_is_estimate=False)
    return private(page.model_dump_json())


@auth.delete("/identities/{identity_id}", status_code=204, dependencies=[PROVED])
async def remove_identity(work: Work, identity_id: UUID) -> Response:
    """Unlink a provider from the caller's account; not where it is their only way in."""
    await unlink_identity(work, identity_id)
    return Response(status_code=204)


@users.post("/{user_id}/identities", status_code=204, dependencies=[PROVED])
async def link_user_identity(work: Work, user_id: UUID, body: IdentityLink) -> Response:
    """Say, as an administrator, that a subject at a provider is this person."""
    await administration.link_by_administrator(work, user_id, provider_key=body.provider, subject=body.subject)
    return Response(status_code=204)


@admin.get("", response_model=Page[ProviderRead])
async def list_providers(request: Request, session: Reading) -> Response:
    """List every provider, used or not."""
    own = await own_roles_of_groups(session)
    items = [administration.show_provider(row, own) for row in await administration.all_providers(session)]
    page = Page[ProviderRead](items=items, next_cursor=None, total=len(items), total_is_estimate=False)
    return json_response(request, page.model_dump_json().encode())


@admin.post("", response_model=ProviderRead, status_code=201, dependencies=[PROVED])
async def create_provider(request: Request, work: Work, body: ProviderCreate, once: Once) -> Response:
    """Add a provider; the sign-in page offers it at once."""
    if known := await once.replay(work, body.model_dump(mode="json", exclude={"client_secret"})):
        return known
    row = await administration.add_provider(work, body)
    path = f"/api/admin/sign-in-providers/{row.id}"
    return created(request, work, once, await _shown(work.session, row), path=path, version=row.version)


@admin.get("/{provider_id}", response_model=ProviderRead)
async def get_provider(request: Request, session: Reading, provider_id: UUID) -> Response:
    """Read one provider."""
    row = await administration.get_provider(session, provider_id)
    return shown(request, await _shown(session, row), row.version)


@admin.patch("/{provider_id}", response_model=ProviderRead, dependencies=[PROVED])
async def update_provider(work: Work, provider_id: UUID, body: ProviderPatch, if_match: IfMatch = None) -> Response:
    """Change a provider, or switch it off."""
    row = await administration.get_provider(work.session, provider_id, locked=True)
    require_version(if_match, row.version)
    await administration.change_provider(work, row, body.model_dump(exclude_unset=True))
    await work.session.flush()
    return changed(await _shown(work.session, row), row.version)


@admin.delete("/{provider_id}", status_code=204, dependencies=[PROVED])
async def delete_provider(work: Work, provider_id: UUID, if_match: IfMatch = None) -> Response:
    """Remove a provider; who signs in with it alone can do so no more."""
    row = await administration.get_provider(work.session, provider_id, locked=True)
    require_version(if_match, row.version)
    await administration.remove_provider(work, row)
    return Response(status_code=204)


async def _shown(session: AsyncSession, row: OidcProvider) -> ProviderRead:
    return administration.show_provider(row, await own_roles_of_groups(session))


async def _refused(request: Request, refusal: service.VisitRefused) -> Response:
    """Go to the sign-in page, which says that it did not work; write down why."""
    await service.record_refusal(anonymous(request), refusal)
    response = RedirectResponse(f"/login?{urlencode({'sso': refusal.shown})}", 303, headers=_NO_STORE)
    cookies.clear_flow_cookie(response)
    return response


def _pending(outcome: PendingStep, next_path: str) -> Response:
    query = {"sso": outcome.next} | ({"next": next_path} if next_path != "/" else {})
    response = RedirectResponse(f"/login?{urlencode(query)}", 303, headers=_NO_STORE)
    cookies.set_step_cookie(response, outcome.secret, outcome.expires_at)
    cookies.clear_flow_cookie(response)
    return response


for part in (auth, admin, users):
    router.include_router(part)
