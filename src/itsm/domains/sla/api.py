"""What other rooms may call.

Writing functions take the unit of work, lock the ticket's clocks, and return the summary that the
ticket's own row keeps. Reading functions take a session.
"""

from __future__ import annotations

from itsm.domains.sla.engine.course import Course, Happening, Promise
from itsm.domains.sla.engine.course import run as run_course
from itsm.domains.sla.engine.instants import to_instant, to_moment
from itsm.domains.sla.engine.levels import Level, raised_priority
from itsm.domains.sla.engine.retiming import Retimed
from itsm.domains.sla.enums import Happened
from itsm.domains.sla.facts import NO_CLOCKS, ClockSummary, Facts
from itsm.domains.sla.history import MetricHistory, histories
from itsm.domains.sla.holding import is_held, release_held
from itsm.domains.sla.monitor import fire_due_timers
from itsm.domains.sla.service.business_days import after_business_days
from itsm.domains.sla.service.change_priority import change_priority
from itsm.domains.sla.service.change_team import change_team
from itsm.domains.sla.service.escalation_log import Crossed, levels_to_run, record_level
from itsm.domains.sla.service.move_clocks import cancel, close, pause, resolve, resume
from itsm.domains.sla.service.preview_clocks import explain_preview, preview
from itsm.domains.sla.service.promise_date import set_promise, withdraw_promise
from itsm.domains.sla.service.read_clocks import read_one, timeline
from itsm.domains.sla.service.read_course import escalations_of, promises_of
from itsm.domains.sla.service.remaining_time import StoredTime, promised_seconds, remaining_seconds
from itsm.domains.sla.service.reopen_clocks import reopen
from itsm.domains.sla.service.reply import first_response, next_response
from itsm.domains.sla.service.revive_clocks import revive
from itsm.domains.sla.service.start_clocks import start_clocks, start_team_clock
from itsm.domains.sla.snapshot import SlaConfig
from itsm.domains.sla.terms import Terms, terms_from
from itsm.domains.sla.versions import (
    activate_calendars,
    activate_policies,
    calendar_numbers,
    calendar_version_before,
    calendar_versions,
    calendars_with,
    config_from,
    current_calendars,
    current_config,
    current_policies,
    policies_with,
    policy_numbers,
    policy_version_before,
    policy_versions,
    renumber_calendars,
    renumber_policies,
)

__all__ = [
    "NO_CLOCKS",
    "ClockSummary",
    "Course",
    "Crossed",
    "Facts",
    "Happened",
    "Happening",
    "Level",
    "MetricHistory",
    "Promise",
    "Retimed",
    "SlaConfig",
    "StoredTime",
    "Terms",
    "activate_calendars",
    "activate_policies",
    "after_business_days",
    "calendar_numbers",
    "calendar_version_before",
    "calendar_versions",
    "calendars_with",
    "cancel",
    "change_priority",
    "change_team",
    "close",
    "config_from",
    "current_calendars",
    "current_config",
    "current_policies",
    "escalations_of",
    "explain_preview",
    "fire_due_timers",
    "first_response",
    "histories",
    "is_held",
    "levels_to_run",
    "next_response",
    "pause",
    "policies_with",
    "policy_numbers",
    "policy_version_before",
    "policy_versions",
    "preview",
    "promised_seconds",
    "promises_of",
    "raised_priority",
    "read_one",
    "record_level",
    "release_held",
    "remaining_seconds",
    "renumber_calendars",
    "renumber_policies",
    "reopen",
    "resolve",
    "resume",
    "revive",
    "run_course",
    "set_promise",
    "start_clocks",
    "start_team_clock",
    "terms_from",
    "timeline",
    "to_instant",
    "to_moment",
    "withdraw_promise",
]
