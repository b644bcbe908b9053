"""A conversation as its reader sees it: sentences in their language, times in their zone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm.domains.notifications.bell.schemas import ConversationRead, NoticeRead
from itsm.domains.notifications.rendering import Reader, say

if TYPE_CHECKING:
    from itsm.domains.notifications.bell.models import Notice
    from itsm.domains.notifications.bell.queries import Conversation
    from itsm.domains.notifications.words import Wording
    from itsm.platform.actor import Actor


def show_conversation(actor: Actor, conversation: Conversation, wording: Wording) -> ConversationRead:
    """Return one conversation with its news; in the desk's `wording`."""
    items = [_show(actor, notice, wording) for notice in conversation.notices]
    subject = conversation.subject
    latest = conversation.notices[0]
    return ConversationRead(
        key=conversation.key,
        title=subject.title if subject else items[0].text,
        reference=subject.reference if subject else None,
        path=subject.path if subject else _path(latest),
        count=conversation.count,
        latest_id=latest.id,
        latest_at=latest.created_at,
        items=items,
    )


def _show(actor: Actor, notice: Notice, wording: Wording) -> NoticeRead:
    reader = Reader(actor.name, actor.locale, actor.timezone)
    spoken = say(notice.template, notice.data, reader, parts=("bell", "why"), wording=wording)
    excerpt = notice.data.get("excerpt") or notice.data.get("resolution_summary") or notice.data.get("reason")
    return NoticeRead(
        id=notice.id,
        kind=notice.kind,
        text=spoken["bell"],
        excerpt=str(excerpt) if excerpt else None,
        why=spoken["why"],
        created_at=notice.created_at,
        done_at=notice.done_at,
    )


def _path(notice: Notice) -> str | None:
    """Return where news without a subject leads."""
    return "/admin/handovers" if notice.template == "handover_offer" else None
