"""What classifying a ticket costs, however many rules there are. Pure: no database, no HTTP."""

from __future__ import annotations

import random
import time
from statistics import median
from uuid import UUID

from benchmarks.figures import Figures, Row
from itsm.domains.classification.defaults import MATRIX, SHIPPED
from itsm.domains.classification.engine import Rule, RuleSet
from itsm.domains.conditions.api import TicketFacts
from itsm.domains.settings.enums import Priority
from itsm.platform.expressions.fields import Op
from itsm.platform.expressions.tree import All, Leaf, from_json

SIZES = (10, 1_000)
TICKETS = 400
ROUNDS = 5
FLAT_GOAL = 1.5
_TEXT = (
    "printer screen yarn scanner invoice badge router costing label mail order shipment loom pattern payroll sample "
    "carton dye warehouse customs supplier calendar password account folder network since morning again cannot open"
)
_WORDS = _TEXT.split()


def classification(figures: Figures) -> None:
    """Classify the same tickets by 10 and by 1,000 rules: the shipped ones, and rules on words of their own."""
    dice = random.Random(7)
    tickets = [_ticket(dice) for _ in range(TICKETS)]
    costs = {size: _microseconds(size, tickets) for size in SIZES}
    for size, cost in costs.items():
        figures.add(Row(f"classify a ticket, {size:,} rules", clients="1", rate=f"{cost:.0f} \u00b5s"))
    few, many = (costs[size] for size in SIZES)
    figures.add(
        Row(
            f"classify with {SIZES[1]:,} rules \u00f7 with {SIZES[0]}",
            rate=f"{many / few:.2f}",
            goal=f"\u2264 {FLAT_GOAL}",
            met=many / few <= FLAT_GOAL,
        )
    )


def _microseconds(size: int, tickets: list[TicketFacts]) -> float:
    """Return what one ticket costs: the median of rounds, each over every ticket."""
    rules = RuleSet(_rules(size), MATRIX)
    for ticket in tickets:
        rules.classify(ticket)
    rounds = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        for ticket in tickets:
            rules.classify(ticket)
        rounds.append((time.perf_counter() - began) / len(tickets) * 1e6)
    return median(rounds)


def _rules(size: int) -> list[Rule]:
    shipped = [(rule["name"], rule["priority"], from_json(rule["where"]), rule["is_floor"]) for rule in SHIPPED]
    priorities = list(Priority)
    own = [
        (
            f"Own {number}",
            priorities[number % 4],
            All((Leaf("text", Op.MENTIONS_ANY, (f"system{number} down", f"error code{number}")),)),
            False,
        )
        for number in range(size - len(shipped))
    ]
    return [
        Rule(id=UUID(int=place + 1), name=name, position=place, priority=Priority(level), where=where, is_floor=floor)
        for place, (name, level, where, floor) in enumerate([*shipped, *own])
    ]


def _ticket(dice: random.Random) -> TicketFacts:
    """Return a ticket of about 90 words, one in three with something urgent in it."""
    words = dice.choices(_WORDS, k=80)
    if dice.random() < 1 / 3:
        words[dice.randrange(len(words))] = dice.choice(("down", "slow", "error", "urgent", "outage"))
    return TicketFacts(
        title=" ".join(words[:8]), description=" ".join(words[8:]), business_impact="I cannot process orders today"
    )
