"""Every metric there is. Dashboards, exports, scheduled reports and Power BI read their definitions here.

A figure of something else than tickets is one more entry: what its list filters by, it can count.
"""

from __future__ import annotations

from itsm.domains.reporting.enums import Basis, Statistic, Unit
from itsm.domains.reporting.registry.metric import OPEN_STATUSES, Metric
from itsm.domains.reporting.registry.others import OTHERS

GOAL_PERCENT = 90.0
_RESOLUTION = "extract(epoch FROM t.resolved_at - t.created_at)"
_RESPONSE = "extract(epoch FROM t.first_responded_at - t.created_at)"
_DECIDED = "met,breached"
_AGES = (1, 3, 7, 14, 30)
_STATISTIC_NAMES = {Statistic.MEAN: "mean", Statistic.MEDIAN: "median", Statistic.P90: "9 of 10"}


def _open(key: str, name: str, definition: str, **filters: str) -> Metric:
    wanted = {"status": OPEN_STATUSES, **filters}
    return Metric(key=key, name=name, definition=definition, basis=Basis.NOW, filters=wanted)


def _mine(key: str, name: str, definition: str, basis: Basis = Basis.NOW, **filters: str) -> Metric:
    wanted = {"assignee": "me", **({"status": OPEN_STATUSES} if basis is Basis.NOW else {}), **filters}
    return Metric(key=key, name=name, definition=definition, basis=basis, filters=wanted, is_personal=True)


def _older(days: int) -> Metric:
    return Metric(
        key=f"aged_{days}",
        name=f"Older than {days} {'day' if days == 1 else 'days'}",
        definition=f"Open tickets raised more than {days} times 24 hours ago.",
        basis=Basis.NOW,
        filters={"status": OPEN_STATUSES},
        older_than_days=days,
    )


def _span(kind: str, statistic: Statistic) -> Metric:
    is_response = kind == "response"
    said = (
        "raised in the period, from raising to the first answer of staff"
        if is_response
        else ("resolved in the period, from raising to the last resolution")
    )
    return Metric(
        key=f"{kind}_{statistic}",
        name=f"{'First answer' if is_response else 'Solution'}, {_STATISTIC_NAMES[statistic]}",
        definition=f"Time of tickets {said}, by the wall clock: {_STATISTIC_NAMES[statistic]}.",
        basis=Basis.CREATED if is_response else Basis.RESOLVED,
        statistic=statistic,
        unit=Unit.SECONDS,
        filters={"responded": "true"} if is_response else {},
        measured=_RESPONSE if is_response else _RESOLUTION,
    )


def _share(
    key: str,
    name: str,
    definition: str,
    basis: Basis,
    *,
    of: dict[str, str],
    part: dict[str, str],
    goal: float | None = None,
) -> Metric:
    return Metric(
        key=key,
        name=name,
        definition=definition,
        basis=basis,
        statistic=Statistic.SHARE,
        unit=Unit.PERCENT,
        filters=of,
        part=part,
        goal=goal,
    )


_ALL: tuple[Metric, ...] = (
    _open("open", "Open", "Tickets somebody still owes an answer or a solution."),
    _open("unassigned", "Unassigned", "Open tickets without an agent.", assignee="none"),
    _open("at_risk", "Due soon", "Open tickets past the warning share of a running target.", sla="warning"),
    _open("breached", "Overdue", "Open tickets that missed a target.", breached="true"),
    _open("escalated", "Escalated", "Open tickets that were escalated.", escalated="true"),
    _open("pending", "Waiting", "Open tickets that wait for somebody outside the desk.", status="pending"),
    _open("unrouted", "Unrouted", "Open tickets for which no rule found a team.", unrouted="true"),
    *(_older(days) for days in _AGES),
    Metric(
        key="backlog",
        name="Backlog",
        definition="Tickets raised before the end of the day and not (last) resolved by then.",
        basis=Basis.NOW,
    ),
    Metric(key="created", name="Raised", definition="Tickets raised in the period.", basis=Basis.CREATED),
    Metric(
        key="resolved",
        name="Resolved",
        definition="Tickets last resolved in the period, and not reopened since.",
        basis=Basis.RESOLVED,
    ),
    _share(
        "sla_percent",
        "Solved on time",
        "Tickets resolved in the period within their resolution target, of those that had one.",
        Basis.RESOLVED,
        of={"resolution_sla": _DECIDED},
        part={"resolution_sla": "met"},
        goal=GOAL_PERCENT,
    ),
    _share(
        "response_sla_percent",
        "Answered on time",
        "Tickets raised in the period whose response target was met, of those where it is decided.",
        Basis.CREATED,
        of={"response_sla": _DECIDED},
        part={"response_sla": "met"},
        goal=GOAL_PERCENT,
    ),
    _share(
        "reopen_percent",
        "Reopened",
        "Tickets resolved in the period that had been reopened before.",
        Basis.RESOLVED,
        of={},
        part={"reopened": "true"},
    ),
    _share(
        "first_contact_percent",
        "Solved at first contact",
        "Tickets resolved in the period by who answered first: never handed on, never reopened, at most an hour after "
        "the first answer.",
        Basis.RESOLVED,
        of={},
        part={"first_contact": "true"},
    ),
    _share(
        "portal_percent",
        "Raised in the portal",
        "Tickets raised in the period by requesters themselves, of all raised.",
        Basis.CREATED,
        of={},
        part={"source": "portal"},
    ),
    Metric(
        key="ratings",
        name="Ratings",
        definition="Tickets whose last rating by their requester was given in the period.",
        basis=Basis.RATED,
    ),
    Metric(
        key="csat_score",
        name="Satisfaction",
        definition="Mean of the ratings given in the period, 1 (bad) to 5 (very good).",
        basis=Basis.RATED,
        statistic=Statistic.MEAN,
        unit=Unit.SCORE,
        measured="t.rating",
    ),
    _share(
        "csat_percent",
        "Satisfied",
        "Tickets rated 4 or 5 in the period, of all rated in it.",
        Basis.RATED,
        of={},
        part={"rating": "4,5"},
    ),
    *(_span("response", one) for one in _STATISTIC_NAMES),
    *(_span("resolution", one) for one in _STATISTIC_NAMES),
    _mine("my_open", "My open tickets", "Open tickets assigned to you."),
    _mine("my_at_risk", "Mine, due soon", "Your open tickets past the warning share of a target.", sla="warning"),
    _mine("my_breached", "Mine, overdue", "Your open tickets that missed a target.", breached="true"),
    _mine("my_pending", "Mine, waiting", "Your open tickets that wait for somebody.", status="pending"),
    _mine("my_resolved", "Resolved by me", "Your tickets last resolved in the period.", Basis.RESOLVED),
    Metric(
        key="my_csat_score",
        name="My satisfaction",
        definition="Mean of the ratings your tickets got in the period, 1 (bad) to 5 (very good).",
        basis=Basis.RATED,
        statistic=Statistic.MEAN,
        unit=Unit.SCORE,
        filters={"assignee": "me"},
        measured="t.rating",
        is_personal=True,
    ),
    _mine("my_ratings", "My ratings", "Your tickets that were rated in the period.", Basis.RATED),
    _mine("my_created", "Raised and mine", "Tickets raised in the period that are yours now.", Basis.CREATED),
)

METRICS: dict[str, Metric] = {metric.key: metric for metric in (*_ALL, *OTHERS)}
