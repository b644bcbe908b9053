"""What each mail needs to be told, and nothing else reaches it (flat, allow-listed variables)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

CALM: Final = "#1f4f8f"
WARNING: Final = "#b7791f"
ALARM: Final = "#b42318"

_TICKET: Final = frozenset({"audience", "number", "title"})
_TICKET_FACTS: Final = frozenset(
    {
        *("priority", "status", "category", "location", "requester", "team", "assignee"),
        *("response_due_at", "resolution_due_at"),
    }
)
_LINK: Final = frozenset({"secret_link_id", "expires_at"})
_ASKED: Final = _LINK | {"subject_number", "title", "requester", "step", "due_at"}
_DECIDED: Final = frozenset({"subject_number", "title", "path"})
_CLOCK: Final = frozenset({"metric", "due_at", "priority"})


@dataclass(frozen=True, slots=True)
class Template:
    """Variables a mail must have, and those it may have; `accent` is the colour of its edge.

    `is_for_outsiders`: it says so little that whoever may not see its subject may have it.
    """

    required: frozenset[str]
    optional: frozenset[str] = frozenset()
    accent: str = CALM
    is_for_outsiders: bool = False


def _ticket(*required: str, optional: tuple[str, ...] = (), accent: str = CALM) -> Template:
    needed = _TICKET | set(required)
    return Template(needed, (_TICKET_FACTS | set(optional)) - needed, accent)


TEMPLATES: Final[Mapping[str, Template]] = {
    "ticket_created": _ticket(),
    "ticket_created_staff": _ticket("priority", "requester", optional=("excerpt",)),
    "ticket_assigned": _ticket(optional=("reason",)),
    "ticket_commented": _ticket("author", "excerpt", "is_internal"),
    "ticket_status_changed": _ticket("status", optional=("waits_for_you", "excerpt")),
    "ticket_reminded": _ticket(optional=("closes_at",)),
    "ticket_resolved": _ticket("resolution_summary", optional=("closes_at",)),
    "ticket_reopened": _ticket(optional=("reason",)),
    "ticket_closed": _ticket("auto_closed"),
    "ticket_escalated": _ticket(optional=("reason",), accent=ALARM),
    "sla_warning": _ticket(*_CLOCK, "percent", accent=WARNING),
    "sla_breach": _ticket(*_CLOCK, accent=ALARM),
    "handover_offer": Template(frozenset({"person", "count"}), frozenset({"until"})),
    "sla_level": _ticket(*_CLOCK, "percent", "level", "requester", accent=ALARM),
    "sla_level_short": Template(
        _CLOCK | {"audience", "number", "percent", "level", "requester"},
        accent=ALARM,
        is_for_outsiders=True,
    ),
    "file_held": _ticket("file_name", "detail", "is_infected", "is_admin", accent=ALARM),
    "asset_handed_over": Template(frozenset({"tag", "asset", "giver", "note"})),
    "article_review_due": Template(frozenset({"title", "slug", "review_by"})),
    "status_update": Template(
        frozenset({"title", "post_state", "excerpt"}),
        frozenset({"services", "starts_at", "ends_at", "next_update_at"}),
    ),
    "approval_asked": Template(_ASKED),
    "approval_reminded": Template(_ASKED, accent=WARNING),
    "approval_escalated": Template(_ASKED, accent=ALARM),
    "approval_approved": Template(_DECIDED, frozenset({"reason"})),
    "approval_rejected": Template(_DECIDED, frozenset({"reason"}), accent=WARNING),
    "change_scheduled": Template(_DECIDED | {"from_at", "until"}),
    "report": Template(
        frozenset({"report", "page", "page_key", "period", "figures", "file_name", "attachment_id"}),
        frozenset({"slice"}),
    ),
    "ticket_promised": _ticket("due_at"),
    "ticket_merged": _ticket("merged_into", "excerpt"),
    "ticket_mentioned": _ticket("author", "excerpt", "is_internal"),
    "digest": Template(frozenset({"count", "lines"})),
    "password_reset": Template(_LINK),
    "invitation": Template(_LINK),
    "password_changed": Template(frozenset()),
    "second_factor_on": Template(frozenset()),
    "second_factor_off": Template(frozenset(), accent=WARNING),
    "second_factor_reset": Template(frozenset(), accent=WARNING),
    "recovery_code_used": Template(frozenset({"left"}), accent=WARNING),
    "api_token_created": Template(frozenset({"token_name"})),
    "wrong_codes": Template(frozenset(), accent=ALARM),
}


def check_context(name: str, context: Mapping[str, Any]) -> Template:
    """Return the template called `name`. Raises ValueError (or TypeError) unless `context` is what it needs.

    Holds as well that nobody but staff is mailed an internal note, whoever asks for it.
    """
    template = TEMPLATES.get(name)
    if template is None:
        raise ValueError(f"There is no mail template {name!r}.")
    if missing := template.required - context.keys():
        raise ValueError(f"The mail {name} lacks {', '.join(sorted(missing))}.")
    if unknown := context.keys() - template.required - template.optional:
        raise ValueError(f"The mail {name} does not take {', '.join(sorted(unknown))}.")
    for key, value in context.items():
        if not isinstance(value, str | int | datetime | None):
            raise TypeError(f"{key} must be text, a number, a time or nothing.")
    _check_audience(name, context)
    return template


def _check_audience(name: str, context: Mapping[str, Any]) -> None:
    audience = context.get("audience", "staff")
    if audience not in {"requester", "staff"}:
        raise ValueError("audience is requester or staff.")
    if context.get("is_internal") and audience != "staff":
        raise ValueError(f"An internal note must not be mailed to a requester ({name}).")
