"""What other rooms may ask of tickets, and have done to them.

Every writing function takes the unit of work: its clock (`work.now`) is the one that counts, so an import that
opened it with the clock of a log replays that log, and nobody is mailed (`work.is_replay`).
"""

from __future__ import annotations

from itsm.domains.tickets.assets.events import AssetLinked, RaisedAboutAssets
from itsm.domains.tickets.assets.queries import incident_about
from itsm.domains.tickets.engine import path_between
from itsm.domains.tickets.policies import works_on
from itsm.domains.tickets.queries.filters import FIRST_CONTACT, TicketFilter, build_filter, zones
from itsm.domains.tickets.queries.loads import open_counts
from itsm.domains.tickets.queries.params import ListParams
from itsm.domains.tickets.queries.prelude import Requester
from itsm.domains.tickets.repository import TicketRecord, load_visible
from itsm.domains.tickets.service.assign_ticket import (
    Assignment,
    assign_ticket,
    hand_back_ticket,
    take_ticket,
)
from itsm.domains.tickets.service.change_priority import override_priority
from itsm.domains.tickets.service.create_ticket import CreatedTicket, NewTicket, create_ticket
from itsm.domains.tickets.service.deciding import Decided, Engines, Said, decide_by, sla_facts, ticket_facts
from itsm.domains.tickets.service.escalate_ticket import escalate_ticket
from itsm.domains.tickets.service.references import Place
from itsm.domains.tickets.service.transition_ticket import (
    Transition,
    confirm_ticket,
    reopen_ticket,
    transition_ticket,
)
from itsm.domains.tickets.visibility import (
    Binds,
    Reach,
    can_see,
    reach_of,
    visible,
    where_visible,
    where_worked,
)

__all__ = [
    "FIRST_CONTACT",
    "AssetLinked",
    "Assignment",
    "Binds",
    "CreatedTicket",
    "Decided",
    "Engines",
    "ListParams",
    "NewTicket",
    "Place",
    "RaisedAboutAssets",
    "Reach",
    "Requester",
    "Said",
    "TicketFilter",
    "TicketRecord",
    "Transition",
    "assign_ticket",
    "build_filter",
    "can_see",
    "confirm_ticket",
    "create_ticket",
    "decide_by",
    "escalate_ticket",
    "hand_back_ticket",
    "incident_about",
    "load_visible",
    "open_counts",
    "override_priority",
    "path_between",
    "reach_of",
    "reopen_ticket",
    "sla_facts",
    "take_ticket",
    "ticket_facts",
    "transition_ticket",
    "visible",
    "where_visible",
    "where_worked",
    "works_on",
    "zones",
]
