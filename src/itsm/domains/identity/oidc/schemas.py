"""What comes in and goes out about providers and linked identities."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field, SecretStr, StringConstraints

from itsm.domains.identity.oidc.groups import GROUPS_MAX
from itsm.domains.users.schemas import unset
from itsm.platform.actor import Role
from itsm.platform.http.schemas import InputModel, OutputModel, ShortText
from itsm.platform.oidc import may_be_asked


def _issuer(value: str) -> str:
    if not may_be_asked(value):
        raise ValueError("must start with https://")
    return value


Issuer = Annotated[str, StringConstraints(min_length=9, max_length=300), AfterValidator(_issuer)]
ProviderKey = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$", max_length=40)]
ProviderName = Annotated[str, StringConstraints(min_length=1, max_length=80)]
ClientId = Annotated[str, StringConstraints(min_length=1, max_length=200)]
ClientSecret = Annotated[SecretStr, Field(min_length=1, max_length=500)]
Scopes = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.:/-]+( [A-Za-z0-9_.:/-]+)*$", max_length=200)]
Claim = Annotated[str, StringConstraints(max_length=80)]
Subject = Annotated[str, StringConstraints(min_length=1, max_length=255)]


class GroupRole(InputModel):
    """Members of this group at the provider have this role here, or the own role that is built on it."""

    group: ShortText
    role: Role
    own_role_id: UUID | None = None


GroupRoles = Annotated[list[GroupRole], Field(max_length=GROUPS_MAX)]


class ProviderCreate(InputModel):
    """A provider. `key` is in the address it sends people back to; `may_create`: unknown people get an account."""

    key: ProviderKey
    name: ProviderName
    issuer: Issuer
    client_id: ClientId
    client_secret: ClientSecret
    scopes: Scopes = "openid email profile"
    group_claim: Claim = "groups"
    group_roles: GroupRoles = Field(default_factory=list)
    may_create: bool = False


class ProviderPatch(InputModel):
    """What may change of a provider; the secret is kept where it is left out."""

    name: ProviderName = Field(default_factory=unset)
    issuer: Issuer = Field(default_factory=unset)
    client_id: ClientId = Field(default_factory=unset)
    client_secret: ClientSecret = Field(default_factory=unset)
    scopes: Scopes = Field(default_factory=unset)
    group_claim: Claim = Field(default_factory=unset)
    group_roles: GroupRoles = Field(default_factory=unset)
    may_create: bool = Field(default_factory=unset)
    is_active: bool = Field(default_factory=unset)


class GroupRoleRead(OutputModel):
    """Members of this group at the provider have this role here, or the own role that is built on it."""

    group: str
    role: Role
    own_role_id: UUID | None


class ProviderRead(OutputModel):
    """A provider as an administrator sees it; its secret is never shown. `redirect_uri` is to be registered there."""

    id: UUID
    key: str
    name: str
    issuer: str
    client_id: str
    scopes: str
    group_claim: str
    group_roles: list[GroupRoleRead]
    may_create: bool
    is_active: bool
    redirect_uri: str
    version: int


class ProviderButton(OutputModel):
    """A way to sign in, as the sign-in page offers it."""

    key: str
    name: str


class ProviderButtons(OutputModel):
    """Every provider that may be used."""

    items: list[ProviderButton]


class ProviderVisit(OutputModel):
    """Where to send the browser."""

    address: str


class IdentityRead(OutputModel):
    """A provider's account that opens the caller's account here."""

    id: UUID
    provider: str
    issuer: str
    email: str | None
    linked_at: datetime
    last_used_at: datetime | None


class IdentityPage(OutputModel):
    """Every identity of the caller."""

    items: list[IdentityRead]
    next_cursor: None
    total: int
    total_is_estimate: bool


class IdentityLink(InputModel):
    """An administrator's explicit choice: this subject at this provider is this person."""

    provider: ProviderKey
    subject: Subject
