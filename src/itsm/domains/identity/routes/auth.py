"""`/api/auth`: sign in and out, the caller, passwords, sessions. Accounts are at `/api/users`."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Header, Request, Response

from itsm.domains.identity import cookies, csrf
from itsm.domains.identity.errors import SessionEnded
from itsm.domains.identity.me import describe_me
from itsm.domains.identity.queries import open_sessions
from itsm.domains.identity.resolver import anonymous, client_ip
from itsm.domains.identity.routes.answers import COUNTED, private, sign_in_answer, tokens_answer
from itsm.domains.identity.schemas import (
    ForgottenPassword,
    InvitationAnswer,
    InvitationRead,
    InvitationToken,
    Me,
    MePatch,
    PasswordChange,
    PasswordReset,
    SecondStep,
    SessionPage,
    SessionRead,
    SignIn,
    Tokens,
)
from itsm.domains.identity.service import own_sessions, password_links, passwords
from itsm.domains.identity.service import refresh as refreshing
from itsm.domains.identity.service.sign_in import sign_in
from itsm.domains.users import api as users
from itsm.platform.clock import utc_now
from itsm.platform.errors import RateLimited
from itsm.platform.http.deps import CurrentActor, Reading, Work
from itsm.platform.http.etags import json_response
from itsm.platform.http.ratelimit import limit_sensitive

router = APIRouter(prefix="/auth", tags=["auth"])

# One address may be a whole site behind one router on a Monday morning; accounts have their own brake.
_SIGN_INS = "60/minute"
_RESETS_OF_ADDRESS = "10/minute"
_RESETS_OF_ACCOUNT = "5/hour"
_LINKS = "20/minute"
_PASSWORD_CHECKS = "10/minute"  # noqa: S105 - a rate, not a secret


Background = Annotated[bool, Header(alias="X-Background", description="True where no person is at the screen.")]


@router.post("/login", response_model=Tokens | SecondStep, dependencies=COUNTED)
async def login(request: Request, body: SignIn) -> Response:
    """Sign in. The access token is in the body, the refresh token in a cookie no script can read.

    With a second step there is no session yet: `next` says what to send (`/auth/login/code`, `/auth/login/enrolment`).
    """
    csrf.require_own_origin(request)
    await limit_sensitive("sign-in", client_ip(request), _SIGN_INS)
    outcome = await sign_in(
        anonymous(request),
        email=body.email,
        password=body.password.get_secret_value(),
        device=cookies.device_cookie(request),
    )
    return await sign_in_answer(request, outcome)


@router.post("/refresh", response_model=Tokens, dependencies=COUNTED)
async def refresh(request: Request, background: Background = False) -> Response:
    """Exchange the refresh cookie for new tokens. A background refresh does not count as use."""
    csrf.require_own_origin(request)
    presented = csrf.require_double_submit(request)
    token = cookies.refresh_cookie(request)
    if token is None:
        raise SessionEnded
    asked = refreshing.RefreshRequest(refresh_token=token, csrf=presented, is_background=background)
    return await tokens_answer(await refreshing.refresh(anonymous(request), asked))


@router.post("/logout", status_code=204, dependencies=COUNTED)
async def logout(request: Request) -> Response:
    """Sign out: the session ends everywhere, its tabs and sockets included."""
    csrf.require_own_origin(request)
    presented = csrf.require_double_submit(request)
    token = cookies.refresh_cookie(request)
    if token is not None:
        await refreshing.sign_out(anonymous(request), refresh_token=token, csrf=presented)
    response = Response(status_code=204)
    cookies.clear_session_cookies(response)
    return response


@router.get("/me", response_model=Me)
async def get_me(request: Request, actor: CurrentActor, session: Reading) -> Response:
    """Read who the caller is and what they may do."""
    assert actor.id is not None  # noqa: S101 - `CurrentActor` is somebody
    return json_response(request, (await describe_me(session, actor.id)).model_dump_json().encode())


@router.patch("/me", response_model=Me)
async def update_me(request: Request, work: Work, body: MePatch) -> Response:
    """Change the caller's own name and preferences."""
    user = await users.update_own_preferences(work, body.model_dump(exclude_unset=True))
    await work.session.flush()
    return json_response(request, (await describe_me(work.session, user.id)).model_dump_json().encode())


@router.post("/password/forgot", status_code=202, response_class=Response, dependencies=COUNTED)
async def forgot_password(request: Request, body: ForgottenPassword) -> Response:
    """Ask for a link by mail. The answer is the same whether or not there is such an account."""
    csrf.require_own_origin(request)
    await limit_sensitive("password-reset", client_ip(request), _RESETS_OF_ADDRESS)
    try:
        await limit_sensitive("password-reset-account", body.email.lower(), _RESETS_OF_ACCOUNT)
    except RateLimited:
        # Told to the caller it would say that others ask for this account; the mails sent so far still work.
        return Response(status_code=202)
    await password_links.request_reset(anonymous(request), body.email)
    return Response(status_code=202)


@router.post("/password/reset", status_code=204, dependencies=COUNTED)
async def reset_password(request: Request, body: PasswordReset) -> Response:
    """Choose a password with a mailed link, once. Every session ends; sign in with the new password."""
    csrf.require_own_origin(request)
    await limit_sensitive("password-link", client_ip(request), _LINKS)
    await passwords.reset_password(anonymous(request), token=body.token, new=body.password.get_secret_value())
    return Response(status_code=204)


@router.post("/invitation", response_model=InvitationRead, dependencies=COUNTED)
async def read_invitation(request: Request, body: InvitationToken) -> Response:
    """Read whom a mailed invitation is for. Looking does not use it up."""
    csrf.require_own_origin(request)
    await limit_sensitive("password-link", client_ip(request), _LINKS)
    link = await passwords.look_at_invitation(body.token)
    return private(InvitationRead(name=link.name, email=link.email).model_dump_json())


@router.post("/invitation/accept", status_code=204, dependencies=COUNTED)
async def accept_invitation(request: Request, body: InvitationAnswer) -> Response:
    """Choose name and password with a mailed invitation, once; then sign in."""
    csrf.require_own_origin(request)
    await limit_sensitive("password-link", client_ip(request), _LINKS)
    await passwords.accept_invitation(
        anonymous(request), token=body.token, name=body.name, new=body.password.get_secret_value()
    )
    return Response(status_code=204)


@router.post("/password/change", status_code=204)
async def change_password(actor: CurrentActor, body: PasswordChange) -> Response:
    """Change the caller's password; their other sessions end."""
    await limit_sensitive("password-check", str(actor.id), _PASSWORD_CHECKS)
    await passwords.change_password(
        actor, current=body.current_password.get_secret_value(), new=body.new_password.get_secret_value()
    )
    return Response(status_code=204)


@router.get("/sessions", response_model=SessionPage)
async def list_sessions(request: Request, actor: CurrentActor, session: Reading) -> Response:
    """List where the caller is signed in."""
    assert actor.id is not None  # noqa: S101 - `CurrentActor` is somebody
    rows = await open_sessions(session, actor.id, utc_now())
    items = [
        SessionRead(
            id=row.id,
            created_at=row.created_at,
            last_active_at=row.last_active_at,
            expires_at=row.expires_at,
            ip=row.ip,
            user_agent=row.user_agent,
            is_current=row.id == actor.session_id,
        )
        for row in rows
    ]
    page = SessionPage(items=items, next_cursor=None, total=len(items), total_is_estimate=False)
    return json_response(request, page.model_dump_json().encode())


@router.delete("/sessions", status_code=204)
async def revoke_other_sessions(work: Work) -> Response:
    """End every session of the caller but the present one."""
    await own_sessions.end_other_sessions(work)
    return Response(status_code=204)


@router.delete("/sessions/{session_id}", status_code=204)
async def revoke_session(work: Work, session_id: UUID) -> Response:
    """End one of the caller's sessions."""
    await own_sessions.end_own_session(work, session_id)
    return Response(status_code=204)
