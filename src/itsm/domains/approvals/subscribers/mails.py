"""Mails about approvals: to those who are asked (with a link each), and to whoever asked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from itsm.domains.approvals.engine.people import Place, seats_for
from itsm.domains.approvals.enums import Standing
from itsm.domains.approvals.events import (
    ApprovalEscalated,
    ApprovalReminded,
    ApprovalSettled,
    ApprovalStepOpened,
)
from itsm.domains.approvals.links import make_link
from itsm.domains.approvals.models import Approval
from itsm.domains.approvals.repository import Whole, delegations_of, whole_of
from itsm.domains.notifications import api as notifications
from itsm.domains.users import api as users

if TYPE_CHECKING:
    from itsm.domains.users.api import UserCard
    from itsm.platform.work import UnitOfWork

ASK_JOB: Final = "approvals.mail_asked"
SETTLED_JOB: Final = "approvals.mail_settled"
_TEMPLATES: Final = {
    ApprovalStepOpened.name: "approval_asked",
    ApprovalReminded.name: "approval_reminded",
    ApprovalEscalated.name: "approval_escalated",
}


async def mail_asked(work: UnitOfWork, args: dict[str, Any]) -> None:
    """Job on a step that opened, is half over or late: mail a link to each who may decide in it now."""
    approval = await work.session.get(Approval, UUID(str(args["subject_id"])))
    if args["is_replay"] or approval is None or approval.state != Standing.OPEN:
        return
    found = await whole_of(work.session, approval)
    if found.step.position != args["data"]["position"]:
        return
    cards = await users.get_users(work.session, {*await _deciders(work, found), approval.requester_id})
    requester = cards.pop(approval.requester_id, None)
    mails = [
        _asked(work, found, card, _TEMPLATES[args["name"]], requester.name if requester else "")
        for card in cards.values()
        if card.is_active
    ]
    # The rows of the links go in before the mails that name them.
    await work.session.flush()
    await notifications.deliver_all(work, UUID(str(args["event_id"])), mails)


async def _deciders(work: UnitOfWork, found: Whole) -> list[UUID]:
    """Return who may decide in the open step now: approvers, delegates, stand-ins."""
    places = [Place(place.approver_id, place.decided_by_id) for place in found.seats]
    delegations = await delegations_of(work.session, {place.approver for place in places}, work.now)
    near: Iterable[UUID] = (
        *(place.approver for place in places),
        *(one.delegate for one in delegations),
        *found.step.stand_in_ids,
    )
    return [
        person
        for person in dict.fromkeys(near)
        if seats_for(
            person,
            places,
            delegations,
            stand_ins=found.step.stand_in_ids,
            barred=found.approval.barred_ids,
            now=work.now,
        )
    ]


def _asked(work: UnitOfWork, found: Whole, card: UserCard, template: str, requester: str) -> notifications.Mail:
    approval, step = found.approval, found.step
    link = make_link(work, approval_id=approval.id, position=step.position, user_id=card.id, now=work.now)
    return notifications.Mail(
        recipient_id=card.id,
        address=card.email,
        name=card.name,
        template=template,
        context={
            "subject_number": approval.number,
            "title": approval.title,
            "requester": requester,
            "step": step.name,
            "due_at": step.due_at,
            "secret_link_id": str(link.id),
            "expires_at": link.expires_at,
        },
        locale=card.locale,
        timezone=card.timezone,
        thread_key=f"approval.{approval.id}",
    )


async def mail_settled(work: UnitOfWork, args: dict[str, Any]) -> None:
    """Job on an approval that is decided: tell whoever asked for it."""
    approval = await work.session.get(Approval, UUID(str(args["subject_id"])))
    if args["is_replay"] or approval is None:
        return
    card = await users.get_user(work.session, approval.requester_id)
    if card is None or not card.is_active:
        return
    await notifications.deliver(
        work,
        event_id=UUID(str(args["event_id"])),
        recipient_id=card.id,
        address=card.email,
        name=card.name,
        template=f"approval_{args['data']['standing']}",
        context={
            "subject_number": approval.number,
            "title": approval.title,
            "path": approval.path,
            "reason": args["data"]["reason"],
        },
        locale=card.locale,
        timezone=card.timezone,
        thread_key=f"approval.{approval.id}",
    )


SUBSCRIPTIONS: Final[dict[str, tuple[str, ...]]] = {
    **dict.fromkeys(_TEMPLATES, (ASK_JOB,)),
    ApprovalSettled.name: (SETTLED_JOB,),
}
