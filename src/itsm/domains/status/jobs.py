"""Background work: mails about one update to who subscribed and who said "me too"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from itsm.domains.notifications import api as notifications
from itsm.domains.status.enums import PostKind
from itsm.domains.status.events import StatusPosted, StatusUpdated
from itsm.domains.status.models import StatusPost, StatusUpdate
from itsm.domains.status.presentation import names_of
from itsm.domains.status.queries import known_services, to_be_told
from itsm.domains.users import api as users
from itsm.platform.jobs.model import Job

if TYPE_CHECKING:
    from itsm.domains.users.api import UserCard
    from itsm.platform.work import UnitOfWork

TELL_JOB: Final = "status.tell"
_BATCH: Final = 200


async def tell(work: UnitOfWork, args: dict[str, Any]) -> None:
    """Mail one update, 200 people at a time. `args`: an event of this room, and `after` whom to go on."""
    data = args["data"]
    post = await work.session.get(StatusPost, UUID(str(data["subject_id"])))
    update = await work.session.get(StatusUpdate, UUID(str(data["update_id"])))
    if args["is_replay"] or post is None or update is None:
        return
    after = UUID(str(args["after"])) if args.get("after") else None
    people = await to_be_told(work.session, post.id, after=after, limit=_BATCH)
    cards = await users.get_users(work.session, set(people))
    context = await _context(work, post, update)
    mails = [_mail(card, context, post) for card in cards.values() if card.is_active and card.id != update.author_id]
    await notifications.deliver_all(work, UUID(str(args["event_id"])), mails)
    if len(people) == _BATCH:
        work.defer(TELL_JOB, {**args, "after": str(people[-1])})


async def _context(work: UnitOfWork, post: StatusPost, update: StatusUpdate) -> dict[str, Any]:
    known = await known_services(work.session, post.service_ids)
    is_planned = post.kind == PostKind.MAINTENANCE
    return {
        "title": post.title,
        "post_state": update.state,
        "excerpt": update.body,
        "services": names_of(post, known) or None,
        "starts_at": post.starts_at if is_planned else None,
        "ends_at": post.ends_at if is_planned else None,
        "next_update_at": post.next_update_at,
    }


def _mail(card: UserCard, context: dict[str, Any], post: StatusPost) -> notifications.Mail:
    return notifications.Mail(
        recipient_id=card.id,
        address=card.email,
        name=card.name,
        template="status_update",
        context=context,
        locale=card.locale,
        timezone=card.timezone,
        thread_key=f"status.{post.id}",
    )


JOBS: Final = {TELL_JOB: Job(tell)}
SUBSCRIPTIONS: Final[dict[str, tuple[str, ...]]] = {StatusPosted.name: (TELL_JOB,), StatusUpdated.name: (TELL_JOB,)}
