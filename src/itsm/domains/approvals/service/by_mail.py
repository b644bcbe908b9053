"""Use cases behind the link in a mail: look at what is asked, and decide once. Looking decides nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from itsm.domains.approvals.enums import Standing, Way
from itsm.domains.approvals.errors import DeadLink, SignInNeeded
from itsm.domains.approvals.links import read_link
from itsm.domains.approvals.models import Approval
from itsm.domains.approvals.repository import whole_of
from itsm.domains.approvals.service.decide import Decision, decide, seats_of
from itsm.domains.users import api as users
from itsm.platform.actor import Actor
from itsm.platform.clock import utc_now
from itsm.platform.work import UnitOfWork, open_work

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.domains.approvals.models import ApprovalLink
    from itsm.domains.approvals.repository import Whole


@dataclass(frozen=True, slots=True)
class Letter:
    """What the page behind a link shows: whose link it is, and whether there is still something to decide."""

    person: str
    found: Whole
    can_decide: bool
    expires_at: datetime


async def open_letter(session: AsyncSession, token: str) -> Letter:
    """Return what a link opens; nothing changes by it. Raises DeadLink (404)."""
    link = await read_link(session, token)
    actor = await _holder(session, link)
    approval = await _approval(session, link)
    found = await whole_of(session, approval)
    work = UnitOfWork(session, actor)
    turn = approval.state == Standing.OPEN and approval.position == link.position
    can_decide = turn and bool(await seats_of(work, found))
    return Letter(actor.name, found, can_decide, link.expires_at)


async def decide_by_letter(caller: Actor, token: str, decision: Decision) -> Standing:
    """Decide in the name of the link's owner and use it up; return where the approval stands after it.

    `caller` says where it came from. Raises DeadLink (404), SignInNeeded (403) and what deciding raises.
    """
    async with open_work(caller) as work:
        link = await read_link(work.session, token, lock=True)
        work.actor = await _holder(work.session, link, caller)
        approval = await _approval(work.session, link)
        if approval.needs_sign_in:
            raise SignInNeeded("Sign in to decide on this one.")
        if approval.position != link.position:
            raise DeadLink("This link does not work any more.")
        link.used_at = utc_now()
        said = Decision(vote=decision.vote, reason=decision.reason, way=Way.MAIL)
        after = await decide(work, approval, said)
        return Standing(after.state)


async def _holder(session: AsyncSession, link: ApprovalLink, caller: Actor | None = None) -> Actor:
    """Return the person of a link as an actor who may decide and nothing else. Raises DeadLink for one who left."""
    person = await users.get_user(session, link.user_id)
    if person is None or not person.is_active:
        raise DeadLink("This link does not work any more.")
    return Actor(
        id=person.id,
        name=person.name,
        role=person.role,
        permissions=frozenset(),
        kind="mail_link",
        email=person.email,
        ip=caller.ip if caller else "",
        user_agent=caller.user_agent if caller else "",
        request_id=caller.request_id if caller else "",
    )


async def _approval(session: AsyncSession, link: ApprovalLink) -> Approval:
    found = await session.get(Approval, link.approval_id)
    if found is None:
        raise DeadLink("This link does not work any more.")
    return found
