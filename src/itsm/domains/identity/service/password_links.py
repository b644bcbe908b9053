"""Mail people a link: those who forgot their password, and those who are new."""

from typing import Any, Final
from uuid import UUID

from itsm.domains.identity.enums import LinkPurpose
from itsm.domains.identity.events import InvitationWithdrawn, PasswordResetRequested, UserInvited
from itsm.domains.identity.links import make_link, void_links
from itsm.domains.identity.queries import account, account_by_email
from itsm.platform.actor import Actor
from itsm.platform.errors import Conflict, NotFound
from itsm.platform.work import UnitOfWork, open_work

RESET_JOB: Final = "identity.start_password_reset"


async def request_reset(caller: Actor, email: str) -> None:
    """Accept a request for a reset link without looking whether there is such an account.

    Known and unknown addresses do exactly the same here, one job row, so that neither text nor time tells
    them apart (S37); the worker looks.
    """
    async with open_work(caller) as work:
        work.defer(RESET_JOB, {"email": email, "ip": caller.ip, "user_agent": caller.user_agent})


async def start_password_reset(work: UnitOfWork, args: dict[str, Any]) -> None:
    """Job: make a reset link for the active account with this address, if there is one."""
    person = await account_by_email(work.session, args["email"])
    if person is None or not person.is_active:
        return
    link = make_link(work, user_id=person.user_id, email=person.email, purpose=LinkPurpose.RESET)
    work.record(
        PasswordResetRequested(
            subject_id=person.user_id,
            link_id=link.id,
            expires_at=link.expires_at,
            summary=f"Password reset asked for {person.name} from {args['ip'] or 'an unknown address'}",
        )
    )


async def invite(work: UnitOfWork, user_id: UUID) -> None:
    """Mail a person who has no password yet a link to choose one; earlier invitations work no more.

    Raises `NotFound`, and `Conflict` for somebody who is inactive or has a password (they use reset).
    """
    work.actor.require("users.manage")
    person = await account(work.session, user_id)
    if person is None:
        raise NotFound
    if not person.is_active or person.password_hash is not None:
        raise Conflict("Only active people without a password can be invited.", code="not_invitable")
    await void_links(work, person.user_id, LinkPurpose.INVITATION)
    link = make_link(work, user_id=person.user_id, email=person.email, purpose=LinkPurpose.INVITATION)
    work.record(
        UserInvited(
            subject_id=person.user_id,
            link_id=link.id,
            expires_at=link.expires_at,
            summary=f"{person.name} invited",
        )
    )


async def withdraw_invitation(work: UnitOfWork, user_id: UUID) -> None:
    """Make a person's invitation work no more; raise `NotFound`, `Conflict` where none is open."""
    work.actor.require("users.manage")
    person = await account(work.session, user_id)
    if person is None:
        raise NotFound
    if not await void_links(work, user_id, LinkPurpose.INVITATION):
        raise Conflict("There is no open invitation.", code="no_invitation")
    work.record(InvitationWithdrawn(subject_id=user_id, summary=f"Invitation of {person.name} withdrawn"))
