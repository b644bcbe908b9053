"""Rules that stand in an order, and every version of all of them that was ever in force.

Rooms whose rules people edit one by one (classification, routing) keep them in two tables: the rules as they are, and
after each change the whole set as one JSON content under the next number, so that a stored decision can name what
decided it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final, Generic, TypeVar
from uuid import UUID

from sqlalchemy import Integer, func, select, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from itsm.platform.db.base import Timestamped, utc_datetime, uuid_pk
from itsm.platform.errors import NotFound
from itsm.platform.work import UnitOfWork

ALL: Final = "all"
"""The key under which the version of the whole set stands beside those of its rules."""
_LOCK: Final = text("SELECT pg_advisory_xact_lock(hashtext(:name))")


class OrderedRule(Timestamped):
    """A rule as an administrator edits it: the columns that all kinds have."""

    id: Mapped[UUID] = uuid_pk()
    position: Mapped[int] = mapped_column(Integer)
    version: Mapped[int]


class KeptVersion:
    """All rules as they were from one change to the next. Never changed; stored decisions carry `number`."""

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    content: Mapped[dict[str, Any]] = mapped_column(JSONB)
    reason: Mapped[str]
    author_id: Mapped[UUID | None]
    author_name: Mapped[str]
    created_at: Mapped[datetime] = utc_datetime(nullable=False)


Rule = TypeVar("Rule", bound=OrderedRule)
Version = TypeVar("Version", bound=KeptVersion)


class OrderedRules(Generic[Rule, Version]):
    """The rules of one kind. `config` is what processes are told to read anew; `most` bounds what one read brings."""

    def __init__(self, rules: type[Rule], versions: type[Version], *, config: str, most: int) -> None:
        self._rules = rules
        self._versions = versions
        self._config = config
        self._most = most

    async def all(self, session: AsyncSession) -> list[Rule]:
        """Return every rule, active or not, in order."""
        ordered = select(self._rules).order_by(self._rules.position, self._rules.id)
        return list(await session.scalars(ordered.limit(self._most)))

    async def get(self, session: AsyncSession, rule_id: UUID) -> Rule:
        """Return one rule; raise `NotFound`."""
        row = await session.get(self._rules, rule_id)
        if row is None:
            raise NotFound
        return row

    async def lock(self, session: AsyncSession, rule_id: UUID) -> Rule:
        """Return one rule, locked until the commit together with the numbering of versions; raise `NotFound`."""
        await self.lock_versions(session)
        row = await session.get(self._rules, rule_id, with_for_update=True, populate_existing=True)
        if row is None:
            raise NotFound
        return row

    async def lock_versions(self, session: AsyncSession) -> None:
        """Let one change at a time make a version, so that each version holds exactly one change."""
        await session.execute(_LOCK, {"name": f"{self._config}_versions"})

    async def latest(self, session: AsyncSession) -> int:
        """Return the number of the version in force, 0 before there is any."""
        number: int | None = await session.scalar(select(func.max(self._versions.number)))
        return number or 0

    async def next_position(self, session: AsyncSession) -> int:
        """Return the position after the last rule."""
        last: int | None = await session.scalar(select(func.max(self._rules.position)))
        return 0 if last is None else last + 1

    async def make_room(self, work: UnitOfWork, position: int, *, beside: UUID | None = None) -> None:
        """Move the rules from `position` on one further, unless the place is free (or held by `beside`)."""
        others = [row for row in await self.all(work.session) if row.id != beside]
        if all(row.position != position for row in others):
            return
        for row in others:
            if row.position >= position:
                row.position, row.version, row.updated_at = row.position + 1, row.version + 1, work.now

    async def keep(self, work: UnitOfWork, content: Mapping[str, Any], reason: str) -> int:
        """Keep `content`, all that is in force now, under the next number; have it read anew; return the number.

        The caller holds `lock_versions`.
        """
        number = await self.latest(work.session) + 1
        new_version: Any = self._versions  # its constructor takes the columns of the table, which mypy sees only there
        work.session.add(
            new_version(
                number=number,
                content=dict(content),
                reason=reason,
                author_id=work.actor.id,
                author_name=work.actor.name,
                created_at=work.now,
            )
        )
        work.touch_config(self._config)
        return number

    def bring_in_line(self, work: UnitOfWork, row: Rule | None, columns: Mapping[str, Any]) -> Rule | None:
        """Give a rule these columns, a new one where there is no row; return it, or None where nothing differed."""
        if row is None:
            new_rule: Any = self._rules
            added: Rule = new_rule(version=1, created_at=work.now, updated_at=work.now, **columns)
            work.session.add(added)
            return added
        changed = {name: value for name, value in columns.items() if getattr(row, name) != value}
        if not changed:
            return None
        for name, value in changed.items():
            setattr(row, name, value)
        row.version, row.updated_at = row.version + 1, work.now
        return row

    async def content_of_version(self, session: AsyncSession, number: int) -> dict[str, Any]:
        """Return what a version kept; raise `NotFound`."""
        row = await session.get(self._versions, number)
        if row is None:
            raise NotFound
        return row.content

    async def list_versions(self, session: AsyncSession, *, below: int | None, limit: int) -> Sequence[Any]:
        """Return number, reason, author_name and created_at of versions, newest first, below number `below`."""
        kept = self._versions
        newest = select(kept.number, kept.reason, kept.author_name, kept.created_at).order_by(kept.number.desc())
        page = newest if below is None else newest.where(kept.number < below)
        return (await session.execute(page.limit(limit))).all()

    async def numbers(self, session: AsyncSession) -> dict[str, int]:
        """Return the version of every rule by its id, and that of all together."""
        found = {str(row.id): row.version for row in await self.all(session)}
        return found | {ALL: await self.latest(session)}

    async def renumber(self, session: AsyncSession, wanted: Mapping[str, int]) -> None:
        """Raise versions to those wanted where they are lower. For contents that are not in force."""
        for row in await self.all(session):
            row.version = max(row.version, wanted.get(str(row.id), 0))
        newest = await session.get(self._versions, await self.latest(session))
        if newest is not None:
            newest.number = max(newest.number, wanted.get(ALL, 0))
        await session.flush()
