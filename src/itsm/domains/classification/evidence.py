"""Which stretches of the texts longer phrases take, so that the words inside them do not speak for themselves."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable
from itertools import accumulate

from itsm.platform.expressions.words import Sighting


class Covers:
    """The stretches that these occurrences take, by text."""

    def __init__(self, sightings: Iterable[Sighting]) -> None:
        by_text: dict[str, list[Sighting]] = defaultdict(list)
        for sighting in sightings:
            by_text[sighting.field].append(sighting)
        self._by_text = {text: _Cover(found) for text, found in by_text.items()}

    def hides(self, sighting: Sighting) -> bool:
        """Tell whether the occurrence lies inside a longer one."""
        cover = self._by_text.get(sighting.field)
        return cover is not None and cover.hides(sighting)


class _Cover:
    """Stretches of one text; answers in logarithmic time whether one of them hides a shorter one."""

    def __init__(self, sightings: Iterable[Sighting]) -> None:
        long = sorted((s.first, s.last) for s in sightings if s.last > s.first)
        self._firsts = [first for first, _ in long]
        self._furthest = list(accumulate((last for _, last in long), max))

    def hides(self, sighting: Sighting) -> bool:
        before = bisect_left(self._firsts, sighting.first)
        if before and self._furthest[before - 1] >= sighting.last:
            return True
        up_to = bisect_right(self._firsts, sighting.first)
        return up_to > before and self._furthest[up_to - 1] > sighting.last
