"""When the people of the demonstration work, what they know, and who is called at night.

Two sites work in shifts that meet round the clock, so that a visitor's ticket finds somebody at any hour; one
colleague is on leave, and her open tickets wait under Handovers.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from itsm.domains.presence import api as presence
from itsm.domains.presence.enums import Weekday
from itsm.domains.teams import api as teams
from itsm.platform.work import UnitOfWork

_DAY: Final = (("06:00", "18:00"),)
_NIGHT: Final = (("00:00", "06:00"), ("18:00", "24:00"))
_SHIFTS: Final = (
    ("agent.us", "America/New_York", _DAY),
    ("agent2.us", "America/New_York", _NIGHT),
    ("agent.cn", "Asia/Shanghai", _DAY),
    ("agent2.cn", "Asia/Shanghai", _NIGHT),
)
_SKILLS: Final = {
    "Printers and plotters": ("agent.ph", "agent3.ph", "agent.us"),
    "Vision PLM": ("agent2.ph", "agent.cn"),
    "Networks": ("network", "agent2.ph", "agent2.cn"),
}
_LIMITS: Final = (
    ("it_support_ph", "agent.ph", 12),
    ("it_support_ph", "agent2.ph", 10),
    ("it_support_ph", "agent3.ph", 10),
    ("it_support_us", "agent.us", 12),
    ("it_support_us", "agent2.us", 10),
)
# Set tight enough for the warning to be seen.
_BOARD_LIMITS: Final = {
    "it_support_ph": {"new": 6, "in_progress": 4, "pending": 8},
    "it_support_us": {"in_progress": 6, "pending": 6},
    "network": {"in_progress": 3},
}
_DUTIES: Final = (
    ("it_support_ph", "it_support_us", ("agent2.ph", "agent.ph")),
    ("it_support_us", "it_support_ph", ("agent.us",)),
    ("it_support_cn", "it_support_ph", ("agent.cn",)),
    ("network", None, ("network",)),
)


async def set_hours(work: UnitOfWork, ids: Mapping[str, UUID]) -> None:
    """Set shifts, skills, duties and limits, and send one colleague on leave. `ids` are people by login."""
    for login, zone, intervals in _SHIFTS:
        hours = [{"start": start, "end": end} for start, end in intervals]
        week: dict[str, Any] = {day.value: hours for day in Weekday}
        await presence.set_shift(work, ids[login], timezone=zone, week=week)
    known: dict[str, list[UUID]] = {}
    for name, logins in _SKILLS.items():
        skill = await presence.add_skill(work, name)
        for login in logins:
            known.setdefault(login, []).append(skill.id)
    for login, skill_ids in known.items():
        await presence.set_skills(work, ids[login], skill_ids)
    team_ids = {team.key: team.id for team in await teams.list_teams(work.session)}
    for key, follow, called in _DUTIES:
        await presence.set_duty(
            work,
            team_ids[key],
            follow_team_id=team_ids[follow] if follow else None,
            on_call_ids=[ids[login] for login in called],
        )
    for key, login, limit in _LIMITS:
        await teams.put_member(work, team_ids[key], ids[login], teams.Place(max_open_tickets=limit))
    for key, limits in _BOARD_LIMITS.items():
        await teams.set_limits(work, team_ids[key], limits)
    start = work.now - timedelta(hours=20)
    await presence.plan_leave(
        work, ids["agent2.id"], starts_at=start, ends_at=start + timedelta(days=6), reason="Family visit"
    )
