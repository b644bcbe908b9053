"""Every experiment by its number, in the order they are run: what breaks the shared desk for others comes last."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from drills.experiments import (
    a01,
    e01,
    e02,
    e03,
    e04,
    e05,
    e06,
    e07,
    e08,
    e09,
    e10,
    e11,
    e12,
    e13,
    e14,
    e15,
    e16,
    e17,
    e18,
    e19,
    e20,
    e23,
    e24,
    e25,
    e26,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from drills.report import Report
    from drills.stage import Stage


class Experiment(Protocol):
    """A module of `drills.experiments`."""

    TITLE: str

    def run(self, stage: Stage) -> Report:
        """Do it and say what came of it. Raises SkippedError where it cannot be done here."""


EXPERIMENTS: Mapping[str, Experiment] = {
    "E05": e05,
    "E01": e01,
    "E04": e04,
    "E02": e02,
    "E03": e03,
    "E08": e08,
    "E09": e09,
    "E18": e18,
    "E17": e17,
    "E23": e23,
    "E16": e16,
    "E19": e19,
    "E13": e13,
    "E24": e24,
    "E25": e25,
    "E20": e20,
    "E10": e10,  # from here on each leaves a desk that is of no use to others
    "E14": e14,
    "E15": e15,
    "E11": e11,
    "E26": e26,
    "E12": e12,
    "E07": e07,
    "E06": e06,
    "A01": a01,
}
