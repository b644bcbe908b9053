"""Background work of the knowledge base: owners are reminded to look at their articles."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from itsm.domains.knowledge.events import ArticleReviewDue
from itsm.domains.knowledge.queries import due_for_review
from itsm.domains.knowledge.service.common import standing
from itsm.domains.notifications import api as notifications
from itsm.domains.users import api as users
from itsm.platform.jobs.model import Job, Schedule
from itsm.platform.work import UnitOfWork

REMIND_JOB: Final = "knowledge.remind"
TELL_JOB: Final = "knowledge.tell_owner"
_BATCH: Final = 200


async def remind(work: UnitOfWork, args: dict[str, Any]) -> None:
    """Find the articles whose day of review has come. No arguments."""
    del args
    due = await due_for_review(work.session, work.now, limit=_BATCH)
    for article in due:
        article.reminded_at = work.now
        work.record(
            ArticleReviewDue(
                **standing(article),
                slug=article.slug,
                review_by=article.review_by.isoformat() if article.review_by else "",
                owner_id=article.owner_id,
                summary=f"Article “{article.title}” is due for review",
            )
        )
    if len(due) == _BATCH:
        work.defer(REMIND_JOB, {})


async def tell_owner(work: UnitOfWork, args: dict[str, Any]) -> None:
    """Mail the owner of one article that is due; whoever has no owner in office is found on the desk's list."""
    data = args["data"]
    if args["is_replay"] or not data["owner_id"]:
        return
    owner = await users.get_user(work.session, UUID(str(data["owner_id"])))
    if owner is None or not owner.is_active:
        return
    await notifications.deliver(
        work,
        event_id=UUID(str(args["event_id"])),
        recipient_id=owner.id,
        address=owner.email,
        name=owner.name,
        template="article_review_due",
        context={"title": data["title"], "slug": data["slug"], "review_by": data["review_by"]},
        locale=owner.locale,
        timezone=owner.timezone,
        thread_key=f"article.{args['subject_id']}",
    )


JOBS: Final = {
    REMIND_JOB: Job(remind, max_attempts=5, timeout_seconds=60),
    TELL_JOB: Job(tell_owner),
}
SCHEDULES: Final = (Schedule(REMIND_JOB, REMIND_JOB, every_seconds=3_600),)
SUBSCRIPTIONS: Final[dict[str, tuple[str, ...]]] = {ArticleReviewDue.name: (TELL_JOB,)}
