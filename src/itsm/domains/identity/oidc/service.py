"""Sign in with a provider, and link one: begin the visit, and decide what its answer is worth."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import structlog

from itsm.domains.identity.authority import AUTHORITIES
from itsm.domains.identity.events import NOBODY, SignInFailed
from itsm.domains.identity.models import OidcFlow
from itsm.domains.identity.oidc.flows import BegunFlow, begin_flow, end_flow
from itsm.domains.identity.oidc.identities import find_identity, link_identity, note_use
from itsm.domains.identity.oidc.providers import Provider, usable_provider
from itsm.domains.identity.queries import account, account_by_email, lock_account
from itsm.domains.identity.service.steps import PendingStep, SignedInBrowser, pass_first_step
from itsm.domains.identity.sessions import actor_of
from itsm.domains.users import api as users
from itsm.platform.actor import Actor, Role, system_actor
from itsm.platform.db.engine import get_database
from itsm.platform.errors import NotFound, Problem, Unauthorized, Unavailable
from itsm.platform.mail.message import check_address
from itsm.platform.oidc import Attempt, ProviderFault, claims_of_code, discover, sign_in_address
from itsm.platform.work import UnitOfWork, open_work

log = structlog.get_logger(__name__)
_NAME_MAX: Final = 120


class VisitRefused(Exception):  # noqa: N818 - a refusal, like the problems of the platform
    """What came back opens nothing. `reason` is for the audit trail; the sign-in page hears `shown`."""

    def __init__(self, reason: str, user_id: UUID = NOBODY) -> None:
        super().__init__(reason)
        self.reason = reason
        self.user_id = user_id

    @property
    def shown(self) -> str:
        """Return what the sign-in page may know: nobody known, the provider away, or just that it did not work."""
        return self.reason if self.reason in {"unknown", "unverified", "provider"} else "refused"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the provider's redirect brought, and the cookie of the browser it came with."""

    secret: str | None
    state: str | None
    code: str | None
    issuer: str | None


@dataclass(frozen=True, slots=True)
class Linked:
    """A provider was linked to the account of whoever began the visit."""

    next_path: str


async def begin_visit(caller: Actor, provider_key: str, *, next_path: str, is_link: bool) -> tuple[BegunFlow, str]:
    """Begin a visit; return it and where to send the browser. Raises `NotFound`, `VisitRefused`."""
    async with get_database().reading() as session:
        provider = await usable_provider(session, provider_key)
    if provider is None:
        raise NotFound
    if is_link and (caller.id is None or caller.session_id is None):
        raise Unauthorized
    try:
        endpoints = await discover(provider.client.issuer)
    except ProviderFault as fault:
        log.warning("oidc.refused", provider=provider_key, why=str(fault))
        raise VisitRefused("provider") from fault
    async with open_work(caller) as work:
        whom = (caller.id, caller.session_id) if is_link else (None, None)
        flow = begin_flow(work, provider, next_path=next_path, user_id=whom[0], session_id=whom[1])
    return flow, sign_in_address(provider.client, endpoints, flow.attempt)


async def end_visit(
    caller: Actor, provider_key: str, answer: Answer
) -> tuple[SignedInBrowser | PendingStep | Linked, str]:
    """Decide about a provider's answer; return what it led to and where to go. Raises `NotFound`, `VisitRefused`.

    The visit is over before the code is looked at: neither it nor the code can be tried twice.
    """
    async with get_database().reading() as session:
        provider = await usable_provider(session, provider_key)
    if provider is None:
        raise NotFound
    async with open_work(caller) as work:
        ended = await end_flow(work, answer.secret, answer.state, provider_key)
    if ended is None:
        raise VisitRefused("state")
    flow, attempt = ended
    claims = await _claims(provider, attempt, answer)
    if flow.user_id is not None:
        return await _link(caller, provider, flow, claims), flow.next_path
    user_id = await _whom(provider, claims)
    await _follow_groups(provider, user_id, claims)
    return await _sign_in(caller, user_id, provider.client.issuer), flow.next_path


def provider_away() -> Unavailable:
    """Return the refusal of a visit that could not begin."""
    return Unavailable("The sign-in provider does not answer.", code="provider_away")


async def record_refusal(caller: Actor, refusal: VisitRefused) -> None:
    """Write a refused visit into the audit trail."""
    async with open_work(caller) as work:
        work.record(
            SignInFailed(
                subject_id=refusal.user_id,
                failures=1,
                reason=f"oidc_{refusal.reason}",
                summary=f"Sign-in with a provider refused ({refusal.reason})",
            )
        )


async def _claims(provider: Provider, attempt: Attempt, answer: Answer) -> Mapping[str, Any]:
    if answer.issuer is not None and answer.issuer != provider.client.issuer:
        raise VisitRefused("issuer")  # RFC 9207: one provider's answer at another's door
    if not answer.code:
        raise VisitRefused("denied")
    try:
        endpoints = await discover(provider.client.issuer)
        return await claims_of_code(provider.client, endpoints, attempt, answer.code)
    except ProviderFault as fault:
        log.warning("oidc.refused", provider=provider.key, why=str(fault))
        raise VisitRefused("token") from fault


async def _whom(provider: Provider, claims: Mapping[str, Any]) -> UUID:
    """Return who this subject is here, made just now where the provider may create; raise `VisitRefused`."""
    issuer, subject = provider.client.issuer, str(claims["sub"])
    async with get_database().reading() as session:
        known = await find_identity(session, issuer, subject)
    if known is not None:
        return known.user_id
    email = _verified_address(claims)
    if not provider.may_create or email is None:
        raise VisitRefused("unknown" if email or not provider.may_create else "unverified")
    async with open_work(system_actor("Sign-in")) as work:
        # An account with this address is not opened by it: its owner links the provider, signed in (S39).
        if await account_by_email(work.session, email):
            raise VisitRefused("unknown")
        role, own = provider.role_of(claims.get(provider.group_claim)) or (Role.END_USER, None)
        new = users.NewUser(email=email, name=_name(claims, email), role=role, own_role_id=own)
        user = await users.create_user(work, new)
        await link_identity(work, user.id, issuer=issuer, subject=subject, email=email, how="created")
    return user.id


async def _follow_groups(provider: Provider, user_id: UUID, claims: Mapping[str, Any]) -> None:
    """Give the person the role that their groups have now, where the provider's groups decide about roles."""
    given = provider.role_of(claims.get(provider.group_claim))
    if given is None:
        return
    try:
        async with open_work(system_actor("Sign-in")) as work:
            person = await account(work.session, user_id)
            if person is not None and given != (person.role, person.own_role_id):
                version = await users.user_version(work.session, user_id)
                await users.update_user(work, user_id, given._asdict(), version=version)
    except Problem as refused:  # the last administrator stays one
        log.warning("oidc.role_kept", user_id=str(user_id), why=refused.code)


async def _sign_in(caller: Actor, user_id: UUID, issuer: str) -> SignedInBrowser | PendingStep:
    async with get_database().reading() as session:
        person = await account(session, user_id)
    if person is None:
        raise VisitRefused("inactive", user_id)
    async with open_work(actor_of(person, caller)) as work:
        present = await lock_account(work.session, user_id)
        if present is None or not present.is_active:
            raise VisitRefused("inactive", user_id)
        await note_use(work, user_id, issuer)
        return await pass_first_step(work, present, method="oidc", device=None)


async def _link(caller: Actor, provider: Provider, flow: OidcFlow, claims: Mapping[str, Any]) -> Linked:
    """Link the subject to whoever began the visit, if their session still stands."""
    assert flow.user_id is not None  # noqa: S101 - the caller looked
    authority = await AUTHORITIES.get(flow.session_id) if flow.session_id else None
    if authority is None or authority.user_id != flow.user_id:
        raise VisitRefused("session", flow.user_id)
    async with open_work(caller) as work:
        await _act_as(work, flow.user_id)
        await link_identity(
            work,
            flow.user_id,
            issuer=provider.client.issuer,
            subject=str(claims["sub"]),
            email=_verified_address(claims),
            how="profile",
        )
    return Linked(flow.next_path)


async def _act_as(work: UnitOfWork, user_id: UUID) -> None:
    person = await lock_account(work.session, user_id)
    if person is None or not person.is_active:
        raise VisitRefused("inactive", user_id)
    work.actor = actor_of(person, work.actor)


def _verified_address(claims: Mapping[str, Any]) -> str | None:
    """Return the address of a person where the provider says that it is really theirs."""
    email = claims.get("email")
    if claims.get("email_verified") is not True or not isinstance(email, str):
        return None
    try:
        return check_address(email.strip().lower())
    except ValueError:
        return None


def _name(claims: Mapping[str, Any], email: str) -> str:
    name = claims.get("name")
    plain = " ".join(name.split()) if isinstance(name, str) and name.isprintable() else ""
    return plain[:_NAME_MAX] or email.partition("@")[0]
