"""Use cases: word a mail otherwise, go back to how it was worded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import text

from itsm.domains.notifications.wording.engine import differing, faults, wordable
from itsm.domains.notifications.wording.events import WordingChanged
from itsm.domains.notifications.wording.models import MailWording
from itsm.domains.notifications.wording.queries import CONFIG, version_of, versions_of
from itsm.domains.notifications.words import languages
from itsm.platform.errors import FieldError, Invalid, NotFound
from itsm.platform.http.etags import require_version
from itsm.platform.ids import new_id

if TYPE_CHECKING:
    from collections.abc import Mapping

    from itsm.platform.work import UnitOfWork

PERMISSION: Final = "settings.manage"
_LOCK: Final = text("SELECT pg_advisory_xact_lock(hashtext('mail_wordings'))")


def require_wordable(template: str, language: str) -> None:
    """Raise NotFound (404) unless there is such a mail and such a language."""
    if template not in wordable() or language not in languages():
        raise NotFound("There is no such mail, or no such language.")


def require_sound(template: str, texts: Mapping[str, str]) -> None:
    """Raise Invalid (422) with every sentence that cannot be used."""
    if found := faults(template, texts):
        errors = [FieldError(f"texts.{fault.part}", fault.code, fault.message) for fault in found]
        raise Invalid(found[0].message, errors=errors)


async def word_mail(
    work: UnitOfWork, template: str, language: str, texts: Mapping[str, str], *, note: str, if_match: str | None
) -> MailWording:
    """Make these all own sentences of a mail in a language, as its next version; none means the product's words.

    Raises Forbidden (403), NotFound (404), Invalid (422), PreconditionRequired (428), StaleVersion (412).
    """
    work.actor.require(PERMISSION)
    require_wordable(template, language)
    require_sound(template, texts)
    await work.session.execute(_LOCK)
    known = await versions_of(work.session, template, language)
    before = known[0] if known else None
    require_version(if_match, before.version if before else 0)
    kept = differing(template, language, texts)
    if before is not None and before.texts == kept:
        return before
    return _keep(work, template, language, kept, before=before, note=note)


async def restore_wording(
    work: UnitOfWork, template: str, language: str, version: int, *, if_match: str | None
) -> MailWording:
    """Word a mail again as in an earlier version, as its next one. Raises as `word_mail` does."""
    require_wordable(template, language)
    old = await version_of(work.session, template, language, version)
    if old is None:
        raise NotFound("There is no such version.")
    return await word_mail(
        work, template, language, old.texts, note=f"As in version {version} again", if_match=if_match
    )


def _keep(
    work: UnitOfWork, template: str, language: str, kept: dict[str, str], *, before: MailWording | None, note: str
) -> MailWording:
    row = MailWording(
        id=new_id(),
        template=template,
        language=language,
        version=(before.version if before else 0) + 1,
        texts=kept,
        note=note,
        author_id=work.actor.id,
        author_name=work.actor.name,
        created_at=work.now,
    )
    work.session.add(row)
    work.touch_config(CONFIG)
    old = before.texts if before else {}
    work.record(
        WordingChanged(
            subject_id=row.id,
            version=row.version,
            template=template,
            language=language,
            changes={
                part: (old.get(part), kept.get(part))
                for part in sorted(old.keys() | kept.keys())
                if old.get(part) != kept.get(part)
            },
            summary=f"Worded the mail {template} ({language}) otherwise",
        )
    )
    return row
