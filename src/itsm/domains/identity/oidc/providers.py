"""Providers as sign-in uses them: rows of administrators, and one from the environment."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from itsm.domains.identity.models import OidcProvider
from itsm.domains.identity.oidc.groups import (
    PROVIDERS_MAX,
    GivenRole,
    GroupGives,
    OwnRolesOfGroups,
    groups_of,
    highest_of,
    own_roles_of_groups,
)
from itsm.domains.identity.sealing import unseal
from itsm.platform.oidc import Client, may_be_asked
from itsm.platform.settings import get_settings

ENVIRONMENT_KEY: Final = "environment"
_SCOPES: Final = "openid email profile"


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider that may be used now."""

    key: str
    name: str
    client: Client
    may_create: bool
    group_claim: str
    group_roles: tuple[GroupGives, ...]

    def role_of(self, groups: object) -> GivenRole | None:
        """Return what the groups a provider names give, None where its groups decide about nothing."""
        return highest_of(self.group_roles, groups)


def redirect_uri(key: str) -> str:
    """Return the address a provider sends people back to: from the settings, never from a request (S34)."""
    return f"{get_settings().effective_public_url}/api/auth/oidc/{key}/callback"


async def usable_providers(session: AsyncSession) -> list[Provider]:
    """Return every provider that may be used, in the order of their names."""
    rows = await session.scalars(
        select(OidcProvider).where(OidcProvider.is_active).order_by(OidcProvider.name).limit(PROVIDERS_MAX)
    )
    own = await own_roles_of_groups(session)
    listed = [_from_row(row, own) for row in rows]
    given = _from_environment()
    return [*([given] if given else []), *listed]


async def usable_provider(session: AsyncSession, key: str) -> Provider | None:
    """Return the provider with this key, or None where there is none or it is switched off."""
    return next((provider for provider in await usable_providers(session) if provider.key == key), None)


def _from_row(row: OidcProvider, own: OwnRolesOfGroups) -> Provider:
    secret = unseal("oidc-client", row.sealed_secret, row.id.bytes) or ""
    return Provider(
        key=row.key,
        name=row.name,
        client=Client(row.issuer, row.client_id, secret, row.scopes, redirect_uri(row.key)),
        may_create=row.may_create,
        group_claim=row.group_claim,
        group_roles=tuple(groups_of(row, own)),
    )


def _from_environment() -> Provider | None:
    settings = get_settings()
    if not settings.oidc_issuer or not settings.oidc_client_id or not may_be_asked(settings.oidc_issuer):
        return None
    secret = settings.oidc_client_secret.get_secret_value()
    client = Client(settings.oidc_issuer, settings.oidc_client_id, secret, _SCOPES, redirect_uri(ENVIRONMENT_KEY))
    return Provider(ENVIRONMENT_KEY, settings.oidc_name, client, may_create=False, group_claim="", group_roles=())
