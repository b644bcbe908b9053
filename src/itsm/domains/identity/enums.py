"""Words of this room."""

from enum import StrEnum


class LinkPurpose(StrEnum):
    """Why a link was mailed."""

    RESET = "reset"
    INVITATION = "invitation"


class EndReason(StrEnum):
    """Why a session ended before its time."""

    SIGNED_OUT = "signed_out"
    REVOKED = "revoked"
    TOKEN_REUSED = "token_reused"  # noqa: S105 - a reason, not a secret
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 - a reason, not a secret
    SECOND_FACTOR_CHANGED = "second_factor_changed"
    PASSWORD_RESET = "password_reset"  # noqa: S105 - a reason, not a secret
