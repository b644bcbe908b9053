"""What the texts of one ticket say: where each phrase occurs, and which occurrences are denied."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import accumulate
from typing import NamedTuple

from itsm.domains.classification.enums import TextField
from itsm.platform.text.matcher import PhraseMatcher


class Sighting(NamedTuple):
    """One occurrence of a phrase; tokens [first, last], characters [start, end) of its field."""

    phrase: int
    field: TextField
    first: int
    last: int
    start: int
    end: int
    text: str


class Evidence:
    """All occurrences in the texts of a ticket, found in one pass over each text."""

    def __init__(self, matcher: PhraseMatcher, texts: Mapping[TextField, str]) -> None:
        self.present: dict[int, list[Sighting]] = defaultdict(list)
        self.denied: list[Sighting] = []
        for text_field, text in texts.items():
            for hit in matcher.find(text):
                words = text[hit.start : hit.end]
                sighting = Sighting(hit.phrase, text_field, hit.first, hit.last, hit.start, hit.end, words)
                if hit.is_negated:
                    self.denied.append(sighting)
                else:
                    self.present[hit.phrase].append(sighting)

    def of(self, phrase: int, fields: frozenset[TextField]) -> list[Sighting]:
        """Return the occurrences of a phrase in these fields that are not denied."""
        return [sighting for sighting in self.present.get(phrase, ()) if sighting.field in fields]

    @staticmethod
    def covers(sightings: Iterable[Sighting]) -> dict[TextField, Cover]:
        """Return, per field, the stretches of text that these occurrences take."""
        by_field: dict[TextField, list[Sighting]] = {text_field: [] for text_field in TextField}
        for sighting in sightings:
            by_field[sighting.field].append(sighting)
        return {text_field: Cover(found) for text_field, found in by_field.items()}


class Cover:
    """Stretches of one text; answers in logarithmic time whether one of them hides a shorter one."""

    def __init__(self, sightings: Iterable[Sighting]) -> None:
        long = sorted((s.first, s.last) for s in sightings if s.last > s.first)
        self._firsts = [first for first, _ in long]
        self._furthest = list(accumulate((last for _, last in long), max))

    def hides(self, sighting: Sighting) -> bool:
        """Tell whether the occurrence lies inside a longer one."""
        before = bisect_left(self._firsts, sighting.first)
        if before and self._furthest[before - 1] >= sighting.last:
            return True
        up_to = bisect_right(self._firsts, sighting.first)
        return up_to > before and self._furthest[up_to - 1] > sighting.last
