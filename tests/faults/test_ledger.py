"""The checker of the drills itself: it must see a write that is lost, doubled or there though it was refused."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from drills import __main__ as program
from drills import report as reports
from drills.checking import judge
from drills.ledger import Entry, Ledger
from drills.registry import EXPERIMENTS
from drills.report import BEGIN, END, Report, SkippedError
from drills.stage import Stage


def entry(mark: str, outcome: str, kind: str = "ticket", ticket: str = "", *, began: float = 0, at: float = 0) -> Entry:
    return Entry(kind, "/api/tickets", {}, {}, mark, ticket, outcome, began=began, at=at)


@pytest.mark.parametrize(
    ("outcome", "times", "field"),
    [
        ("ok", 0, "lost"),
        ("ok", 2, "doubled"),
        ("unknown", 2, "doubled"),
        ("fail", 1, "ghosts"),
    ],
)
def test_each_thing_that_must_not_be_is_seen(outcome: str, times: int, field: str) -> None:
    verdict = judge([entry("a", outcome), entry("b", "ok")], {"a": times, "b": 1}, {})
    assert not verdict.is_sound
    assert getattr(verdict, field) == ("a",)


@pytest.mark.parametrize(("outcome", "times"), [("ok", 1), ("fail", 0), ("unknown", 0), ("unknown", 1)])
def test_what_may_be_is_sound(outcome: str, times: int) -> None:
    verdict = judge([entry("a", outcome)], {"a": times}, {})
    assert verdict.is_sound
    assert verdict.there + verdict.absent == (outcome == "unknown")


@pytest.mark.parametrize(
    ("sent", "stands", "is_lost"),
    [
        ((("u1", "ok"),), "u1", False),
        ((("u1", "ok"),), "before", True),
        ((("u1", "ok"), ("u2", "ok")), "u1", True),
        ((("u1", "ok"), ("u2", "unknown")), "u1", False),
        ((("u1", "ok"), ("u2", "unknown")), "u2", False),
        ((("u1", "ok"), ("u2", "unknown"), ("u3", "ok")), "u2", True),
        ((("u1", "ok"), ("u2", "fail")), "u2", True),
        ((("u1", "unknown"),), "before", False),
    ],
)
def test_the_last_acknowledged_change_stands_or_a_later_one(
    sent: tuple[tuple[str, str], ...], stands: str, is_lost: bool
) -> None:
    entries = [entry(mark, outcome, "update", "t") for mark, outcome in sent]
    assert bool(judge(entries, {}, {"t": stands}).lost) == is_lost


def test_a_gap_ends_with_a_write_that_was_sent_after_the_fault() -> None:
    ledger = Ledger("http://nowhere", [])
    ledger.entries = [
        entry("a", "ok", began=1, at=2),
        entry("b", "ok", began=9, at=11),  # acknowledged after the fault, but done before it
        entry("c", "unknown", began=11, at=12),
        entry("d", "ok", began=13, at=14),
    ]
    assert ledger.gap_around(10) == 12
    ledger.entries = ledger.entries[:3]
    assert ledger.gap_around(10) == float("inf")


class Fake:
    """An experiment that ends as it is told."""

    TITLE = "a fake"

    def __init__(self, held: bool | Exception | None) -> None:
        self._held = held

    def run(self, _stage: Stage) -> Report:
        if isinstance(self._held, Exception):
            raise self._held
        report = Report("a fake | of a test")
        report.figure("one figure")
        if self._held is not None:
            report.demand("it holds", held=self._held)
        return report


@pytest.mark.parametrize(
    ("held", "code", "word"),
    [
        (True, 0, "| yes |"),
        (False, 1, "| **no**: it holds |"),
        (None, 1, "| **no**: nothing was demanded |"),
        (RuntimeError("boom"), 1, "| **no**: it ends by itself (RuntimeError: boom) |"),
        (SkippedError("no root"), 0, "| skipped: no root |"),
    ],
)
def test_the_table_and_the_exit_code_say_what_came_of_it(
    held: bool | Exception | None, code: int, word: str, tmp_path: Path
) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"before\n{BEGIN}\n| E01 | old | | | yes | then |\n| E02 | old | | | yes | then |\n{END}\nafter\n")
    experiments: Mapping[str, Fake] = {"E02": Fake(held)}
    assert program.run(experiments, Stage(tmp_path), page=page) == code
    text = page.read_text()
    assert word in text
    assert "| E01 | old |" in text
    assert "| E02 | old |" not in text
    assert text.startswith("before\n")
    assert text.endswith("\nafter\n")


def test_the_page_has_a_place_for_the_table_and_every_experiment_a_number() -> None:
    text = reports.PAGE.read_text()
    assert text.count(BEGIN) == text.count(END) == 1
    assert program.main(["E99"]) == 2
    assert all(experiment.TITLE for experiment in EXPERIMENTS.values())
