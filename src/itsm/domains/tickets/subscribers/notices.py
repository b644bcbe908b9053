"""Who is mailed about what happens to a ticket.

The requester, the assignee (the team while there is none), the watchers; managers hear of service levels, of
P1 and of VIPs. Nobody hears of what they did themselves, but the requester gets a receipt; nobody hears of
what they may not see; nobody is mailed twice about one event. A replayed log mails nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from itsm.domains.notifications import api as notifications
from itsm.domains.settings import api as settings
from itsm.domains.tickets.enums import PendingReason
from itsm.domains.tickets.queries.audience import (
    Listener,
    NoticeTicket,
    listeners_of,
    mentioned_in,
    ticket_for_notice,
)
from itsm.domains.webhooks import api as webhooks
from itsm.platform.actor import Role

if TYPE_CHECKING:
    from itsm.platform.work import UnitOfWork

_EXCERPT_CHARS = 2_000


@dataclass(frozen=True, slots=True)
class News:
    """One event and the people near its ticket."""

    name: str
    data: dict[str, Any]
    actor_id: UUID | None
    ticket: NoticeTicket
    people: tuple[Listener, ...]
    mentioned: tuple[Listener, ...] = ()

    @property
    def requester(self) -> list[Listener]:
        """Return who asked."""
        return [p for p in self.people if p.id == self.ticket.requester_id]

    @property
    def assignee(self) -> list[Listener]:
        """Return who works it."""
        return [p for p in self.people if p.id == self.ticket.assignee_id]

    @property
    def workers(self) -> list[Listener]:
        """Return who works it: the assignee, or the team while there is none."""
        return self.assignee or [p for p in self.people if self.ticket.team_id in p.team_ids]

    @property
    def watchers(self) -> list[Listener]:
        """Return who follows it."""
        return [p for p in self.people if p.is_watcher]

    @property
    def managers(self) -> list[Listener]:
        """Return the manager of its team, or every IT manager where the team has none."""
        own = [p for p in self.people if p.is_team_manager]
        return own or [p for p in self.people if p.role == "it_manager"]


@dataclass(frozen=True, slots=True)
class Notice:
    """One mail for some people. A receipt reaches who did it, too; `staff_only` never reaches the requester."""

    template: str
    people: Iterable[Listener]
    more: dict[str, Any]
    is_receipt: bool = False
    staff_only: bool = False


def _created(news: News) -> list[Notice]:
    ticket, more = news.ticket, {"excerpt": news.ticket.description[:_EXCERPT_CHARS]}
    is_urgent = ticket.priority == 1 or news.data["is_vip"] or news.data["notify_manager"]
    # Who it is assigned to is told by `ticket.assigned`.
    team = [] if ticket.assignee_id else news.workers
    staff = [*team, *(news.managers if is_urgent or not (team or ticket.assignee_id) else []), *news.watchers]
    return [
        Notice("ticket_created", news.requester, {}, is_receipt=True),
        Notice("ticket_created_staff", staff, more, staff_only=True),
    ]


def _assigned(news: News) -> list[Notice]:
    if news.ticket.assignee_id:
        return [Notice("ticket_assigned", news.assignee, {"reason": news.data["reason"]}, staff_only=True)]
    if news.data["is_unrouted"]:
        return [Notice("ticket_created_staff", news.managers, {}, staff_only=True)]
    return [Notice("ticket_created_staff", news.workers, {}, staff_only=True)]


def _commented(news: News) -> list[Notice]:
    is_internal = news.data["is_internal"]
    people = [*([] if is_internal else news.requester), *news.workers, *news.watchers]
    more = {
        "author": news.data["author_name"],
        "excerpt": news.data["body"][:_EXCERPT_CHARS],
        "is_internal": is_internal,
    }
    # Of a note only those who work tickets hear, whoever is named in it.
    named = [p for p in news.mentioned if not is_internal or p.role != Role.END_USER]
    return [
        Notice("ticket_mentioned", named, more, staff_only=is_internal),
        Notice("ticket_commented", people, more, staff_only=is_internal),
    ]


def _status_changed(news: News) -> list[Notice]:
    waits = news.data["pending_reason"] == PendingReason.USER
    more = {"waits_for_you": int(waits) or None, "excerpt": news.data["comment"]}
    others = {"excerpt": news.data["comment"]}
    return [
        Notice("ticket_status_changed", news.requester, more),
        Notice("ticket_status_changed", news.watchers, others),
    ]


def _resolved(news: News) -> list[Notice]:
    more = {"resolution_summary": news.data["resolution_summary"], "closes_at": news.data.get("closes_at")}
    return [
        Notice("ticket_resolved", news.requester, more),
        Notice("ticket_status_changed", news.watchers, {}),
    ]


def _closed(news: News) -> list[Notice]:
    more = {"auto_closed": int(news.data["auto_closed"])}
    return [Notice("ticket_closed", [*news.requester, *news.assignee, *news.watchers], more)]


def _reopened(news: News) -> list[Notice]:
    people = [*news.requester, *news.workers, *news.watchers]
    return [Notice("ticket_reopened", people, {"reason": news.data["reason"]})]


def _merged(news: News) -> list[Notice]:
    more = {"merged_into": news.data["target_number"], "excerpt": news.data["note"]}
    return [Notice("ticket_merged", [*news.requester, *news.watchers], more)]


def _followed_up(news: News) -> list[Notice]:
    more = {
        "author": news.data["author_name"],
        "excerpt": news.data["body"][:_EXCERPT_CHARS],
        "is_internal": False,
    }
    return [Notice("ticket_commented", [*news.workers, *news.watchers], more, staff_only=True)]


def _reminded(news: News) -> list[Notice]:
    closes_at = datetime.fromisoformat(news.data["closes_at"])
    return [Notice("ticket_reminded", news.requester, {"closes_at": closes_at})]


def _escalated(news: News) -> list[Notice]:
    if news.data["is_automatic"]:
        return []
    people = [*news.workers, *news.managers]
    return [Notice("ticket_escalated", people, {"reason": news.data["reason"]}, staff_only=True)]


def _clock(news: News) -> dict[str, Any]:
    due_at = datetime.fromisoformat(news.data["due_at"])
    return {"metric": news.data["metric"], "due_at": due_at, "priority": news.data["priority"]}


def _sla_warning(news: News) -> list[Notice]:
    more = _clock(news) | {"percent": news.data["threshold"]}
    return [Notice("sla_warning", [*news.workers, *news.managers], more, staff_only=True)]


def _sla_breached(news: News) -> list[Notice]:
    return [Notice("sla_breach", [*news.workers, *news.managers], _clock(news), staff_only=True)]


def _promised(news: News) -> list[Notice]:
    more = {"due_at": datetime.fromisoformat(str(news.data["promised_at"]))}
    return [Notice("ticket_promised", [*news.requester, *news.workers, *news.watchers], more)]


_NOTICES: dict[str, Callable[[News], list[Notice]]] = {
    "ticket.created": _created,
    "ticket.assigned": _assigned,
    "ticket.status_changed": _status_changed,
    "ticket.resolved": _resolved,
    "ticket.closed": _closed,
    "ticket.reopened": _reopened,
    "ticket.merged": _merged,
    "ticket.followed_up": _followed_up,
    "ticket.reminded": _reminded,
    "ticket.escalated": _escalated,
    "comment.created": _commented,
    "comment.internal_created": _commented,
    "ticket.promised": _promised,
    "sla.warning": _sla_warning,
    "sla.breached": _sla_breached,
    "ola.warning": _sla_warning,
    "ola.breached": _sla_breached,
}
HEARS = tuple(_NOTICES)
"""The events somebody is mailed about; wiring subscribes `tickets.send_notices` to each."""


async def send_notices(work: UnitOfWork, args: dict[str, Any]) -> None:
    """Tell people and webhooks of one event. Hearing it twice tells nobody twice."""
    if args["is_replay"]:
        return
    await webhooks.announce(work, args)
    news = await news_of(work, args)
    if news is not None:
        await notifications.deliver_all(work, UUID(str(args["event_id"])), mails_for(news))


async def news_of(work: UnitOfWork, args: dict[str, Any]) -> News | None:
    """Return one event with its ticket and the people near it; None where there is no such ticket."""
    ticket = await ticket_for_notice(work.session, UUID(str(args["subject_id"])))
    if ticket is None:
        return None
    people = tuple(await listeners_of(work.session, ticket))
    actor_id = UUID(str(args["actor_id"])) if args["actor_id"] else None
    data = args["data"]
    if args["name"] == "ticket.resolved" and ticket.resolved_at is not None:
        days = await settings.setting(work.session, "auto_close_days")
        data = data | {"closes_at": ticket.resolved_at + timedelta(days=days)}
    named = await mentioned_in(work.session, ticket, UUID(str(data["comment_id"]))) if "comment_id" in data else []
    return News(args["name"], data, actor_id, ticket, people, tuple(named))


def mails_for(news: News) -> list[notifications.Mail]:
    """Return one mail for each person who hears of this, the first notice that names them."""
    mails: dict[UUID, notifications.Mail] = {}
    for notice in _NOTICES[news.name](news):
        for person in notice.people:
            is_requester = person.id == news.ticket.requester_id
            if person.id == news.actor_id and not notice.is_receipt:
                continue
            if person.id in mails or (is_requester and notice.staff_only):
                continue
            mails[person.id] = _mail(news.ticket, notice, person, is_requester=is_requester)
    return list(mails.values())


def _mail(ticket: NoticeTicket, notice: Notice, person: Listener, *, is_requester: bool) -> notifications.Mail:
    facts = ticket.facts() | {"audience": "requester" if is_requester else "staff"}
    return notifications.Mail(
        recipient_id=person.id,
        address=person.email,
        name=person.name,
        template=notice.template,
        context=facts | notice.more,
        locale=person.locale,
        timezone=person.timezone,
        thread_key=f"ticket.{ticket.id}",
    )
