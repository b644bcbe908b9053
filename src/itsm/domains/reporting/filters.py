"""What a dashboard is asked about: a period and a slice of the tickets."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Annotated
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import Query

from itsm.domains.reporting.enums import Basis, Grain
from itsm.domains.reporting.registry.dimensions import midnight, next_month
from itsm.domains.reporting.registry.metric import Metric
from itsm.domains.settings.api import Reference
from itsm.platform.actor import Actor
from itsm.platform.clock import utc_now
from itsm.platform.errors import Invalid
from itsm.platform.http.schemas import Moment

DEFAULT_DAYS = 30
MAX_DAYS = 731
_NAME = Query(max_length=100)
_FIRST_YEAR, _LAST_YEAR = 1971, 2999


@dataclass(frozen=True, slots=True, kw_only=True)
class DashboardParams:
    """The query string of a dashboard. Without a period: the last 30 days, today included, in the caller's zone.

    The period is `days` (today is the last), or `from_day` to `to_day` with both, or `since` until `until`.
    """

    since: Moment | None = None
    until: Moment | None = None
    days: Annotated[int | None, Query(ge=1, le=MAX_DAYS)] = None
    from_day: date | None = None
    to_day: date | None = None
    team: UUID | None = None
    category: Annotated[str | None, _NAME] = None
    location: Annotated[str | None, _NAME] = None
    priority: Annotated[str | None, Query(pattern=r"^P[1-4]$")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """A checked period (aware UTC, since ≤ until; until None: up to now) and the list filters to keep to.

    `zone` is the IANA name in which days begin. `now` is when it was asked.
    """

    since: datetime
    until: datetime | None
    now: datetime
    zone: str = "UTC"
    kept: tuple[tuple[str, str], ...] = field(default=())
    location_id: str | None = None

    @property
    def end(self) -> datetime:
        """The end of the period, which is now where it is open."""
        return self.until if self.until is not None else self.now

    def before(self) -> Slice:
        """Return the period of the same length that ends where this one begins."""
        return replace(self, since=self.since - (self.end - self.since), until=self.since)

    def last_year(self) -> Slice:
        """Return the slice over the month of its end and the eleven before."""
        last = self.end.astimezone(ZoneInfo(self.zone)).date().replace(day=1)
        return replace(self, since=midnight(next_month(last.replace(year=last.year - 1)), self.zone))

    def drill(self, metric: Metric) -> dict[str, str]:
        """Return the filters of the list that `metric` counts: a GET of its path with them is that list."""
        found = {**self._kept_of(metric.grain), **metric.filters}
        if metric.basis is not Basis.NOW:
            found[f"{metric.basis}_from"] = self.since.isoformat()
            if self.until is not None:
                found[f"{metric.basis}_to"] = self.until.isoformat()
        if metric.older_than_days is not None:
            found["created_to"] = (self.now - timedelta(days=metric.older_than_days)).isoformat()
        return found

    def _kept_of(self, grain: Grain) -> dict[str, str]:
        """Return what of the slice narrows a list: changes have a team and a site, assets a site."""
        if grain is Grain.TICKET:
            return {"view": "all", **dict(self.kept)}
        found = {"location_id": self.location_id} if self.location_id else {}
        team = dict(self.kept).get("team")
        return found | {"team": team} if team and grain is Grain.CHANGE else found


def slice_of(params: DashboardParams, actor: Actor, reference: Reference) -> Slice:
    """Return the slice that `params` asks for. Raises Invalid (422) for a bad period or an unknown name."""
    now = utc_now()
    zone = actor.timezone
    since, until = _period(params, now, zone)
    _check_period(since, until or max(now, since))
    if params.category and reference.find_category(params.category) is None:
        raise Invalid.field("category", "There is no such category.", "unknown_reference")
    if params.location and reference.find_location(params.location) is None:
        raise Invalid.field("location", "There is no such location.", "unknown_reference")
    site = reference.find_location(params.location) if params.location else None
    kept = {"team": params.team, "category": params.category, "location": params.location, "priority": params.priority}
    return Slice(
        since=since,
        until=until,
        now=now,
        zone=zone,
        kept=tuple((name, str(value)) for name, value in kept.items() if value is not None),
        location_id=str(site.id) if site is not None else None,
    )


def _period(params: DashboardParams, now: datetime, zone: str) -> tuple[datetime, datetime | None]:
    if params.since is not None or params.until is not None:
        until = params.until or now
        return params.since or until - timedelta(days=DEFAULT_DAYS), params.until
    today = now.astimezone(ZoneInfo(zone)).date()
    if params.from_day is not None or params.to_day is not None:
        last = _day("to_day", params.to_day or today)
        first = _day("from_day", params.from_day or last - timedelta(days=DEFAULT_DAYS - 1))
        after = midnight(last + timedelta(days=1), zone)
        return midnight(first, zone), after if last < today else None
    first = today - timedelta(days=(params.days or DEFAULT_DAYS) - 1)
    return midnight(first, zone), None


def _day(name: str, day: date) -> date:
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise Invalid.field(name, f"must lie between the years {_FIRST_YEAR} and {_LAST_YEAR}", "out_of_range")
    return day


def _check_period(since: datetime, until: datetime) -> None:
    if since > until:
        raise Invalid.field("since", "must not be after until", "period_reversed")
    if until - since > timedelta(days=MAX_DAYS):
        raise Invalid.field("since", f"A period is at most {MAX_DAYS} days.", "period_too_long")
