"""Mails about passwords: the link that was asked for, and word that a password is another one now."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from itsm.domains.identity.events import (
    ApiTokenCreated,
    CodesGuessed,
    PasswordChanged,
    PasswordResetRequested,
    RecoveryCodeUsed,
    SecondFactorOff,
    SecondFactorOn,
    SecondFactorReset,
    UserInvited,
)
from itsm.domains.identity.queries import Account, account
from itsm.domains.notifications import api as notifications
from itsm.platform.work import UnitOfWork

_TEMPLATES: Final = {PasswordResetRequested.name: "password_reset", UserInvited.name: "invitation"}
_FACTOR_TEMPLATES: Final = {
    SecondFactorOn.name: "second_factor_on",
    SecondFactorOff.name: "second_factor_off",
    SecondFactorReset.name: "second_factor_reset",
    RecoveryCodeUsed.name: "recovery_code_used",
    CodesGuessed.name: "wrong_codes",
}
# Nobody is told that a password was set who never had another one, or had it set before their first day.
_TOLD: Final = frozenset({"change", "reset"})


async def mail_password_link(work: UnitOfWork, args: dict[str, Any]) -> None:
    """Job on `password.reset_requested` and `user.invited`: queue the mail; its link is put in while sending."""
    context = {
        "secret_link_id": str(args["data"]["link_id"]),
        "expires_at": datetime.fromisoformat(args["data"]["expires_at"]),
    }
    await _deliver(work, args, _TEMPLATES[args["name"]], context)


async def mail_password_changed(work: UnitOfWork, args: dict[str, Any]) -> None:
    """Job on `password.changed`: tell the owner, who may not have done it (ASVS 6.3.7)."""
    if args["data"]["how"] in _TOLD:
        await _deliver(work, args, "password_changed", {})


async def mail_second_factor(work: UnitOfWork, args: dict[str, Any]) -> None:
    """Job on what happens to a second factor: tell the owner, who may not have done it (ASVS 6.3.7)."""
    context = {"left": args["data"]["left"]} if args["name"] == RecoveryCodeUsed.name else {}
    await _deliver(work, args, _FACTOR_TEMPLATES[args["name"]], context)


async def _deliver(work: UnitOfWork, args: dict[str, Any], template: str, context: dict[str, Any]) -> None:
    person: Account | None = await account(work.session, UUID(str(args["subject_id"])))
    if person is None or not person.is_active:
        return
    await notifications.deliver(
        work,
        event_id=UUID(str(args["event_id"])),
        recipient_id=person.user_id,
        address=person.email,
        name=person.name,
        template=template,
        context=context,
        locale=person.locale,
        timezone=person.timezone,
    )


async def mail_api_token(work: UnitOfWork, args: dict[str, Any]) -> None:
    """Job on `api_token.created`: tell the owner, who may not have made it."""
    owner = args | {"subject_id": args["data"]["user_id"]}
    await _deliver(work, owner, "api_token_created", {"token_name": args["data"]["token_name"]})


SUBSCRIPTIONS: Final[dict[str, tuple[str, ...]]] = {
    PasswordResetRequested.name: ("identity.mail_password_link",),
    UserInvited.name: ("identity.mail_password_link",),
    PasswordChanged.name: ("identity.mail_password_changed",),
    ApiTokenCreated.name: ("identity.mail_api_token",),
    **dict.fromkeys(_FACTOR_TEMPLATES, ("identity.mail_second_factor",)),
}
