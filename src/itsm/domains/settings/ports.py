"""What this room needs from rooms above it, handed in by wiring."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

TeamDirectory = Callable[[AsyncSession], Awaitable[Sequence[tuple[UUID, str]]]]


async def _no_teams(_: AsyncSession) -> Sequence[tuple[UUID, str]]:
    return ()


_team_directory: TeamDirectory = _no_teams


def set_team_directory(directory: TeamDirectory) -> None:
    """Say who lists the active teams (id, name) by name; wiring does, once per process."""
    global _team_directory  # noqa: PLW0603 - one directory a process
    _team_directory = directory


async def list_teams(session: AsyncSession) -> Sequence[tuple[UUID, str]]:
    """Return the active teams."""
    return await _team_directory(session)
