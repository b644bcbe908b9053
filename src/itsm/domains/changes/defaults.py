"""What a new desk starts with: the questionnaire, who approves, two templates."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import func, select

from itsm.domains.changes.models import ApprovalRule, ChangeTemplate, RiskQuestion
from itsm.platform.ids import new_id
from itsm.platform.work import UnitOfWork


def _answers(*rows: tuple[str, str, int] | tuple[str, str, int, str]) -> list[dict[str, Any]]:
    return [
        {"key": row[0], "label": row[1], "points": row[2], "at_least": row[3] if len(row) > 3 else None}  # noqa: PLR2004
        for row in rows
    ]


QUESTIONS: Final[tuple[tuple[str, str, list[dict[str, Any]]], ...]] = (
    (
        "reach",
        "Who notices if it goes wrong?",
        _answers(
            ("few", "A few people", 0),
            ("department", "A department", 2),
            ("site", "A whole site", 4),
            ("company", "The whole company", 6, "high"),
        ),
    ),
    (
        "outage",
        "Is something unavailable while it is carried out?",
        _answers(
            ("none", "Nothing", 0),
            ("off_hours", "Yes, outside working hours", 2),
            ("work_hours", "Yes, during working hours", 4),
        ),
    ),
    (
        "practice",
        "How often was it done before?",
        _answers(("often", "Many times", 0), ("once", "Once or twice", 2), ("never", "Never", 4)),
    ),
    (
        "tested",
        "Was it tested?",
        _answers(("like_live", "On a system like the live one", 0), ("partly", "Partly", 2), ("no", "No", 4)),
    ),
    (
        "back_out",
        "How is it undone?",
        _answers(
            ("minutes", "Within minutes", 0),
            ("hours", "Within the window", 2),
            ("not", "It cannot be undone", 5, "high"),
        ),
    ),
    (
        "data",
        "Does it touch data that must not be lost or seen by others?",
        _answers(("no", "No", 0), ("copy", "Yes, a backup is taken first", 2), ("yes", "Yes", 5, "medium")),
    ),
)
# name, phase, types, levels, rule, quorum, hours
RULES: Final[tuple[tuple[str, str, list[str], list[str], str, int, int], ...]] = (
    ("Change manager", "before", ["standard", "normal"], ["low", "medium"], "any", 1, 48),
    ("Change advisory board", "before", ["standard", "normal"], ["high", "critical"], "quorum", 2, 72),
    ("Emergency approver", "before", ["emergency"], [], "any", 1, 1),
    ("Board, after an emergency", "afterwards", ["emergency"], [], "any", 1, 72),
)
_SAFE: Final = {
    "reach": "few",
    "outage": "none",
    "practice": "often",
    "tested": "like_live",
    "back_out": "minutes",
    "data": "no",
}
TEMPLATES: Final[tuple[dict[str, Any], ...]] = (
    {
        "name": "Replace a laptop or desktop",
        "description": "A broken or old computer gets a successor of the standard model.",
        "duration_minutes": 60,
        "is_preapproved": True,
        "fields": {
            "title": "Replace a computer",
            "reason": "The device is broken or past its time.",
            "business_impact": "One person works on a spare device for about an hour.",
            "implementation_plan": "1. Prepare the new device from the image.\n2. Sign in with the person, "
            "let OneDrive bring the files.\n3. Connect printers and VPN, open Infor Nexus and Vision PLM once.",
            "rollback_plan": "Hand the old device back; it is wiped only two weeks later.",
            "communication_plan": "Agree the hour with the person, tell their manager.",
            "test_plan": "The person prints a page, opens a style and joins a Teams call.",
            "systems": ["Laptop"],
            "risk_answers": _SAFE,
        },
    },
    {
        "name": "Monthly server updates",
        "description": "Security updates of the month on one group of servers.",
        "duration_minutes": 120,
        "is_preapproved": True,
        "fields": {
            "title": "Install this month's server updates",
            "reason": "Security updates are to be installed within fourteen days.",
            "business_impact": "File shares and print queues of the site restart once, for about five minutes.",
            "implementation_plan": "1. Take a snapshot.\n2. Install the updates on the test server, wait a day.\n"
            "3. Install them on the group, restart one after another.",
            "rollback_plan": "Go back to the snapshot of the server; it takes about ten minutes.",
            "communication_plan": "Notice on the status page two days before, mail to the site's leads.",
            "test_plan": "Shares open, a page prints, monitoring is green.",
            "systems": ["Servers"],
            "risk_answers": _SAFE | {"reach": "department", "outage": "off_hours"},
        },
    },
)


async def install_defaults(work: UnitOfWork) -> None:
    """Write what is not there yet; a desk that has a questionnaire keeps its own settings."""
    if await work.session.scalar(select(func.count()).select_from(RiskQuestion)):
        return
    for position, (key, text, answers) in enumerate(QUESTIONS):
        work.session.add(RiskQuestion(key=key, position=position, text=text, answers=answers))
    for position, (name, phase, types, levels, rule, quorum, hours) in enumerate(RULES):
        work.session.add(
            ApprovalRule(
                id=new_id(),
                position=position,
                name=name,
                phase=phase,
                types=types,
                levels=levels,
                user_ids=[],
                team_ids=[],
                rule=rule,
                quorum=quorum,
                due_hours=hours,
            )
        )
    for template in TEMPLATES:
        work.session.add(
            ChangeTemplate(id=new_id(), is_active=True, version=1, created_at=work.now, updated_at=work.now, **template)
        )
