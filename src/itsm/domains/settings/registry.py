"""Every setting there is: its kind, default, bounds and meaning. What is not here cannot be set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from itsm.domains.settings.enums import Priority
from itsm.platform.ids import try_uuid
from itsm.platform.permissions import Role
from itsm.platform.text.analyzer import known_languages

_LONGEST_LIST = 100


class SettingValueError(ValueError):
    """A value that a setting cannot have; says why, to follow the name of the setting."""


class SettingKind(StrEnum):
    """What a value must be."""

    SWITCH = "switch"
    NUMBER = "number"
    CHOICE = "choice"
    WORDS = "words"
    REFERENCE = "reference"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One setting. `snapshots` names the configuration that must be read anew when it changes.

    `is_guarded`: whoever changes it shows first that it is really them.
    """

    key: str
    kind: SettingKind
    default: Any
    description: str
    minimum: int | None = None
    maximum: int | None = None
    choices: tuple[str, ...] | None = None
    unit: str | None = None
    snapshots: tuple[str, ...] = ("settings",)
    is_guarded: bool = False

    def check(self, value: Any) -> Any:
        """Return the value as it is stored. Raises SettingValueError with a sentence for the person."""
        return _CHECKS[self.kind](self, value)


def _check_switch(_: Setting, value: Any) -> bool:
    if not isinstance(value, bool):
        raise SettingValueError("must be true or false")
    return value


def _check_number(setting: Setting, value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise SettingValueError("must be a whole number")
    low, high = setting.minimum or 0, setting.maximum or 0
    if not low <= value <= high:
        raise SettingValueError(f"must be between {low} and {high}")
    return value


def _check_choice(setting: Setting, value: Any) -> str:
    if not isinstance(value, str) or value not in (setting.choices or ()):
        raise SettingValueError("must be one of " + ", ".join(setting.choices or ()))
    return value


def _check_words(setting: Setting, value: Any) -> list[str]:
    allowed = frozenset(setting.choices or ())
    least = 1 if setting.minimum is None else setting.minimum
    if not isinstance(value, list) or not least <= len(value) <= _LONGEST_LIST:
        raise SettingValueError(f"must be a list of {least} to {_LONGEST_LIST} words")
    if unknown := sorted({str(word) for word in value if not isinstance(word, str) or word not in allowed}):
        raise SettingValueError("may not hold " + ", ".join(word[:20] for word in unknown[:5]))
    return list(dict.fromkeys(value))


def _check_reference(_: Setting, value: Any) -> str | None:
    if value is None:
        return None
    reference = try_uuid(value) if isinstance(value, str) else None
    if reference is None:
        raise SettingValueError("must be an id, or null")
    return str(reference)


_CHECKS: Mapping[SettingKind, Any] = {
    SettingKind.SWITCH: _check_switch,
    SettingKind.NUMBER: _check_number,
    SettingKind.CHOICE: _check_choice,
    SettingKind.WORDS: _check_words,
    SettingKind.REFERENCE: _check_reference,
}

# The types whose content can be recognised; an administrator may allow fewer.
ATTACHMENT_TYPES = tuple("pdf png jpg jpeg gif webp txt log csv xlsx docx pptx msg eml zip".split())  # noqa: SIM905


def _number(
    key: str, default: int, bounds: tuple[int, int], unit: str, description: str, *, is_guarded: bool = False
) -> Setting:
    return Setting(
        key=key,
        kind=SettingKind.NUMBER,
        default=default,
        minimum=bounds[0],
        maximum=bounds[1],
        unit=unit,
        description=description,
        is_guarded=is_guarded,
    )


_ALL = (
    _number(
        "auto_close_days", 2, (1, 60), "days", "A resolved ticket that its requester does not answer closes itself."
    ),
    _number(
        "pending_user_reminder_business_days",
        2,
        (1, 60),
        "business days",
        "A ticket waiting for its requester: when they are reminded.",
    ),
    _number(
        "pending_user_close_business_days",
        5,
        (1, 90),
        "business days",
        "A ticket waiting for its requester: when it is closed unanswered.",
    ),
    Setting(
        key="asset_repaired_when_resolved",
        kind=SettingKind.SWITCH,
        default=False,
        description="When a ticket is resolved, its assets that were for repair are in use again, or in stock.",
    ),
    _number(
        "reply_hold_seconds",
        10,
        (0, 30),
        "seconds",
        "A public reply is held so long before it is sent; its writer can take it back. 0 sends at once.",
    ),
    _number("merge_undo_hours", 24, (1, 168), "hours", "How long a merge of two tickets may be undone."),
    _number("rating_days", 14, (1, 365), "days", "How long after closing its requester may rate a ticket."),
    _number("attachment_max_mb", 10, (1, 5_000), "MB", "The largest file that may be attached."),
    _number("ticket_attachments_max_mb", 50, (1, 20_000), "MB", "All files of one ticket together."),
    Setting(
        key="attachment_types",
        kind=SettingKind.WORDS,
        default=list(ATTACHMENT_TYPES),
        choices=ATTACHMENT_TYPES,
        description="The kinds of file that may be attached; the content is checked, not the name alone.",
    ),
    _number("file_link_minutes", 5, (1, 5), "minutes", "How long a download link works."),
    _number(
        "duplicate_window_hours", 24, (0, 168), "hours", "How far back similar tickets of a requester are looked for."
    ),
    Setting(
        key="requester_may_choose_priority",
        kind=SettingKind.SWITCH,
        default=True,
        description="Requesters may choose the priority; otherwise it is always classified.",
    ),
    Setting(
        key="requester_highest_priority",
        kind=SettingKind.CHOICE,
        default=Priority.P1.value,
        choices=tuple(priority.value for priority in Priority),
        description="The highest priority a requester may choose; above it the ticket is classified.",
    ),
    Setting(
        key="text_languages",
        kind=SettingKind.WORDS,
        default=["english"],
        choices=tuple(sorted(known_languages())),
        description="The languages whose word forms rules understand; a word is found by its forms in any of them.",
        snapshots=("settings", "classification", "routing", "sla"),
    ),
    Setting(
        key="triage_team_id",
        kind=SettingKind.REFERENCE,
        default=None,
        description="The team that gets tickets no routing rule matches; none: they wait in the unrouted list.",
        snapshots=("settings", "routing"),
    ),
    Setting(
        key="second_step_roles",
        kind=SettingKind.WORDS,
        default=[],
        minimum=0,
        choices=tuple(role.value for role in Role),
        description="Who must sign in with a code from an authenticator app besides the password.",
        is_guarded=True,
    ),
    _number(
        "session_idle_minutes",
        720,
        (5, 10_080),
        "minutes",
        "A session ends when nobody used it for this long.",
        is_guarded=True,
    ),
    _number(
        "change_risk_medium", 20, (1, 100), "%", "From this share of the points on, the risk of a change is medium."
    ),
    _number("change_risk_high", 45, (1, 100), "%", "From this share of the points on, the risk of a change is high."),
    _number(
        "change_risk_critical",
        70,
        (1, 100),
        "%",
        "From this share of the points on, the risk of a change is critical.",
    ),
    _number("session_days", 7, (1, 30), "days", "A session ends after this long, however busy it is.", is_guarded=True),
    _number(
        "proof_minutes",
        10,
        (1, 60),
        "minutes",
        "How long after password or code somebody may change sign-in, roles and tokens.",
        is_guarded=True,
    ),
    _number(
        "api_token_max_days",
        365,
        (1, 365),
        "days",
        "The longest life a personal API token may be given.",
        is_guarded=True,
    ),
)

SETTINGS: Mapping[str, Setting] = {setting.key: setting for setting in _ALL}
