"""Which way a change goes, what stands in its way, and what must be written before it may go. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from itsm.domains.changes.engine.risk import is_high
from itsm.domains.changes.enums import ChangeAction, ChangeState, ChangeType, Outcome, RiskLevel

WRITE, APPROVE, MANAGE = "changes.write", "changes.approve", "changes.manage"

_S = ChangeState
FROM: Final[Mapping[ChangeAction, frozenset[ChangeState]]] = {
    ChangeAction.SUBMIT: frozenset({_S.DRAFT}),
    ChangeAction.WITHDRAW: frozenset({_S.SUBMITTED, _S.APPROVED, _S.SCHEDULED}),
    ChangeAction.SCHEDULE: frozenset({_S.APPROVED}),
    ChangeAction.START: frozenset({_S.SCHEDULED}),
    ChangeAction.FINISH: frozenset({_S.IMPLEMENTING}),
    ChangeAction.CLOSE: frozenset({_S.IMPLEMENTED, _S.FAILED, _S.ROLLED_BACK}),
    ChangeAction.CANCEL: frozenset({_S.SUBMITTED, _S.APPROVED, _S.SCHEDULED}),
    ChangeAction.REOPEN: frozenset({_S.REJECTED, _S.CANCELLED}),
}
# What cannot wait may begin before anybody answered.
_EMERGENCY_START: Final = frozenset({_S.SUBMITTED, _S.APPROVED, _S.SCHEDULED})
TO: Final[Mapping[ChangeAction, ChangeState]] = {
    ChangeAction.SUBMIT: _S.SUBMITTED,
    ChangeAction.WITHDRAW: _S.DRAFT,
    ChangeAction.SCHEDULE: _S.SCHEDULED,
    ChangeAction.START: _S.IMPLEMENTING,
    ChangeAction.CLOSE: _S.CLOSED,
    ChangeAction.CANCEL: _S.CANCELLED,
    ChangeAction.REOPEN: _S.DRAFT,
}
ENDS: Final[Mapping[Outcome, ChangeState]] = {
    Outcome.SUCCESS: _S.IMPLEMENTED,
    Outcome.FAILED: _S.FAILED,
    Outcome.ROLLED_BACK: _S.ROLLED_BACK,
}
EDITABLE: Final = frozenset({_S.DRAFT, _S.SUBMITTED, _S.APPROVED, _S.SCHEDULED})
"""While its plan may be changed; what was approved is voided where that matters."""
ASKED: Final = frozenset({_S.SUBMITTED, _S.APPROVED, _S.SCHEDULED})
"""Somebody was asked, or would have been; a change of scope, window or risk asks again."""
DELETABLE: Final = frozenset({_S.DRAFT, _S.REJECTED})
BOOKED: Final = frozenset({_S.SUBMITTED, _S.APPROVED, _S.SCHEDULED, _S.IMPLEMENTING})
"""Its window counts when conflicts are looked for; a draft's is only compared with others'."""
OVER: Final = frozenset({_S.IMPLEMENTED, _S.FAILED, _S.ROLLED_BACK, _S.CLOSED})


class Obstacle(StrEnum):
    """Why a move that fits the state cannot be made now."""

    NOT_YOURS = "not_yours"
    """Only requester, implementer and change managers."""
    NEEDS_MANAGER = "needs_manager"
    NOT_THE_IMPLEMENTER = "not_the_implementer"
    INCOMPLETE = "incomplete"
    NO_IMPLEMENTER = "no_implementer"
    TOO_EARLY = "too_early"
    WINDOW_OVER = "window_over"
    FROZEN = "frozen"
    """The window lies in a freeze that lets nothing through."""
    REVIEW_MISSING = "review_missing"
    LATE_APPROVAL_OPEN = "late_approval_open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What it depends on whether a move can be made."""

    state: ChangeState
    type: ChangeType
    is_owner: bool = False
    is_implementer: bool = False
    is_manager: bool = False
    is_complete: bool = True
    has_implementer: bool = True
    is_reviewed: bool = False
    needs_review: bool = False
    is_late_approval_open: bool = False
    is_frozen: bool = False
    starts_at: datetime | None = None
    ends_at: datetime | None = None


def moves_from(state: ChangeState, kind: ChangeType) -> tuple[ChangeAction, ...]:
    """Return what may be done with a change in this state, whoever does it."""
    early = {ChangeAction.START} if kind is ChangeType.EMERGENCY and state in _EMERGENCY_START else set()
    return tuple(move for move in ChangeAction if state in FROM[move] or move in early)


def obstacles(move: ChangeAction, now: datetime, here: Situation) -> tuple[Obstacle, ...]:
    """Return what stands in the way of a move that fits the state; nothing: it can be made."""
    checks = {
        ChangeAction.SUBMIT: (_of_whom, _completeness, _window),
        ChangeAction.WITHDRAW: (_of_whom,),
        ChangeAction.CANCEL: (_of_whom,),
        ChangeAction.REOPEN: (_of_whom,),
        ChangeAction.SCHEDULE: (_of_managers, _implementer, _window),
        ChangeAction.START: (_of_those_who_do_it, _implementer, _timeliness),
        ChangeAction.FINISH: (_of_those_who_do_it,),
        ChangeAction.CLOSE: (_of_managers, _afterwards),
    }[move]
    return tuple(found for check in checks for found in check(now, here))


def needs_review(kind: ChangeType, level: RiskLevel | None, outcome: Outcome | None) -> bool:
    """Tell whether a post-implementation review must stand before a change is closed."""
    return kind is ChangeType.EMERGENCY or is_high(level) or outcome not in {None, Outcome.SUCCESS}


def _of_whom(_: datetime, here: Situation) -> tuple[Obstacle, ...]:
    return () if here.is_owner or here.is_implementer or here.is_manager else (Obstacle.NOT_YOURS,)


def _of_managers(_: datetime, here: Situation) -> tuple[Obstacle, ...]:
    return () if here.is_manager else (Obstacle.NEEDS_MANAGER,)


def _of_those_who_do_it(_: datetime, here: Situation) -> tuple[Obstacle, ...]:
    return () if here.is_implementer or here.is_manager else (Obstacle.NOT_THE_IMPLEMENTER,)


def _completeness(_: datetime, here: Situation) -> tuple[Obstacle, ...]:
    return () if here.is_complete else (Obstacle.INCOMPLETE,)


def _implementer(_: datetime, here: Situation) -> tuple[Obstacle, ...]:
    return () if here.has_implementer else (Obstacle.NO_IMPLEMENTER,)


def _window(now: datetime, here: Situation) -> tuple[Obstacle, ...]:
    over = (Obstacle.WINDOW_OVER,) if here.ends_at is not None and here.ends_at <= now else ()
    return (*over, Obstacle.FROZEN) if here.is_frozen else over


def _timeliness(now: datetime, here: Situation) -> tuple[Obstacle, ...]:
    """Let an emergency begin when it must, anything else in its window."""
    if here.type is ChangeType.EMERGENCY:
        return ()
    early = (Obstacle.TOO_EARLY,) if here.starts_at is not None and now < here.starts_at else ()
    return (*early, *_window(now, here))


def _afterwards(_: datetime, here: Situation) -> tuple[Obstacle, ...]:
    review = (Obstacle.REVIEW_MISSING,) if here.needs_review and not here.is_reviewed else ()
    late = (Obstacle.LATE_APPROVAL_OPEN,) if here.is_late_approval_open else ()
    return (*review, *late)
