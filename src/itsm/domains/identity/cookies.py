"""The cookies of a browser session: names, flags, lifetimes. Tokens leave in Set-Cookie only (ASVS 3.3)."""

from datetime import datetime
from typing import Final, Literal

from starlette.requests import Request
from starlette.responses import Response

from itsm.domains.identity.csrf import CSRF_COOKIE
from itsm.domains.identity.keys import key
from itsm.domains.identity.secret_values import csrf_token
from itsm.domains.identity.sessions import IssuedTokens
from itsm.platform.settings import get_settings

_REFRESH: Final = "itsm_refresh"
_DEVICE: Final = "itsm_device"
_STEP: Final = "itsm_step"
_FLOW: Final = "itsm_flow"
_DEVICE_SECONDS: Final = 180 * 24 * 3600


def refresh_cookie(request: Request) -> str | None:
    """Return the refresh token this browser holds."""
    return request.cookies.get(_name(_REFRESH))


def device_cookie(request: Request) -> str | None:
    """Return the mark of a browser in which somebody signed in before."""
    return request.cookies.get(_name(_DEVICE))


def step_cookie(request: Request) -> str | None:
    """Return the secret of a sign-in whose first step was taken in this browser."""
    return request.cookies.get(_name(_STEP))


def set_step_cookie(response: Response, secret: str, expires: datetime) -> None:
    """Give the browser what shows that its person took the first step."""
    _set(response, _name(_STEP), secret, expires=expires)


def clear_step_cookie(response: Response) -> None:
    """Take the first step's secret from the browser: it led to a session."""
    secure = get_settings().is_https
    response.delete_cookie(_name(_STEP), path="/", secure=secure, httponly=True, samesite="strict")


def flow_cookie(request: Request) -> str | None:
    """Return the secret of a visit to a provider that this browser began."""
    return request.cookies.get(_name(_FLOW))


def set_flow_cookie(response: Response, secret: str, expires: datetime) -> None:
    """Bind a visit to a provider to this browser. Lax: the way back is a link from the provider's site."""
    _set(response, _name(_FLOW), secret, expires=expires, same_site="lax")


def clear_flow_cookie(response: Response) -> None:
    """Forget a visit that is over."""
    response.delete_cookie(_name(_FLOW), path="/", secure=get_settings().is_https, httponly=True, samesite="lax")


def set_session_cookies(response: Response, tokens: IssuedTokens) -> None:
    """Give the browser its refresh token, and the CSRF value that its own pages may read."""
    _set(response, _name(_REFRESH), tokens.refresh_token, expires=tokens.session_expires_at)
    csrf = csrf_token(key("csrf"), tokens.session_id)
    _set(response, CSRF_COOKIE, csrf, expires=tokens.session_expires_at, is_readable=True)


def set_device_cookie(response: Response, value: str) -> None:
    """Mark the browser as one in which this person signed in."""
    _set(response, _name(_DEVICE), value, seconds=_DEVICE_SECONDS)


def clear_session_cookies(response: Response) -> None:
    """Take refresh token and CSRF value from the browser; the device mark stays."""
    secure = get_settings().is_https
    for name, is_readable in ((_name(_REFRESH), False), (CSRF_COOKIE, True)):
        response.delete_cookie(name, path="/", secure=secure, httponly=not is_readable, samesite="strict")


def _name(plain: str) -> str:
    """Return the cookie's name; over TLS the prefix binds it to this very host and to Secure."""
    return f"__Host-{plain}" if get_settings().is_https else plain


def _set(
    response: Response,
    name: str,
    value: str,
    *,
    expires: datetime | None = None,
    seconds: int | None = None,
    is_readable: bool = False,
    same_site: Literal["strict", "lax"] = "strict",
) -> None:
    response.set_cookie(
        name,
        value,
        expires=expires,
        max_age=seconds,
        path="/",
        secure=get_settings().is_https,
        httponly=not is_readable,
        samesite=same_site,
    )
