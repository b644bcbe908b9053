"""Wordings as administrators see them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm.domains.notifications.kinds import kind_of
from itsm.domains.notifications.wording.engine import (
    LAYOUT,
    LINE_MAX,
    TEXT_MAX,
    is_line,
    parts_of,
    places_of,
    wordable,
)
from itsm.domains.notifications.wording.schemas import (
    LanguageState,
    SentenceRead,
    WordingList,
    WordingRead,
    WordingSummary,
    WordingVersion,
)
from itsm.domains.notifications.words import FALLBACK, languages, sentences, shipped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from itsm.domains.notifications.wording.models import MailWording

ACCOUNTS, FRAME = "accounts", "frame"


def show_all(in_force: Sequence[MailWording]) -> WordingList:
    """Return every mail with how it stands in each language, English first."""
    known = {(row.template, row.language): row for row in in_force}
    codes = sorted(languages(), key=lambda code: (code != FALLBACK, code))
    return WordingList(
        items=[
            _summary(template, [_state(code, known.get((template, code))) for code in codes]) for template in wordable()
        ]
    )


def show_one(template: str, language: str, versions: Sequence[MailWording]) -> WordingRead:
    """Return one mail in one language; `versions` are the latest first."""
    own = versions[0].texts if versions else {}
    return WordingRead(
        template=template,
        language=language,
        version=versions[0].version if versions else 0,
        sentences=[_sentence(template, language, part, own.get(part)) for part in parts_of(template)],
        versions=[
            WordingVersion(
                version=row.version,
                texts=row.texts,
                note=row.note,
                author=row.author_name,
                created_at=row.created_at,
            )
            for row in versions
        ],
    )


def _summary(template: str, states: list[LanguageState]) -> WordingSummary:
    kind = kind_of(template)
    others = FRAME if template == LAYOUT else ACCOUNTS
    return WordingSummary(
        template=template,
        name=shipped(FALLBACK).get(f"{template}.heading", ""),
        kind=kind.key if kind else None,
        group=kind.group if kind else others,
        languages=states,
    )


def _state(language: str, row: MailWording | None) -> LanguageState:
    return LanguageState(
        language=language,
        version=row.version if row else 0,
        own=len(row.texts) if row else 0,
        changed_at=row.created_at if row else None,
        changed_by=row.author_name if row else None,
    )


def _sentence(template: str, language: str, part: str, own: str | None) -> SentenceRead:
    return SentenceRead(
        part=part,
        shipped=sentences(language)[f"{template}.{part}"],
        own=own,
        places=places_of(template, part),
        is_line=is_line(part),
        longest=LINE_MAX if is_line(part) else TEXT_MAX,
    )
