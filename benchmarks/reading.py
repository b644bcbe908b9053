"""Lists, tickets with their history and search, as people in the queue ask for them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from benchmarks import people, statements, traffic
from benchmarks.figures import Figures, Row
from benchmarks.runs import WARM_SECONDS, Runs
from benchmarks.stage import in_product

if TYPE_CHECKING:
    from benchmarks.stage import Stage

CLIENTS = 8
PROCESSES = 2
PAGE_GOAL, HISTORY_GOAL, SEARCH_GOAL = 1_000, 1_000, 400  # a second, with 8 clients
GOALS_FROM = 100_000  # tickets: below, a list is not what a desk grows into
TICKETS_READ = 400


@dataclass(frozen=True, slots=True)
class Question:
    """One kind of request. `requests` > 1: so many together count as one."""

    name: str
    paths: list[str]
    goal: int = 0
    requests: int = 1
    is_agent: bool = False
    queries: str = field(default="")


def questions(stage: Stage) -> list[Question]:
    """Return what is asked of the present database."""
    ids = stage.sql(f"SELECT id FROM tickets ORDER BY md5(id::text) LIMIT {TICKETS_READ}").split()  # noqa: S608
    numbers = stage.sql("SELECT number FROM tickets ORDER BY md5(number) LIMIT 50").split()
    page = "/api/tickets?limit=50"
    filtered = f"{page}&status=in_progress,pending&category=Hardware&priority=P2,P3&sort=-created_at"
    rare = [f"{page}&q=plotter+{n}" for n in range(100, 160)]
    return [
        Question("first page: queue of a manager", [f"{page}&view=queue"], PAGE_GOAL),
        Question("first page: queue of an agent", [f"{page}&view=queue"], PAGE_GOAL, is_agent=True),
        Question("first page: filtered, newest first", [filtered], PAGE_GOAL),
        Question("first page: all, last changed first", [f"{page}&sort=-updated_at"], PAGE_GOAL),
        Question("ticket", [f"/api/tickets/{key}" for key in ids]),
        Question("history (timeline)", [f"/api/tickets/{key}/timeline" for key in ids]),
        Question(
            "ticket with its history",
            [path for key in ids for path in (f"/api/tickets/{key}", f"/api/tickets/{key}/timeline")],
            HISTORY_GOAL,
            requests=2,
        ),
        Question("search a common word", [f"{page}&q=printer"], SEARCH_GOAL),
        Question("search two words", [f"{page}&q=packing+cell"], SEARCH_GOAL),
        Question("search rare words", rare, SEARCH_GOAL),
        Question("search a number", [f"{page}&q={number}" for number in numbers], SEARCH_GOAL),
    ]


def measure(stage: Stage, figures: Figures, level: int, *, seconds: float, rounds: int) -> None:
    """Ask every question with 8 clients, in turns, and count the statements each needs."""
    tokens = people.tokens(stage)
    asked = questions(stage)
    counted = in_product(lambda: statements.count_queries(tokens.manager, {q.name: q.paths[0] for q in asked}))
    runs = {question.name: Runs() for question in asked}
    with stage.web(PROCESSES) as port:
        for _ in range(rounds):
            for question in asked:
                token = tokens.agent if question.is_agent else tokens.manager
                requests = traffic.reads(token, question.paths)
                plan = traffic.Plan(port, CLIENTS, seconds, requests, WARM_SECONDS / 2)
                runs[question.name].run(stage, plan)
    for question in asked:
        one, fifty = counted[question.name]
        figures.add(_row(question, runs[question.name], level, f"{one} / {fifty}"))


def _row(question: Question, runs: Runs, level: int, queries: str) -> Row:
    found = runs.median
    rate = found.rate / question.requests
    goal = question.goal if level >= GOALS_FROM else 0
    return Row(
        question.name,
        f"{level:,}",
        str(PROCESSES),
        str(CLIENTS),
        f"{rate:,.0f}/s" if question.requests > 1 else runs.rate,
        f"{found.percentile(50):.1f}" if question.requests == 1 else "",
        f"{found.percentile(95):.1f}" if question.requests == 1 else "",
        runs.cpu if question.requests == 1 else "",
        queries if question.requests == 1 else "",
        f"≥ {goal:,}/s" if goal else "",
        rate >= goal if goal else None,
    )
