"""Protection of the few routes that a cookie alone opens: refresh and sign-out (S36)."""

from typing import Final
from uuid import UUID

from starlette.requests import Request

from itsm.domains.identity.errors import CrossSiteRefused
from itsm.domains.identity.keys import key
from itsm.domains.identity.secret_values import csrf_token, same
from itsm.platform.settings import get_settings

CSRF_COOKIE: Final = "itsm_csrf"
CSRF_HEADER: Final = "X-CSRF-Token"
_OWN_FETCH: Final = frozenset({"same-origin", "none"})


def require_own_origin(request: Request) -> None:
    """Raise `CrossSiteRefused` for a request that another site's page made.

    Browsers name the page in Origin; it must be our public address, a listed one, or the very host that
    was called (which the request guard has checked). Programs that are no browsers send neither header.
    """
    origin = request.headers.get("origin")
    if origin is None:
        if request.headers.get("sec-fetch-site", "none") not in _OWN_FETCH:
            raise CrossSiteRefused
        return
    called = f"{request.url.scheme}://{request.headers.get('host', '')}"
    if origin not in get_settings().origins and origin != called:
        raise CrossSiteRefused


def require_double_submit(request: Request) -> str:
    """Return the CSRF value that came both as cookie and as header; raise `CrossSiteRefused`."""
    cookie = request.cookies.get(CSRF_COOKIE, "")
    header = request.headers.get(CSRF_HEADER, "")
    if not cookie or not same(cookie, header):
        raise CrossSiteRefused
    return header


def require_session_csrf(value: str, session_id: UUID) -> None:
    """Raise `CrossSiteRefused` where `value` is another session's CSRF value."""
    if not same(value, csrf_token(key("csrf"), session_id)):
        raise CrossSiteRefused
