"""Choosing what one is told, muting a conversation."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert

from itsm.domains.notifications.choices.events import ChoicesChanged, ConversationMuted
from itsm.domains.notifications.choices.models import ChoicesRow, Mute
from itsm.domains.notifications.choices.queries import MOST_MUTES, NOBODY_CHOSE, choices_of, mutes_of
from itsm.domains.notifications.kinds import KINDS
from itsm.domains.notifications.subjects import seen_subjects
from itsm.platform.errors import Conflict, Invalid, NotFound, Unauthorized

if TYPE_CHECKING:
    from itsm.domains.notifications.engine.choosing import Choices
    from itsm.platform.actor import Actor
    from itsm.platform.work import UnitOfWork


async def choose(work: UnitOfWork, choices: Choices) -> None:
    """Keep what the actor chose. Raises Invalid for a kind there is not, or half a quiet time."""
    own = _person(work.actor)
    if unknown := sorted(choices.own.keys() - KINDS.keys()):
        raise Invalid.field("own", f"has no kind {unknown[0]}", "unknown_reference")
    if (choices.quiet_from is None) != (choices.quiet_to is None):
        raise Invalid.field("quiet_to", "goes together with quiet_from", "incomplete")
    before = (await choices_of(work.session, [own])).get(own, NOBODY_CHOSE)
    row = _row(choices)
    kept = insert(ChoicesRow).values(user_id=own, updated_at=work.now, **row)
    again = kept.on_conflict_do_update(index_elements=["user_id"], set_=row | {"updated_at": work.now})
    await work.session.execute(again)
    was = _row(before)
    changes = {name: (was[name], row[name]) for name in row if was[name] != row[name]}
    if changes:
        summary = "Chose anew what to be told"
        work.record(ChoicesChanged(subject_id=own, changes=changes, summary=summary))


async def mute(work: UnitOfWork, key: str) -> None:
    """Have the actor hear no more of a conversation. Raises NotFound where they may not see what it is about."""
    own = _person(work.actor)
    if key not in await seen_subjects(work.session, work.actor, [key]):
        raise NotFound
    if len(await mutes_of(work.session, own)) >= MOST_MUTES:
        raise Conflict(f"At most {MOST_MUTES} conversations can be muted.")
    kept = insert(Mute).values(user_id=own, group_key=key, created_at=work.now).on_conflict_do_nothing()
    if (await work.session.execute(kept.returning(Mute.user_id))).first():
        work.record(ConversationMuted(subject_id=own, key=key, is_muted=True, summary=f"Muted {key}"))


async def unmute(work: UnitOfWork, key: str) -> None:
    """Have the actor hear of a conversation again. Raises NotFound where it is neither muted nor to be seen."""
    own = _person(work.actor)
    gone = delete(Mute).where(Mute.user_id == own, Mute.group_key == key).returning(Mute.user_id)
    if not (await work.session.execute(gone)).first():
        if key not in await seen_subjects(work.session, work.actor, [key]):
            raise NotFound
        return
    work.record(ConversationMuted(subject_id=own, key=key, is_muted=False, summary=f"Hears of {key} again"))


def _row(choices: Choices) -> dict[str, Any]:
    return {
        "preset": choices.preset,
        "own": {key: asdict(way) for key, way in choices.own.items()},
        "quiet_from": choices.quiet_from,
        "quiet_to": choices.quiet_to,
        "quiet_weekends": choices.quiet_weekends,
        "digest": choices.digest,
        "digest_at": choices.digest_at,
    }


def _person(actor: Actor) -> UUID:
    if actor.id is None:
        raise Unauthorized("Only people choose what they are told.")
    return actor.id
