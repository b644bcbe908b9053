"""What happens at the door: sign-ins, refusals, sessions, passwords. Never a secret in any of them."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from itsm.platform.events import DomainEvent, LiveMessage

NOBODY = UUID(int=0)
"""Subject of a failed sign-in to an account that does not exist. What was typed is not kept: people type
passwords into the wrong field."""


@dataclass(frozen=True, kw_only=True)
class SignedIn(DomainEvent):
    """A person signed in."""

    name: ClassVar[str] = "session.started"
    subject_type: ClassVar[str] = "user"
    session_id: UUID
    method: str = "password"


@dataclass(frozen=True, kw_only=True)
class SignInFailed(DomainEvent):
    """A sign-in was refused; `failures` is the number in a row for this account and browser."""

    name: ClassVar[str] = "session.refused"
    subject_type: ClassVar[str] = "user"
    failures: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class SessionRevoked(DomainEvent):
    """A session ended before its time; its tabs and sockets must go."""

    name: ClassVar[str] = "session.revoked"
    subject_type: ClassVar[str] = "session"
    user_id: UUID
    reason: str

    def live(self) -> LiveMessage:
        """Tell the person's tabs; the one whose session this is signs itself out."""
        return LiveMessage(
            type=self.name,
            rooms=(f"user:{self.user_id}",),
            payload={"id": str(self.subject_id), "version": 0, "type": "session", "changed": ["revoked_at"]},
        )


@dataclass(frozen=True, kw_only=True)
class PasswordChanged(DomainEvent):
    """A person's password is another one now; `how` is change, reset, invitation or administrator."""

    name: ClassVar[str] = "password.changed"
    subject_type: ClassVar[str] = "user"
    how: str


@dataclass(frozen=True, kw_only=True)
class FirstStepTaken(DomainEvent):
    """Password or identity provider vouched for a person; a code is asked for before there is a session."""

    name: ClassVar[str] = "session.first_step"
    subject_type: ClassVar[str] = "user"
    method: str


@dataclass(frozen=True, kw_only=True)
class SecondFactorEvent(DomainEvent):
    """Base of what happens to a person's second factor."""

    subject_type: ClassVar[str] = "user"


@dataclass(frozen=True, kw_only=True)
class SecondFactorOn(SecondFactorEvent):
    """From now on a code is asked for."""

    name: ClassVar[str] = "second_factor.on"


@dataclass(frozen=True, kw_only=True)
class SecondFactorOff(SecondFactorEvent):
    """The person turned it off; no code is asked for."""

    name: ClassVar[str] = "second_factor.off"


@dataclass(frozen=True, kw_only=True)
class SecondFactorReset(SecondFactorEvent):
    """An administrator took it away, for a lost phone."""

    name: ClassVar[str] = "second_factor.reset"


@dataclass(frozen=True, kw_only=True)
class RecoveryCodesMade(SecondFactorEvent):
    """New recovery codes replace the earlier ones."""

    name: ClassVar[str] = "second_factor.codes_made"


@dataclass(frozen=True, kw_only=True)
class RecoveryCodeUsed(SecondFactorEvent):
    """A recovery code stood in for the phone; `left` are still good."""

    name: ClassVar[str] = "second_factor.code_used"
    left: int


@dataclass(frozen=True, kw_only=True)
class CodesGuessed(SecondFactorEvent):
    """So many wrong codes after a right password that its owner is told."""

    name: ClassVar[str] = "second_factor.guessed"


@dataclass(frozen=True, kw_only=True)
class Proved(DomainEvent):
    """A person showed again that it is them, by `method`, before something that matters."""

    name: ClassVar[str] = "session.proved"
    subject_type: ClassVar[str] = "user"
    method: str


@dataclass(frozen=True, kw_only=True)
class ApiTokenCreated(DomainEvent):
    """A person made a token for a program."""

    name: ClassVar[str] = "api_token.created"
    subject_type: ClassVar[str] = "api_token"
    user_id: UUID
    token_name: str
    scopes: list[str]
    expires_at: datetime


@dataclass(frozen=True, kw_only=True)
class ApiTokenRevoked(DomainEvent):
    """A token works no more."""

    name: ClassVar[str] = "api_token.revoked"
    subject_type: ClassVar[str] = "api_token"
    user_id: UUID
    token_name: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class IdentityLinked(DomainEvent):
    """A person may from now on sign in with a provider; `how`: profile, administrator or created."""

    name: ClassVar[str] = "identity.linked"
    subject_type: ClassVar[str] = "user"
    issuer: str
    how: str


@dataclass(frozen=True, kw_only=True)
class IdentityUnlinked(DomainEvent):
    """A provider opens a person's account no more."""

    name: ClassVar[str] = "identity.unlinked"
    subject_type: ClassVar[str] = "user"
    issuer: str


@dataclass(frozen=True, kw_only=True)
class SignInProviderChanged(DomainEvent):
    """A provider to sign in with was added, changed or removed. Never with its secret."""

    name: ClassVar[str] = "sign_in_provider.changed"
    subject_type: ClassVar[str] = "sign_in_provider"
    what: str


@dataclass(frozen=True, kw_only=True)
class PasswordLinkEvent(DomainEvent):
    """Base of links in mails. The link itself is made by `identity.api.password_link` while the mail is sent."""

    subject_type: ClassVar[str] = "user"
    link_id: UUID
    expires_at: datetime


@dataclass(frozen=True, kw_only=True)
class PasswordResetRequested(PasswordLinkEvent):
    """Somebody who says they are this person forgot the password."""

    name: ClassVar[str] = "password.reset_requested"


@dataclass(frozen=True, kw_only=True)
class InvitationWithdrawn(DomainEvent):
    """An invitation works no more, though nobody used it."""

    name: ClassVar[str] = "user.invitation_withdrawn"
    subject_type: ClassVar[str] = "user"


@dataclass(frozen=True, kw_only=True)
class UserInvited(PasswordLinkEvent):
    """A new person is asked to choose a password."""

    name: ClassVar[str] = "user.invited"
