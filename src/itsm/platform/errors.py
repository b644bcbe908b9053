"""Refusals. Each carries its status and a stable code and becomes an RFC 9457 problem at the edge."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar


@dataclass(frozen=True, slots=True)
class FieldError:
    """One thing wrong with one field. `field` is a dotted path such as `links.0.ticket_id`."""

    field: str
    code: str
    message: str


class Problem(Exception):  # noqa: N818 - RFC 9457 calls it a problem
    """A refusal that the caller is told about.

    `code` is stable and documented; `extra` adds members to the problem document
    (what conflicts, which moves are allowed); `headers` are sent along.
    """

    status: ClassVar[int] = 500
    title: ClassVar[str] = "Internal error"
    default_code: ClassVar[str] = "internal_error"

    def __init__(
        self,
        detail: str = "",
        *,
        code: str | None = None,
        errors: list[FieldError] | None = None,
        headers: dict[str, str] | None = None,
        **extra: Any,
    ) -> None:
        super().__init__(detail or self.title)
        self.detail = detail or self.title
        self.code = code or self.default_code
        self.errors = errors or []
        self.headers = headers or {}
        self.extra = extra


class BadRequest(Problem):
    """The request itself cannot be understood."""

    status, title, default_code = 400, "Bad request", "bad_request"


class Unauthorized(Problem):
    """The caller is unknown."""

    status, title, default_code = 401, "Sign-in needed", "unauthorized"


class Forbidden(Problem):
    """The caller is known but may not do this."""

    status, title, default_code = 403, "Not allowed", "forbidden"


class ProofNeeded(Forbidden):
    """The caller may do this, once they have shown again that it is really them."""

    default_code = "proof_needed"

    def __init__(self) -> None:
        # RFC 9470: what a client looks at to ask for it and send the same request again.
        challenge = {"WWW-Authenticate": 'Bearer error="insufficient_user_authentication"'}
        super().__init__("Confirm that it is you first: enter your password or a code.", headers=challenge)


class NotFound(Problem):
    """Unknown, or not visible to the caller: the same answer for both."""

    status, title, default_code = 404, "Not found", "not_found"


class Conflict(Problem):
    """The present state does not allow this; `extra` says what conflicts."""

    status, title, default_code = 409, "Conflict", "conflict"


class StaleVersion(Problem):
    """Somebody else changed it since the caller read it."""

    status, title, default_code = 412, "Changed meanwhile", "stale_version"


class TooLarge(Problem):
    """The body or file is over its limit."""

    status, title, default_code = 413, "Too large", "too_large"


class UnsupportedType(Problem):
    """The content type is not one this route takes."""

    status, title, default_code = 415, "Unsupported type", "unsupported_type"


class Invalid(Problem):
    """Fields that do not hold what they must; `errors` names each."""

    status, title, default_code = 422, "Invalid fields", "invalid_fields"

    @classmethod
    def field(cls, field: str, message: str, code: str = "invalid") -> Invalid:
        """Return the refusal of one field."""
        return cls(message, errors=[FieldError(field, code, message)])


class PreconditionRequired(Problem):
    """A write to something people edit together came without If-Match."""

    status, title, default_code = 428, "Precondition required", "precondition_required"


class RateLimited(Problem):
    """Too many requests; `Retry-After` says when to come back."""

    status, title, default_code = 429, "Too many requests", "rate_limited"


class Unavailable(Problem):
    """Something this needs is down for the moment."""

    status, title, default_code = 503, "Unavailable for the moment", "unavailable"
