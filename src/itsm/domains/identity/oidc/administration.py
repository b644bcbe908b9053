"""Keep the providers people may sign in with."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from itsm.domains.identity.errors import ProviderKeyTaken
from itsm.domains.identity.events import SignInProviderChanged
from itsm.domains.identity.models import OidcProvider
from itsm.domains.identity.oidc.groups import (
    PROVIDERS_MAX,
    GivenRole,
    GroupGives,
    OwnRolesOfGroups,
    groups_of,
    keep_groups,
    own_roles_of_groups,
    require_giving,
    worded,
)
from itsm.domains.identity.oidc.identities import link_identity
from itsm.domains.identity.oidc.providers import ENVIRONMENT_KEY, redirect_uri, usable_provider
from itsm.domains.identity.oidc.schemas import GroupRole, GroupRoleRead, ProviderCreate, ProviderRead
from itsm.domains.identity.queries import lock_account
from itsm.domains.identity.sealing import seal
from itsm.domains.users import api as users
from itsm.platform.errors import Conflict, Invalid, NotFound
from itsm.platform.ids import new_id
from itsm.platform.work import UnitOfWork

MANAGE = "settings.manage"


async def all_providers(session: AsyncSession) -> list[OidcProvider]:
    """Return every provider of administrators, used or not."""
    return list(await session.scalars(select(OidcProvider).order_by(OidcProvider.name).limit(PROVIDERS_MAX)))


async def get_provider(session: AsyncSession, provider_id: UUID, *, locked: bool = False) -> OidcProvider:
    """Return one provider, held until the commit where it is to change; raise `NotFound`."""
    row = await session.get(OidcProvider, provider_id, with_for_update=locked or None, populate_existing=True)
    if row is None:
        raise NotFound
    return row


async def add_provider(work: UnitOfWork, new: ProviderCreate) -> OidcProvider:
    """Add a provider; raise `ProviderKeyTaken`, `Conflict` at the greatest number, what `require_giving` raises."""
    work.actor.require(MANAGE)
    if (await work.session.scalar(select(func.count()).select_from(OidcProvider)) or 0) >= PROVIDERS_MAX:
        raise Conflict(f"There are {PROVIDERS_MAX} providers; remove one first.", code="too_many_providers")
    if new.key == ENVIRONMENT_KEY:
        raise ProviderKeyTaken
    groups = [_gives(one) for one in new.group_roles]
    await require_giving(work, groups)
    row_id = new_id()
    row = OidcProvider(
        id=row_id,
        **new.model_dump(exclude={"client_secret", "group_roles"}),
        sealed_secret=seal("oidc-client", new.client_secret.get_secret_value(), row_id.bytes),
        group_roles=[],
        is_active=True,
        version=1,
        created_at=work.now,
        updated_at=work.now,
    )
    work.session.add(row)
    try:
        await work.session.flush()
    except IntegrityError as fault:
        raise ProviderKeyTaken from fault
    await keep_groups(work, row, groups)
    _tell(work, row, "added", {"group_roles": ([], await worded(work.session, groups))} if groups else {})
    return row


async def change_provider(work: UnitOfWork, row: OidcProvider, changes: Mapping[str, Any]) -> None:
    """Change a locked provider. Another issuer needs its secret again: the old one is not for others to see.

    Raises what `require_giving` raises, for the groups that stay too: another issuer vouches for other people.
    """
    work.actor.require(MANAGE)
    wanted = dict(changes)
    secret, groups = wanted.pop("client_secret", None), wanted.pop("group_roles", None)
    if wanted.get("issuer", row.issuer) != row.issuer and secret is None:
        raise Invalid.field("client_secret", "Another issuer needs its own secret.", "required")
    before = groups_of(row, await own_roles_of_groups(work.session))
    after = before if groups is None else [_gives(GroupRole(**one)) for one in groups]
    await require_giving(work, after)
    differing = {name: (getattr(row, name), value) for name, value in wanted.items() if getattr(row, name) != value}
    for name, (_, value) in differing.items():
        setattr(row, name, value)
    if after != before:
        differing["group_roles"] = (await worded(work.session, before), await worded(work.session, after))
        await keep_groups(work, row, after)
    if secret is not None:
        row.sealed_secret = seal("oidc-client", secret.get_secret_value(), row.id.bytes)
    if differing or secret is not None:
        row.version += 1
        row.updated_at = work.now
        _tell(work, row, "changed", differing)


async def remove_provider(work: UnitOfWork, row: OidcProvider) -> None:
    """Remove a locked provider. Linked identities stay and work again should the issuer come back."""
    work.actor.require(MANAGE)
    await work.session.delete(row)
    _tell(work, row, "removed", {})


async def link_by_administrator(work: UnitOfWork, user_id: UUID, *, provider_key: str, subject: str) -> None:
    """Say that a subject at a provider is this person; raise `NotFound`, `Invalid`, `IdentityTaken`."""
    work.actor.require("users.manage")
    if await lock_account(work.session, user_id) is None:
        raise NotFound
    await users.require_reach(work, user_id)
    provider = await usable_provider(work.session, provider_key)
    if provider is None:
        raise Invalid.field("provider", "There is no such provider.", "unknown_reference")
    await link_identity(work, user_id, issuer=provider.client.issuer, subject=subject, email=None, how="administrator")


def show_provider(row: OidcProvider, own: OwnRolesOfGroups) -> ProviderRead:
    """Return a provider without its secret; `own`: the own roles that groups give."""
    return ProviderRead(
        id=row.id,
        key=row.key,
        name=row.name,
        issuer=row.issuer,
        client_id=row.client_id,
        scopes=row.scopes,
        group_claim=row.group_claim,
        group_roles=[GroupRoleRead(group=group, **given._asdict()) for group, given in groups_of(row, own)],
        may_create=row.may_create,
        is_active=row.is_active,
        redirect_uri=redirect_uri(row.key),
        version=row.version,
    )


def _gives(one: GroupRole) -> GroupGives:
    return GroupGives(one.group, GivenRole(one.role, one.own_role_id))


def _tell(work: UnitOfWork, row: OidcProvider, what: str, changes: dict[str, Any]) -> None:
    work.record(
        SignInProviderChanged(subject_id=row.id, what=what, changes=changes, summary=f"Sign-in with {row.name} {what}")
    )
