"""What wiring and the command line may call."""

from __future__ import annotations

from itsm.domains.imports.servicenow.directory import Progress
from itsm.domains.imports.servicenow.log import Entry, read_log
from itsm.domains.imports.servicenow.replay import Outcome, replay
from itsm.domains.imports.servicenow.report import Report, report

__all__ = ["Entry", "Outcome", "Progress", "Report", "read_log", "replay", "report"]
