"""What comes in and goes out over the interface, and the data other rooms exchange with this one."""

from itsm.domains.sla.enums import ClockState, Metric
from itsm.domains.sla.facts import ClockSummary, Facts
from itsm.domains.sla.schemas.tickets import ClockRead, LineRead, PreviewRead, TicketSlaRead, TimelineRead

__all__ = [
    "ClockRead",
    "ClockState",
    "ClockSummary",
    "Facts",
    "LineRead",
    "Metric",
    "PreviewRead",
    "TicketSlaRead",
    "TimelineRead",
]
