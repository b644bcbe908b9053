"""The rules and the matrix a new database starts with (domain.md, Classification)."""

from __future__ import annotations

from typing import Any, Final

from itsm.domains.classification.engine import Matrix
from itsm.domains.classification.repository import RULES
from itsm.domains.classification.service import stage_matrix, stage_rule, write_version
from itsm.domains.conditions.enums import Op, TicketField
from itsm.domains.settings.enums import Impact, Priority, Urgency
from itsm.platform.expressions.tree import All, Leaf, to_json
from itsm.platform.work import UnitOfWork

P1, P2, P3, P4 = Priority

MATRIX: Final[Matrix] = {
    (impact, urgency): priority
    for impact, row in (
        (Impact.COMPANY, (P1, P1, P2)),
        (Impact.DEPARTMENT, (P1, P2, P3)),
        (Impact.FEW, (P2, P3, P3)),
        (Impact.ONE, (P3, P3, P4)),
    )
    for urgency, priority in zip(Urgency, row, strict=True)
}


def _keywords(name: str, priority: Priority, *terms: str) -> dict[str, Any]:
    return _rule(name, priority, Leaf(TicketField.TEXT.value, Op.MENTIONS_ANY, terms))


def _impact(name: str, priority: Priority, terms: tuple[str, ...]) -> dict[str, Any]:
    return _rule(name, priority, Leaf(TicketField.BUSINESS_IMPACT.value, Op.MENTIONS_ANY, terms))


def _rule(name: str, priority: Priority, condition: Leaf, *, is_floor: bool = False) -> dict[str, Any]:
    return {
        "name": name,
        "priority": priority.value,
        "where": to_json(All((condition,))),
        "is_floor": is_floor,
        "is_active": True,
    }


SHIPPED: Final = (
    _keywords(
        "Outage, security or data at risk",
        P1,
        *("outage", "down", "offline", "critical", "security breach", "data loss"),
    ),
    _impact(
        "Everybody or a whole site is stopped",
        P1,
        (
            *("whole company", "entire company", "company-wide", "all employees", "all sites"),
            *("whole site", "entire site", "whole factory", "entire factory", "whole office", "entire office"),
            *("production stopped", "production is stopped", "production has stopped", "line stopped"),
            *("nobody can work", "no one can work", "cannot ship", "can't ship", "unable to ship"),
        ),
    ),
    _keywords(
        "Slow, degraded or urgent",
        P2,
        *("slow", "slow down", "degraded", "unavailable", "urgent", "VIP", "mission-critical"),
    ),
    _impact(
        "A department is stopped or a delivery at risk",
        P2,
        (
            *("whole department", "entire department", "whole team", "entire team"),
            *("shipment delayed", "shipment is delayed", "shipment will be delayed", "delay the shipment"),
            *("miss the deadline", "cannot invoice", "cannot pay", "payroll run"),
        ),
    ),
    _rule("VIP requester", P2, Leaf(TicketField.VIP.value, Op.IS_TRUE), is_floor=True),
    _keywords("Issue or request", P3, "issue", "problem", "error", "request", "help"),
    _keywords("Question or idea", P4, "info", "question", "documentation", "feature request"),
    _keywords(
        "Everyday phrases that only sound urgent",
        P4,
        *("scroll down", "drop down", "page down", "write down", "note down", "down payment"),
    ),
)


async def install_defaults(work: UnitOfWork) -> None:
    """Write the shipped rules and matrix as version 1, unless there is a version already."""
    await RULES.lock_versions(work.session)
    if await RULES.latest(work.session):
        return
    for rule in SHIPPED:
        await stage_rule(work, rule)
    await stage_matrix(work, MATRIX)
    await write_version(work, "Shipped defaults")
