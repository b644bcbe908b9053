"""QR codes, to be drawn by whoever shows them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

import segno


@dataclass(frozen=True, slots=True)
class QrCode:
    """A QR code as one SVG path on a square of `size` units, quiet zone included."""

    size: int
    path: str


def qr_code(text: str) -> QrCode:
    """Return `text` as a QR code to draw; it can be read with a seventh of it spoilt."""
    code = segno.make(text, error="m", micro=False)
    rows = tuple(code.matrix_iter(border=4))
    return QrCode(len(rows), "".join(_run(x, y, width) for y, row in enumerate(rows) for x, width in _dark(row)))


def _dark(row: Iterable[int]) -> Iterable[tuple[int, int]]:
    """Give where dark cells side by side begin, and how many they are."""
    place = 0
    for is_dark, cells in groupby(row, key=bool):
        width = len(list(cells))
        if is_dark:
            yield place, width
        place += width


def _run(x: int, y: int, width: int) -> str:
    return f"M{x} {y}h{width}v1h-{width}z"
