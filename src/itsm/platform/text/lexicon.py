"""The words of a language that turn a statement round, and those that may stand in between."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What the negation rule needs to know about one language.

    ``stemmer`` is the name of a Snowball algorithm. ``negators`` open a negation, ``fillers`` keep
    it open ("not *really* down"), ``connectors`` carry it on after a negated phrase ("not slow
    *or* down"), ``cancelled_by`` names the following words that make a negator harmless ("not
    *only* slow"). Any other word closes the negation, so that in doubt a keyword counts.
    """

    stemmer: str
    negators: frozenset[str] = frozenset()
    negating_suffixes: tuple[str, ...] = ()
    fillers: frozenset[str] = frozenset()
    connectors: frozenset[str] = frozenset()
    cancelled_by: Mapping[str, frozenset[str]] = field(default_factory=dict)
    always_cancelled_by: frozenset[str] = frozenset()

    def is_negator(self, word: str, following: str | None) -> bool:
        """Tell whether ``word`` opens a negation when ``following`` is the next word of its clause."""
        if word not in self.negators and not word.endswith(self.negating_suffixes):
            return False
        if following is None:
            return True
        if following in self.always_cancelled_by:
            return False
        return following not in self.cancelled_by.get(word, frozenset())


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ENGLISH = Lexicon(
    stemmer="english",
    negators=_words(
        "not no never without neither nor non none nothing cannot "
        "isnt arent wasnt werent dont doesnt didnt hasnt havent hadnt wont wouldnt cant couldnt shouldnt"
    ),
    negating_suffixes=("n't",),
    fillers=_words(
        "a an the any this that these those such is are was were be been being am has have had having "
        "do does did go goes going gone went get gets got getting become becomes seem seems "
        "to of so too very really actually currently presently particularly especially exactly quite "
        "completely entirely totally fully even yet longer anymore always considered necessarily "
        "more further other new known single real "
        "cause causes caused causing see sees seen seeing saw experience experienced experiencing "
        "notice noticed observe observed report reported reporting reports find found face faced facing "
        "suffer suffered sign signs evidence risk threat indication"
    ),
    connectors=_words("or nor"),
    cancelled_by={"none": _words("of"), "nothing": _words("but except")},
    always_cancelled_by=_words("only just merely simply"),
)

_WITH_NEGATION: Mapping[str, Lexicon] = {"english": ENGLISH}


def lexicon_for(language: str) -> Lexicon:
    """Return the lexicon of a Snowball language.

    A language without a list of negations of its own is stemmed and matched, but nothing in it is
    taken as negated.
    """
    return _WITH_NEGATION.get(language) or Lexicon(stemmer=language)
