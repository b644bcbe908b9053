"""Reading wordings: those in force for every mail, and the versions of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on

from itsm.domains.notifications.wording.engine import parts_of, wordable
from itsm.domains.notifications.wording.models import MailWording
from itsm.domains.notifications.words import Wording, languages, with_own
from itsm.platform.cache.snapshot import ConfigSnapshot

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

CONFIG: Final = "mail_wordings"
_MOST_VERSIONS: Final = 100


async def in_force(session: AsyncSession) -> list[MailWording]:
    """Return the latest version of every mail and language that was ever worded otherwise."""
    latest = (
        select(MailWording)
        .ext(distinct_on(MailWording.template, MailWording.language))
        .order_by(MailWording.template, MailWording.language, MailWording.version.desc())
        .limit(len(wordable()) * len(languages()))
    )
    return list(await session.scalars(latest))


async def versions_of(session: AsyncSession, template: str, language: str) -> list[MailWording]:
    """Return the versions of one mail in one language, the latest first."""
    query = select(MailWording).where(MailWording.template == template, MailWording.language == language)
    return list(await session.scalars(query.order_by(MailWording.version.desc()).limit(_MOST_VERSIONS)))


async def version_of(session: AsyncSession, template: str, language: str, version: int) -> MailWording | None:
    """Return one version, or None."""
    query = select(MailWording).where(
        MailWording.template == template, MailWording.language == language, MailWording.version == version
    )
    found: MailWording | None = await session.scalar(query)
    return found


async def _load(session: AsyncSession) -> Wording:
    own: dict[str, dict[str, str]] = {}
    for row in await in_force(session):
        known = parts_of(row.template) if row.template in wordable() else ()
        said = {f"{row.template}.{part}": text for part, text in row.texts.items() if part in known}
        own.setdefault(row.language, {}).update(said)
    return with_own({language: said for language, said in own.items() if said})


WORDING: Final = ConfigSnapshot(CONFIG, _load)
"""All sentences as the desk words them; parts that a later release no longer has are left out."""
