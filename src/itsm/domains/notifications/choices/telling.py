"""Who is told by which way, and when the mail may leave: everybody of one event at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from itsm.domains.notifications.choices.queries import NOBODY_CHOSE, choices_of, muted_among
from itsm.domains.notifications.engine.choosing import Choices, Digest, Ways, mail_at, ways
from itsm.domains.notifications.kinds import kind_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from itsm.domains.notifications.service import Mail
    from itsm.platform.work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Told:
    """How one mail's recipient is told. `leaves_at` is later than now in quiet hours; `in_digest`: with others."""

    mail: Mail
    ways: Ways
    leaves_at: datetime
    in_digest: bool


async def ways_of(work: UnitOfWork, mails: Sequence[Mail]) -> list[Told]:
    """Return how each recipient is told. Mails about somebody's account always leave at once."""
    chosen: dict[UUID, Choices] = {}
    muted: set[tuple[UUID, str]] = set()
    free = [mail for mail in mails if kind_of(mail.template) is not None]
    if free:
        chosen = await choices_of(work.session, {mail.recipient_id for mail in free})
        muted = await muted_among(work.session, {(m.recipient_id, m.thread_key) for m in free if m.thread_key})
    return [
        _told(
            mail,
            chosen.get(mail.recipient_id, NOBODY_CHOSE),
            work.now,
            is_muted=(mail.recipient_id, mail.thread_key) in muted,
        )
        for mail in mails
    ]


def _told(mail: Mail, choices: Choices, now: datetime, *, is_muted: bool) -> Told:
    kind = kind_of(mail.template)
    if kind is None:
        return Told(mail, Ways(bell=False, email=True), now, in_digest=False)
    way = ways(choices, kind.key, is_loud=kind.is_loud, is_personal=kind.is_personal, is_muted=is_muted)
    return Told(mail, way, mail_at(choices, now, mail.timezone), in_digest=choices.digest is not Digest.NONE)
