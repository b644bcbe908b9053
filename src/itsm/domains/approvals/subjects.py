"""What can be approved. Rooms above register theirs through wiring, so that this one knows none of them.

A decision and what follows from it are one commit: `lock` is called before the approval's own row is locked, so that
whoever changes the subject and whoever decides take the same locks in the same order.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from itsm.domains.approvals.enums import Standing
from itsm.platform.work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How an approval ended: approved or rejected, by whose last word and why."""

    approval_id: UUID
    purpose: str
    standing: Standing
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What the room of a subject does: lock it, and act on the outcome."""

    lock: Callable[[UnitOfWork, UUID], Awaitable[None]]
    settled: Callable[[UnitOfWork, UUID, Outcome], Awaitable[None]]


_subjects: Final[dict[str, Subject]] = {}


def register_subject(subject_type: str, subject: Subject) -> None:
    """Say who is told about decisions on things of this kind."""
    _subjects[subject_type] = subject


def subject_of(subject_type: str) -> Subject:
    """Return who is told. Raises KeyError where wiring forgot one."""
    return _subjects[subject_type]
