"""Twelve weeks of tickets as a plan: who asks what when, and when what is done about it. Pure and repeatable."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from itsm.wiring.demo.people import COLLEAGUES, Person
from itsm.wiring.demo.stories import SITES, Story, stories

WEEKS = 12
TICKETS = 360
# Besides, so many of the last days: what is in people's hands right now.
FRESH = 96
FRESH_HOURS = 60
SEED = 1988
ZONES = {
    "ph": "Asia/Manila",
    "us": "America/Denver",
    "id": "Asia/Jakarta",
    "cn": "Asia/Shanghai",
    "other": "UTC",
}
_SITE_WEIGHTS = {"ph": 45, "us": 22, "id": 19, "cn": 14}
_FIRST_HOUR, _WORK_HOURS = 8, 9
# Of a hundred tickets so many are asked back, noted on, reopened, left for the clock to close.
_ASKED, _NOTED, _REOPENED, _LEFT = 45, 60, 6, 30
# Share of fresh tickets that wait for their requester, and that are solved already.
_WAITING, _DONE_TODAY = 0.6, 0.25


@dataclass(frozen=True, slots=True)
class Plan:
    """One ticket to be: its texts filled in, and the instants of its life (UTC); None: does not happen."""

    story: Story
    requester: Person
    title: str
    description: str
    impact_text: str
    resolution: str
    created_at: datetime
    responded_at: datetime
    asked_at: datetime | None
    answered_at: datetime | None
    noted_at: datetime | None
    resolved_at: datetime
    confirmed_at: datetime | None
    reopened_at: datetime | None


def plans(now: datetime, tickets: int = TICKETS) -> Iterator[Plan]:
    """Yield the plans of `tickets` tickets of the weeks before `now`; the same for the same day."""
    dice = random.Random(SEED)
    pool = stories()
    weights = [story.weight for story in pool]
    start = now - timedelta(weeks=WEEKS)
    for number in range(tickets):
        created_at = _working_instant(dice, start + (now - start) * (number + dice.random()) / tickets, "ph")
        yield _plan(dice, dice.choices(pool, weights)[0], min(created_at, now - timedelta(minutes=5)))
    for number in range(tickets * FRESH // TICKETS):
        age = timedelta(hours=FRESH_HOURS * (number + dice.random()) / FRESH, minutes=2)
        yield _fresh(dice, dice.choices(pool, weights)[0], now - age)


def _fresh(dice: random.Random, story: Story, created_at: datetime) -> Plan:
    """Return a plan of a ticket that came in within the last days: its solution mostly lies ahead."""
    plan = _plan(dice, story, created_at)
    shift = created_at - plan.created_at
    ahead = timedelta(hours=dice.uniform(FRESH_HOURS, 2 * FRESH_HOURS))
    waits = plan.answered_at is not None and dice.random() < _WAITING
    is_done = not waits and dice.random() < _DONE_TODAY
    return replace(
        plan,
        created_at=created_at,
        responded_at=plan.responded_at + shift,
        asked_at=plan.asked_at and plan.asked_at + shift,
        answered_at=plan.answered_at and plan.answered_at + shift + (ahead if waits else timedelta()),
        noted_at=plan.noted_at and plan.noted_at + shift,
        resolved_at=plan.resolved_at + shift + (timedelta() if is_done else 2 * ahead),
        confirmed_at=None,
        reopened_at=None,
    )


def _plan(dice: random.Random, story: Story, created_at: datetime) -> Plan:
    requester = _requester(dice)
    created_at = min(created_at, _working_instant(dice, created_at, requester.location))
    responded_at = created_at + _lasting(dice, 0.5, 0.8)
    asked = dice.random() * 100 < _ASKED
    answered_at = responded_at + _lasting(dice, 1.8, 0.9)
    resolved_at = (answered_at if asked else responded_at) + _lasting(dice, 2.8, 0.95)
    left = dice.random() * 100 < _LEFT
    reopened = dice.random() * 100 < _REOPENED
    words = _words(dice, requester)
    return Plan(
        story=story,
        requester=requester,
        title=story.title.format(**words),
        description=story.description.format(**words),
        impact_text=story.impact_text,
        resolution=story.resolution.format(**words),
        created_at=created_at,
        responded_at=responded_at,
        asked_at=responded_at if asked else None,
        answered_at=answered_at if asked else None,
        noted_at=responded_at + timedelta(minutes=20) if dice.random() * 100 < _NOTED else None,
        resolved_at=resolved_at,
        confirmed_at=None if left else resolved_at + _lasting(dice, 6.0, 1.0),
        reopened_at=resolved_at + _lasting(dice, 3.0, 0.8) if reopened else None,
    )


def _requester(dice: random.Random) -> Person:
    site = dice.choices(list(_SITE_WEIGHTS), list(_SITE_WEIGHTS.values()))[0]
    of_site = [p for p in COLLEAGUES if p.location == site]
    # The first of each site is the one visitors sign in as; they shall find tickets of their own.
    return dice.choices(of_site, [3, *([1] * (len(of_site) - 1))])[0]


def _working_instant(dice: random.Random, about: datetime, site: str) -> datetime:
    """Return an instant in the office hours of `site` on the working day nearest to `about`."""
    zone = ZoneInfo(ZONES[site])
    day = about.astimezone(zone).date()
    while day.weekday() > 4:  # noqa: PLR2004 - Saturday and Sunday
        day -= timedelta(days=1)
    minutes = int(dice.triangular(0, _WORK_HOURS * 60, 2 * 60))
    local = datetime.combine(day, time(_FIRST_HOUR), zone) + timedelta(minutes=minutes, seconds=dice.randrange(60))
    return local.astimezone(UTC)


def _lasting(dice: random.Random, median_hours: float, sigma: float) -> timedelta:
    """Return a duration as they come in service desks: most short, some very long (log-normal)."""
    return timedelta(hours=median_hours * dice.lognormvariate(0, sigma))


def _words(dice: random.Random, requester: Person) -> dict[str, str]:
    return {
        "site": SITES[requester.location],
        "device": f"LT-{dice.randrange(100, 999):04d}",
        "order": f"PO-88{dice.randrange(10000, 99999)}",
        "style": f"FW27-{dice.randrange(100, 999)}",
    }
