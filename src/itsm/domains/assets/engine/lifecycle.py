"""The life of an asset: where it may go from where it stands, and what that asks for. Pure."""

from __future__ import annotations

from typing import Final

from itsm.domains.assets.enums import AssetStatus

_S = AssetStatus

MOVES: Final[dict[AssetStatus, tuple[AssetStatus, ...]]] = {
    _S.IN_STOCK: (_S.ACTIVE, _S.FOR_REPAIR, _S.RETIRED, _S.LOST),
    _S.ACTIVE: (_S.IN_STOCK, _S.FOR_REPAIR, _S.RETIRED, _S.LOST),
    _S.FOR_REPAIR: (_S.ACTIVE, _S.IN_STOCK, _S.RETIRED, _S.LOST),
    _S.RETIRED: (_S.IN_STOCK,),
    _S.LOST: (_S.IN_STOCK, _S.ACTIVE, _S.RETIRED),
}
"""Where an asset may go from each status."""

NEEDS_NOTE: Final = frozenset({_S.RETIRED, _S.LOST})
"""Moves that ask for a reason: how it was disposed of, where it was seen last."""

UP: Final = frozenset({_S.ACTIVE})
"""Statuses in which an asset does its work."""

GONE: Final = frozenset({_S.RETIRED, _S.LOST})
"""Statuses in which nobody holds or uses it."""


def can_move(old: AssetStatus, new: AssetStatus) -> bool:
    """Tell whether an asset may go from `old` to `new`."""
    return new in MOVES[old]


def needs_note(old: AssetStatus, new: AssetStatus) -> bool:
    """Tell whether the move asks for a reason. Bringing a retired thing back does too."""
    return new in NEEDS_NOTE or old is _S.RETIRED


def status_when_held(old: AssetStatus, *, is_held: bool) -> AssetStatus:
    """Return the status after a hand-over: who gets a thing from stock uses it, what comes back lies in stock."""
    if is_held:
        return _S.ACTIVE if old is _S.IN_STOCK else old
    return _S.IN_STOCK if old is _S.ACTIVE else old
