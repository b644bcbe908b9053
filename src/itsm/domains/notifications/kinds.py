"""What people can be told of: each kind of news, the mails that tell it, how it is told unless they choose otherwise.

The list is open: a room that has news of its own calls `register_kind` (wiring does) with templates of this room.
A mail whose template belongs to no kind is about somebody's account: it is always sent, and never in the bell.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from itsm.domains.notifications.templates import TEMPLATES


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of news. `group` is where the choice is shown; `name` is its English name.

    `is_loud`: told by mail unless chosen otherwise; in the bell all are. `is_personal`: meant for this person by name
    or duty, so that even the quiet are told in the bell. `permission`: who no longer holds it sees it no more.
    """

    key: str
    name: str
    group: str
    templates: tuple[str, ...]
    is_loud: bool = True
    is_personal: bool = False
    permission: str | None = None


_kinds: dict[str, Kind] = {}
_by_template: dict[str, Kind] = {}
KINDS: Final[Mapping[str, Kind]] = MappingProxyType(_kinds)
"""Every kind by its key, in the order of registration."""


def register_kind(kind: Kind) -> None:
    """Add a kind, or replace it. Raises ValueError where a template is unknown or belongs to another kind."""
    for name in kind.templates:
        if name not in TEMPLATES:
            raise ValueError(f"There is no mail template {name!r}.")
        if _by_template.get(name, kind).key != kind.key:
            raise ValueError(f"The mail {name} belongs to {_by_template[name].key}.")
    _kinds[kind.key] = kind
    _by_template.update(dict.fromkeys(kind.templates, kind))


def kind_of(template: str) -> Kind | None:
    """Return the kind a mail tells of; None for mails about somebody's account."""
    return _by_template.get(template)


def is_chosen(template: str) -> bool:
    """Tell whether people choose if they get this mail; those about accounts come anyway."""
    return template == "digest" or template in _by_template


for _kind in (
    Kind(key="ticket.created", name="A ticket was raised", group="tickets",
         templates=("ticket_created", "ticket_created_staff")),
    Kind(key="ticket.assigned", name="A ticket was assigned to me", group="tickets",
         templates=("ticket_assigned",), is_personal=True),
    Kind(key="ticket.commented", name="Somebody wrote on a ticket", group="tickets", templates=("ticket_commented",)),
    Kind(key="ticket.mentioned", name="Somebody mentioned me", group="tickets",
         templates=("ticket_mentioned",), is_personal=True),
    Kind(key="ticket.status_changed", name="The status changed, or a date was promised", group="tickets",
         templates=("ticket_status_changed", "ticket_promised")),
    Kind(key="ticket.reminded", name="A ticket waits for my answer", group="tickets",
         templates=("ticket_reminded",), is_personal=True),
    Kind(key="ticket.resolved", name="A ticket was resolved", group="tickets",
         templates=("ticket_resolved",), is_personal=True),
    Kind(key="ticket.reopened", name="A ticket was reopened", group="tickets", templates=("ticket_reopened",)),
    Kind(key="ticket.closed", name="A ticket was closed", group="tickets",
         templates=("ticket_closed", "ticket_merged")),
    Kind(key="file.held", name="A file was held back", group="tickets", templates=("file_held",), is_personal=True),
    Kind(key="sla.warning", name="A target is close", group="service_levels", templates=("sla_warning",)),
    Kind(key="sla.breached", name="A target was missed", group="service_levels",
         templates=("sla_breach",), is_personal=True),
    Kind(key="ticket.escalated", name="A ticket was escalated", group="service_levels",
         templates=("ticket_escalated", "sla_level", "sla_level_short"), is_personal=True),
    Kind(key="handover.offered", name="Tickets of somebody absent wait for a decision", group="team",
         templates=("handover_offer",), is_personal=True, permission="tickets.bulk"),
    Kind(key="asset.handed_over", name="A device was handed to me, or taken back", group="assets",
         templates=("asset_handed_over",), is_personal=True),
    Kind(key="article.review_due", name="An article of mine is due for review", group="knowledge",
         templates=("article_review_due",)),
    Kind(key="approval.asked", name="I am asked to approve something", group="changes",
         templates=("approval_asked", "approval_reminded", "approval_escalated"), is_personal=True),
    Kind(key="approval.decided", name="What I asked approval for was decided", group="changes",
         templates=("approval_approved", "approval_rejected"), is_personal=True),
    Kind(key="change.scheduled", name="A change of mine has its time", group="changes",
         templates=("change_scheduled",), is_personal=True),
):  # fmt: skip
    register_kind(_kind)
