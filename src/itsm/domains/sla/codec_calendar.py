"""A stored calendar as working time: one place's hours, or several sites in turn.

The version of a calendar of sites holds what each of them said when it was written, so that it never changes
with them; a new version of a site makes a new version of every calendar it takes its turn in.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from itsm.domains.sla.codec import calendar_from
from itsm.domains.sla.engine.follow_the_sun import FollowTheSun, Site
from itsm.domains.sla.engine.working_time import BusinessHours

Tabled = BusinessHours | FollowTheSun


def working_hours_from(definition: Mapping[str, Any]) -> Tabled:
    """Return the working time a stored definition describes. Raises ValueError for one that cannot be."""
    sites = sites_of(definition)
    if not sites:
        return BusinessHours(calendar_from(definition))
    turns = [Site(site["name"], BusinessHours(calendar_from(site["definition"]))) for site in sites]
    return FollowTheSun(ZoneInfo(definition["timezone"]), turns)


def sites_of(definition: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the sites of a stored definition, none where it is one place."""
    return list(definition.get("sites") or ())
