"""From the answers of a questionnaire to a score and a level. Pure; the questions are data.

The score is the share of the points that could have been given, in percent, so that adding a question does not make
every change riskier. An answer may name a level that the risk is at least, whatever the other answers say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from itsm.domains.changes.enums import RiskLevel

_ORDER = tuple(RiskLevel)


@dataclass(frozen=True, slots=True)
class Answer:
    """One possible answer, its points, and the level it lifts the risk to at least."""

    key: str
    label: str
    points: int
    at_least: RiskLevel | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One question with its possible answers, at least one."""

    key: str
    text: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which score (0 to 100) on a risk is medium, high, critical."""

    medium: int
    high: int
    critical: int


@dataclass(frozen=True, slots=True)
class Line:
    """What one question gave to the score."""

    question: str
    answer: str
    points: int
    most: int


@dataclass(frozen=True, slots=True)
class Risk:
    """The whole: score, level, and why."""

    score: int
    level: RiskLevel
    lines: tuple[Line, ...]


def assess(questions: Sequence[Question], answers: Mapping[str, str], thresholds: Thresholds) -> Risk | None:
    """Return the risk; None while a question is unanswered, or there are none to ask."""
    chosen = [(question, _chosen(question, answers.get(question.key))) for question in questions]
    lines: list[Line] = []
    level = RiskLevel.LOW
    for question, answer in chosen:
        if answer is None:
            return None
        most = max(one.points for one in question.answers)
        lines.append(Line(question.text, answer.label, answer.points, most))
        level = higher(level, answer.at_least or RiskLevel.LOW)
    if not lines:
        return None
    possible = sum(line.most for line in lines)
    # Half a percent goes up: a risk is not rounded away.
    score = (200 * sum(line.points for line in lines) + possible) // (2 * possible) if possible else 0
    return Risk(score, higher(level, _level(score, thresholds)), tuple(lines))


def missing_answers(questions: Sequence[Question], answers: Mapping[str, str]) -> tuple[str, ...]:
    """Return the keys of the questions that are not answered by one of their answers."""
    return tuple(one.key for one in questions if _chosen(one, answers.get(one.key)) is None)


def higher(left: RiskLevel, right: RiskLevel) -> RiskLevel:
    """Return the higher of two levels."""
    return max(left, right, key=_ORDER.index)


def is_high(level: RiskLevel | None) -> bool:
    """Tell whether a level is high or critical."""
    return level in {RiskLevel.HIGH, RiskLevel.CRITICAL}


def _level(score: int, thresholds: Thresholds) -> RiskLevel:
    for level, least in (
        (RiskLevel.CRITICAL, thresholds.critical),
        (RiskLevel.HIGH, thresholds.high),
        (RiskLevel.MEDIUM, thresholds.medium),
    ):
        if score >= least:
            return level
    return RiskLevel.LOW


def _chosen(question: Question, key: str | None) -> Answer | None:
    return next((answer for answer in question.answers if answer.key == key), None)
