"""What happens by the clock: periodic jobs, and loops that wait for the next due instant."""

from __future__ import annotations

from itsm.platform.jobs.model import Loop, Schedule

SCHEDULES: tuple[Schedule, ...] = ()
LOOPS: tuple[Loop, ...] = ()
