"""What comes in and goes out at `/api/auth`."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, SecretStr, StringConstraints

from itsm.domains.identity.passwords import MAX_LENGTH
from itsm.domains.teams.schemas import TeamRef
from itsm.domains.users.enums import Density, StartPage, Theme
from itsm.domains.users.schemas import Locale, PersonName, Zone, unset
from itsm.platform.actor import Role
from itsm.platform.http.schemas import InputModel, OutputModel

# Longer passwords are refused before they are hashed (S24). The least length is a rule for new ones only.
Password = Annotated[SecretStr, Field(min_length=1, max_length=MAX_LENGTH)]
TypedEmail = Annotated[str, StringConstraints(min_length=1, max_length=254, strip_whitespace=True)]
"""An address as somebody typed it: not checked further, or the check would tell what addresses look like here."""


class SecretInput(InputModel):
    """A body with a password in it: taken exactly as typed, spaces included (ASVS 6.2.8)."""

    model_config = ConfigDict(str_strip_whitespace=False)


class SignIn(SecretInput):
    """Address and password."""

    email: TypedEmail
    password: Password


class ForgottenPassword(InputModel):
    """Whose password was forgotten."""

    email: TypedEmail


class PasswordReset(SecretInput):
    """A mailed link's secret and the new password."""

    token: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    password: Password


LinkToken = Annotated[str, StringConstraints(min_length=1, max_length=200)]


class InvitationToken(InputModel):
    """A mailed invitation's secret."""

    token: LinkToken


class InvitationRead(OutputModel):
    """Whom an invitation is for."""

    name: str
    email: str


class InvitationAnswer(SecretInput):
    """A mailed invitation's secret, and what its person chose."""

    token: LinkToken
    name: PersonName
    password: Password


class PasswordChange(SecretInput):
    """The present password, as proof, and the new one."""

    current_password: Password
    new_password: Password


class MePatch(InputModel):
    """What people change of themselves."""

    name: PersonName = Field(default_factory=unset)
    timezone: Zone = Field(default_factory=unset)
    locale: Locale = Field(default_factory=unset)
    theme: Theme = Field(default_factory=unset)
    density: Density = Field(default_factory=unset)
    start_page: StartPage = Field(default_factory=unset)
    has_shortcuts: bool = Field(default_factory=unset)


class Me(OutputModel):
    """The caller: who they are, what they may do, how they like their screens."""

    id: UUID
    name: str
    email: str
    role: Role
    permissions: list[str]
    teams: list[TeamRef]
    location: str | None
    timezone: str
    locale: str
    theme: Theme
    density: Density
    start_page: StartPage
    has_shortcuts: bool
    has_password: bool
    has_second_factor: bool


class Tokens(OutputModel):
    """An access token for the Authorization header; `expires_in` is in seconds."""

    access_token: str
    token_type: Literal["Bearer"]
    expires_in: int
    user: Me


class SecondStep(OutputModel):
    """Password accepted, no session yet. `next`: `code`, or `enrol` where the role demands a second step.

    What was begun is in a cookie of this browser until `expires_at`.
    """

    next: Literal["code", "enrol"]
    expires_at: datetime


Code = Annotated[str, StringConstraints(min_length=6, max_length=60)]
"""A code of an authenticator app, or a recovery code, with or without spaces and hyphens."""


class CodeInput(InputModel):
    """A code."""

    code: Code


class Proof(SecretInput):
    """Password or code of the caller: exactly one of them."""

    password: Password | None = None
    code: Code | None = None


class Enrolment(OutputModel):
    """What an authenticator app needs: as text, as address, and as a QR code to draw (one SVG path).

    It counts once a code made from it was sent back.
    """

    secret: str
    address: str
    qr_size: int
    qr_path: str


class SecondFactorRead(OutputModel):
    """The caller's second factor. `is_demanded`: their role needs one, it cannot be turned off."""

    is_on: bool
    since: datetime | None
    recovery_codes_left: int
    is_demanded: bool


class RecoveryCodes(OutputModel):
    """Recovery codes, shown this once; each works once. Earlier ones work no more."""

    codes: list[str]


class EnrolledTokens(Tokens):
    """A sign-in that set up a second factor: tokens as usual, and the recovery codes, shown this once."""

    recovery_codes: list[str]


class SessionRead(OutputModel):
    """One of the caller's sessions. `id` only names it: it opens nothing."""

    id: UUID
    created_at: datetime
    last_active_at: datetime
    expires_at: datetime
    ip: str
    user_agent: str
    is_current: bool


class SessionPage(OutputModel):
    """Every open session of the caller, latest use first."""

    items: list[SessionRead]
    next_cursor: None
    total: int
    total_is_estimate: bool
