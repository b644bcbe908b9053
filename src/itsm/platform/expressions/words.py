"""Words and phrases of all rules in one matcher, and what the texts of one ticket say of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from itsm.platform.text.analyzer import Analyzer, Token
from itsm.platform.text.matcher import PhraseMatcher
from itsm.platform.text.negation import negated_spans


class Sighting(NamedTuple):
    """One occurrence of a phrase; tokens [first, last], characters [start, end) of the text `field`."""

    phrase: int
    field: str
    first: int
    last: int
    start: int
    end: int
    text: str


class Reading:
    """Every occurrence of every phrase in the texts of one ticket, the denied ones ("not down") apart."""

    def __init__(self) -> None:
        self.present: dict[int, list[Sighting]] = defaultdict(list)
        self.denied: list[Sighting] = []

    def of(self, phrase: int, texts: Collection[str]) -> list[Sighting]:
        """Return the occurrences of a phrase in these texts that are not denied."""
        return [sighting for sighting in self.present.get(phrase, ()) if sighting.field in texts]


class Words:
    """All phrases of a set of rules, in one or several languages at once; immutable.

    Phrases whose word forms are the same in every language share one number. With several languages
    a phrase is found by its forms in any of them, and denied where any of them denies it.
    """

    def __init__(self, phrases: Iterable[str] = (), languages: Sequence[str] = ("english",)) -> None:
        self._analyzers = [Analyzer(language) for language in languages]
        self._number_of: dict[tuple[tuple[str, ...], ...], int] = {}
        first_wording: list[str] = []
        for phrase in phrases:
            stems = self._stems(phrase)
            if stems[0] and stems not in self._number_of:
                self._number_of[stems] = len(first_wording)
                first_wording.append(phrase)
        self._matchers = [PhraseMatcher(analyzer, first_wording) for analyzer in self._analyzers]
        self._numbers = [self._shared(matcher, first_wording) for matcher in self._matchers]

    def number_of(self, phrase: str) -> int | None:
        """Return the number of a phrase; None where it is not among those compiled or holds no word."""
        return self._number_of.get(self._stems(phrase))

    def read(self, texts: Mapping[str, str]) -> Reading:
        """Return what these texts say; one pass over each text for each language."""
        reading = Reading()
        if not self._number_of:
            return reading
        for name, text in texts.items():
            for sighting, is_denied in self._sightings(name, text).items():
                if is_denied:
                    reading.denied.append(sighting)
                else:
                    reading.present[sighting.phrase].append(sighting)
        return reading

    def _stems(self, phrase: str) -> tuple[tuple[str, ...], ...]:
        return tuple(analyzer.stems(phrase) for analyzer in self._analyzers)

    @staticmethod
    def _shared(matcher: PhraseMatcher, phrases: Sequence[str]) -> Mapping[int | None, list[int]]:
        """Return, for each number of one language's matcher, the numbers of the phrases behind it."""
        shared: dict[int | None, list[int]] = defaultdict(list)
        for number, phrase in enumerate(phrases):
            shared[matcher.number_of(phrase)].append(number)
        return shared

    def _sightings(self, name: str, text: str) -> dict[Sighting, bool]:
        # Words and clauses are the same in every language; only their stems and denials differ.
        tokens: list[Token] = []
        found: set[tuple[int, int, int]] = set()
        for matcher, numbers in zip(self._matchers, self._numbers, strict=True):
            tokens, spans = matcher.spans(text)
            found.update((first, last, number) for first, last, own in spans for number in numbers[own])
        ordered = sorted(found)
        denied = self._denied(tokens, [(first, last) for first, last, _ in ordered])
        return {
            Sighting(number, name, first, last, start, end, text[start:end]): is_denied
            for (first, last, number), is_denied in zip(ordered, denied, strict=True)
            for start, end in [(tokens[first].start, tokens[last].end)]
        }

    def _denied(self, tokens: Sequence[Token], spans: Sequence[tuple[int, int]]) -> list[bool]:
        by_language = [negated_spans(tokens, spans, analyzer.lexicon) for analyzer in self._analyzers]
        return [any(verdicts) for verdicts in zip(*by_language, strict=True)]
