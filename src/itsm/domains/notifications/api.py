"""What other rooms and wiring may call.

Who hears of what is decided by the room where it happened; its subscriber calls `deliver` or `deliver_all`
with the event's id.
"""

from __future__ import annotations

from itsm.domains.notifications.kinds import Kind, register_kind
from itsm.domains.notifications.ports import MailRoom, SecretLinks, mail_is_outbox_only, set_mail_room, set_ticket_facts
from itsm.domains.notifications.queries import (
    DeliveryFilter,
    MailBacklog,
    count_deliveries,
    get_delivery,
    mail_backlog,
    search_deliveries,
    shown_mail,
)
from itsm.domains.notifications.rendering import local_time
from itsm.domains.notifications.service import Mail, deliver, deliver_all, resend_delivery
from itsm.domains.notifications.subjects import Subject, register_subjects

__all__ = [
    "DeliveryFilter",
    "Kind",
    "Mail",
    "MailBacklog",
    "MailRoom",
    "SecretLinks",
    "Subject",
    "count_deliveries",
    "deliver",
    "deliver_all",
    "get_delivery",
    "local_time",
    "mail_backlog",
    "mail_is_outbox_only",
    "register_kind",
    "register_subjects",
    "resend_delivery",
    "search_deliveries",
    "set_mail_room",
    "set_ticket_facts",
    "shown_mail",
]
