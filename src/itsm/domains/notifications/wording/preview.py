"""A wording as its readers would see it: with the values of a ticket or with believable ones, and sent on trial."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert

from itsm.domains.notifications.models import Delivery
from itsm.domains.notifications.ports import mail_room, ticket_facts
from itsm.domains.notifications.rendering import Reader, Rendered, render
from itsm.domains.notifications.service import Mail, queue_sending, stored
from itsm.domains.notifications.templates import TEMPLATES
from itsm.domains.notifications.wording.engine import LAYOUT
from itsm.domains.notifications.wording.events import WordingTested
from itsm.domains.notifications.wording.queries import in_force
from itsm.domains.notifications.wording.samples import sample_context
from itsm.domains.notifications.wording.service import PERMISSION, require_sound, require_wordable
from itsm.domains.notifications.words import with_own
from itsm.platform.errors import Forbidden, Invalid
from itsm.platform.ids import new_id

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from typing import Any
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.platform.actor import Actor
    from itsm.platform.work import UnitOfWork

SHOWN_FOR_LAYOUT = "ticket_created"
"""What stands around every mail is shown around this one."""


async def preview(
    session: AsyncSession,
    actor: Actor,
    template: str,
    language: str,
    texts: Mapping[str, str],
    *,
    ticket: str | None,
    now: datetime,
) -> Rendered:
    """Return the mail in these words, with the values of `ticket` (its number or id) where it is given.

    Raises NotFound (404), Invalid (422) for unusable words or a ticket that the actor does not see.
    """
    require_wordable(template, language)
    require_sound(template, texts)
    shown = SHOWN_FOR_LAYOUT if template == LAYOUT else template
    context = sample_context(shown, now) | await _facts(session, actor, shown, ticket)
    own = await _own(session)
    tried = {f"{template}.{part}": text for part, text in texts.items()}
    own[language] = _without(own.get(language, {}), template) | tried
    reader = Reader(actor.name, language, actor.timezone)
    return render(shown, context, reader, public_url=mail_room().public_url, wording=with_own(own))


async def send_test(
    work: UnitOfWork, template: str, language: str, texts: Mapping[str, str], *, ticket: str | None
) -> UUID:
    """Send the mail in these words to the actor; return the delivery's id. Raises as `preview` does."""
    actor = work.actor
    actor.require(PERMISSION)
    rendered = await preview(work.session, actor, template, language, texts, ticket=ticket, now=work.now)
    shown = SHOWN_FOR_LAYOUT if template == LAYOUT else template
    if actor.id is None:
        raise Forbidden("A trial goes to a person.")
    mail = Mail(
        recipient_id=actor.id, address=actor.email, name=actor.name, template=shown, context={}, locale=language
    )
    row = stored(work, new_id(), mail, rendered)
    delivery_id: UUID = row["id"]
    await work.session.execute(insert(Delivery).values(row))
    queue_sending(work, delivery_id, actor.id, None)
    summary = f"Had the mail {template} ({language}) sent to themselves"
    work.record(WordingTested(subject_id=delivery_id, template=template, language=language, summary=summary))
    return delivery_id


async def _facts(session: AsyncSession, actor: Actor, template: str, ticket: str | None) -> dict[str, Any]:
    if ticket is None:
        return {}
    found = await ticket_facts(session, actor, ticket)
    if found is None:
        raise Invalid.field("ticket", "There is no such ticket.", "unknown_reference")
    known = TEMPLATES[template]
    return {name: value for name, value in found.items() if name in known.required | known.optional}


async def _own(session: AsyncSession) -> dict[str, dict[str, str]]:
    own: dict[str, dict[str, str]] = {}
    for row in await in_force(session):
        said = {f"{row.template}.{part}": text for part, text in row.texts.items()}
        own.setdefault(row.language, {}).update(said)
    return own


def _without(said: Mapping[str, str], template: str) -> dict[str, str]:
    return {key: text for key, text in said.items() if not key.startswith(f"{template}.")}
