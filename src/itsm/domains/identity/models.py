"""Tables of credentials, second factors, sessions, tokens, links in mails and sign-in attempts."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Enum,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    SmallInteger,
    String,
    UniqueConstraint,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from itsm.domains.identity.enums import LinkPurpose
from itsm.platform.db.base import Base, utc_datetime, uuid_pk
from itsm.platform.permissions import Role

IP_MAX = 64
USER_AGENT_MAX = 300
REASON_MAX = 40
EMAIL_MAX = 254


class Credential(Base):
    """The password of a person. No row: the person was invited and has not chosen one yet."""

    __tablename__ = "credentials"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), primary_key=True)
    password_hash: Mapped[str] = mapped_column(String(200))
    password_changed_at: Mapped[datetime] = utc_datetime(nullable=False)


class Session(Base):
    """One sign-in on one browser: the family of its refresh tokens.

    `generation` and `head_nonce` belong to the newest refresh token. `authority_version` is the person's
    at sign-in; when theirs moves on (role changed, deactivated) the session has ended, in every process,
    without anybody having to find its row. `proved_at` is when its person last showed password or code.
    """

    __tablename__ = "sessions"

    id: Mapped[UUID] = uuid_pk()
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    authority_version: Mapped[int]
    generation: Mapped[int]
    head_nonce: Mapped[bytes] = mapped_column(LargeBinary(32))
    created_at: Mapped[datetime] = utc_datetime(nullable=False)
    rotated_at: Mapped[datetime] = utc_datetime(nullable=False)
    last_active_at: Mapped[datetime] = utc_datetime(nullable=False)
    expires_at: Mapped[datetime] = utc_datetime(nullable=False)
    proved_at: Mapped[datetime | None] = utc_datetime()
    revoked_at: Mapped[datetime | None] = utc_datetime()
    revoked_reason: Mapped[str | None] = mapped_column(String(REASON_MAX))
    ip: Mapped[str] = mapped_column(String(IP_MAX))
    user_agent: Mapped[str] = mapped_column(String(USER_AGENT_MAX))

    __table_args__ = (
        Index("ix_sessions_user_id", "user_id", "last_active_at"),
        Index("ix_sessions_expires_at", "expires_at"),
    )


class SecondFactor(Base):
    """The seed of a person's authenticator app, sealed under a key outside the database.

    It counts once `confirmed_at` is set: a code made from it came back. `last_step` is the 30-second step of the
    newest code that was accepted; that code and every older one are spent (ASVS 6.5.1).
    """

    __tablename__ = "second_factors"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = utc_datetime(nullable=False)
    confirmed_at: Mapped[datetime | None] = utc_datetime()
    last_step: Mapped[int] = mapped_column(BigInteger)


class RecoveryCode(Base):
    """One code of a person for the day the phone is lost, as a keyed digest; used once."""

    __tablename__ = "recovery_codes"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), primary_key=True)
    digest: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    used_at: Mapped[datetime | None] = utc_datetime()


class SignInStep(Base):
    """A sign-in whose first step was taken and whose second is awaited, in one browser.

    `digest` is that of the cookie which this browser holds.
    """

    __tablename__ = "sign_in_steps"

    digest: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), index=True)
    authority_version: Mapped[int]
    method: Mapped[str] = mapped_column(String(REASON_MAX))
    failures: Mapped[int] = mapped_column(SmallInteger)
    expires_at: Mapped[datetime] = utc_datetime(nullable=False, index=True)


class ApiToken(Base):
    """A personal API token. Only a digest of its text is kept; `hint` is the end of it.

    `authority_version` works as in `Session`: another role, or deactivation, ends the token.
    """

    __tablename__ = "api_tokens"

    id: Mapped[UUID] = uuid_pk()
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    hint: Mapped[str] = mapped_column(String(8))
    scopes: Mapped[list[str]] = mapped_column(ARRAY(String(40)))
    authority_version: Mapped[int]
    created_at: Mapped[datetime] = utc_datetime(nullable=False)
    expires_at: Mapped[datetime] = utc_datetime(nullable=False)
    last_used_at: Mapped[datetime | None] = utc_datetime()
    last_used_ip: Mapped[str | None] = mapped_column(String(IP_MAX))
    revoked_at: Mapped[datetime | None] = utc_datetime()
    revoked_reason: Mapped[str | None] = mapped_column(String(REASON_MAX))


class OidcProvider(Base):
    """A provider to sign in with. `group_roles` is a list of [group, role]; see `OidcGroupOwnRole`."""

    __tablename__ = "oidc_providers"

    id: Mapped[UUID] = uuid_pk()
    key: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    issuer: Mapped[str] = mapped_column(String(300))
    client_id: Mapped[str] = mapped_column(String(200))
    sealed_secret: Mapped[bytes] = mapped_column(LargeBinary)
    scopes: Mapped[str] = mapped_column(String(200))
    group_claim: Mapped[str] = mapped_column(String(80))
    group_roles: Mapped[list[Any]]
    may_create: Mapped[bool]
    is_active: Mapped[bool]
    version: Mapped[int]
    created_at: Mapped[datetime] = utc_datetime(nullable=False)
    updated_at: Mapped[datetime] = utc_datetime(nullable=False)


class OidcGroupOwnRole(Base):
    """The own role that a group gives: `position` in the provider's `group_roles`, where `role`, its base, stands.

    The foreign key keeps an own role while a group gives it, and on the base that the list names.
    """

    __tablename__ = "oidc_group_own_roles"

    provider_id: Mapped[UUID] = mapped_column(ForeignKey("oidc_providers.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    own_role_id: Mapped[UUID] = mapped_column(index=True)
    role: Mapped[Role] = mapped_column(Enum(Role, native_enum=False, length=20, values_callable=list))

    __table_args__ = (
        ForeignKeyConstraint(
            ["own_role_id", "role"], ["own_roles.id", "own_roles.base"], name="fk_oidc_group_own_roles_own_role"
        ),
    )


class OidcIdentity(Base):
    """Somebody at a provider, as whom they are here. Issuer and subject name them, never an address (ASVS 10.5.2)."""

    __tablename__ = "oidc_identities"

    id: Mapped[UUID] = uuid_pk()
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), index=True)
    issuer: Mapped[str] = mapped_column(String(300))
    subject: Mapped[str] = mapped_column(String(255))
    email: Mapped[str | None] = mapped_column(String(EMAIL_MAX))
    linked_at: Mapped[datetime] = utc_datetime(nullable=False)
    last_used_at: Mapped[datetime | None] = utc_datetime()

    __table_args__ = (UniqueConstraint("issuer", "subject"),)


class OidcFlow(Base):
    """A visit to a provider that somebody's browser began and did not come back from. Gone once it did.

    State, nonce and PKCE verifier are made from the secret in that browser's cookie, of which this is the digest.
    `user_id` and `session_id` where a signed-in person links a provider.
    """

    __tablename__ = "oidc_flows"

    digest: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    provider_key: Mapped[str] = mapped_column(String(40))
    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"), index=True)
    session_id: Mapped[UUID | None]
    next_path: Mapped[str] = mapped_column(String(500))
    expires_at: Mapped[datetime] = utc_datetime(nullable=False, index=True)


class RefreshToken(Base):
    """One refresh token of a session, as a digest. Used ones stay, so that a second use is noticed."""

    __tablename__ = "refresh_tokens"

    digest: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    session_id: Mapped[UUID] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"), index=True)
    generation: Mapped[int]


class PasswordLink(Base):
    """A link in a mail that lets its holder choose a password, once.

    The secret in the link is a MAC over this row made when the mail is sent; it is never stored.
    `email` is where it was sent: the link dies when the account's address changes.
    """

    __tablename__ = "password_links"

    id: Mapped[UUID] = uuid_pk()
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), index=True)
    purpose: Mapped[LinkPurpose] = mapped_column(Enum(LinkPurpose, native_enum=False, length=20, values_callable=list))
    nonce: Mapped[bytes] = mapped_column(LargeBinary(32))
    email: Mapped[str] = mapped_column(String(EMAIL_MAX))
    created_at: Mapped[datetime] = utc_datetime(nullable=False)
    expires_at: Mapped[datetime] = utc_datetime(nullable=False)
    used_at: Mapped[datetime | None] = utc_datetime()


class SignInAttempts(Base):
    """How often in a row a sign-in failed, by account and, where known, by browser.

    `key` is a keyed digest of the address that was typed, whether or not such an account exists.
    """

    __tablename__ = "sign_in_attempts"

    key: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    failures: Mapped[int] = mapped_column(SmallInteger)
    last_at: Mapped[datetime] = utc_datetime(nullable=False, index=True)
    blocked_until: Mapped[datetime] = utc_datetime(nullable=False)
