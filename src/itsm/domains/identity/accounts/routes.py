"""`/api/users`: people and their access. Staff read names, managers read all, administrators write."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import StringConstraints
from sqlalchemy.ext.asyncio import AsyncSession

from itsm.domains.identity.accounts import queries
from itsm.domains.identity.accounts.present import read_account, read_accounts
from itsm.domains.identity.accounts.schemas import UserCreate, UserPage, UserPatch, UserRead
from itsm.domains.identity.api_tokens.authority import API_TOKENS
from itsm.domains.identity.authority import AUTHORITIES
from itsm.domains.identity.service.accounts import add_account, prepare_password
from itsm.domains.identity.service.own_sessions import end_sessions_of
from itsm.domains.identity.service.password_links import invite, withdraw_invitation
from itsm.domains.identity.service.second_factor import reset_factor
from itsm.domains.users import api as users
from itsm.domains.users.schemas import PersonRef
from itsm.platform.actor import Actor, Role
from itsm.platform.errors import Forbidden, Invalid, NotFound
from itsm.platform.http.deps import PROVED, CurrentActor, Reading, Work, require
from itsm.platform.http.etags import IfMatch, json_response, require_version
from itsm.platform.http.idempotency import Once
from itsm.platform.http.paging import PageParams, decode_cursor, encode_cursor
from itsm.platform.ids import try_uuid
from itsm.platform.work import UnitOfWork

router = APIRouter(prefix="/users", tags=["users"])

# Who changes these decides who gets in, and with what rights.
_GUARDED: Final = frozenset({"role", "own_role_id", "email"})
_READ = [require("users.read")]
_MANAGE = [require("users.manage")]
SearchText = Annotated[str | None, Query(max_length=100), StringConstraints(strip_whitespace=True)]


def _wanted(
    actor: CurrentActor,
    q: SearchText = None,
    role: Annotated[list[Role] | None, Query(max_length=4)] = None,
    active: Annotated[bool | None, Query()] = None,
    invited: Annotated[bool | None, Query(description="True: those whose invitation was not used.")] = None,
    team: Annotated[UUID | None, Query()] = None,
) -> queries.AccountFilter:
    """Return the filter that was asked for; nobody searches by what they cannot read."""
    sees_all = _sees_all(actor)
    if (role or invited is not None) and not sees_all:
        raise Forbidden("Only managers and administrators list people by role or invitation.")
    return queries.AccountFilter(
        q=q, by_email=sees_all, roles=tuple(role or ()), is_active=active, is_invited=invited, team_id=team
    )


@router.get("", response_model=UserPage, dependencies=_READ)
async def list_users(
    request: Request,
    actor: CurrentActor,
    session: Reading,
    page: Annotated[PageParams, Depends()],
    wanted: Annotated[queries.AccountFilter, Depends(_wanted)],
) -> Response:
    """List people by name; agents get names only."""
    sees_all = _sees_all(actor)
    rows = await queries.account_page(session, wanted, limit=page.limit + 1, after=_after(page.cursor))
    shown = rows[: page.limit]
    body = UserPage(
        items=[*await read_accounts(session, shown)] if sees_all else [_name(row) for row in shown],
        next_cursor=encode_cursor(*queries.sort_key(shown[-1].user)) if len(rows) > page.limit else None,
        total=await queries.count_accounts(session, wanted),
        total_is_estimate=False,
    )
    return json_response(request, body.model_dump_json().encode())


@router.post("", response_model=UserRead, status_code=201, dependencies=_MANAGE)
async def create_user(work: Work, body: UserCreate, once: Once) -> Response:
    """Add a person, with a first password or with an invitation by mail. Staff need a recent proof of the caller."""
    if body.role is not Role.END_USER or body.own_role_id:
        work.actor.require_proof(work.now)
    password = body.password.get_secret_value() if body.password else None
    # The stored hash of the request is over everything but the password: a fast hash of it must not be kept.
    replayed = await once.replay(work, body.model_dump(exclude={"password"}))
    if replayed is not None:
        return replayed
    fields = body.model_dump(exclude={"password", "location"})
    new = users.NewUser(**fields, location_id=await users.location_id_of(work.session, body.location))
    card = await add_account(work, new, await prepare_password(password, new))
    response = await _answer(work.session, card.id, status=201)
    response.headers["Location"] = f"/api/users/{card.id}"
    once.remember(work, response)
    return response


@router.get("/{user_id}", response_model=UserRead | PersonRef, dependencies=_READ)
async def get_user(request: Request, actor: CurrentActor, session: Reading, user_id: UUID) -> Response:
    """Read one person; agents get the name only."""
    row = await queries.account_row(session, user_id)
    if row is None:
        raise NotFound
    if not _sees_all(actor):
        return json_response(request, _name(row).model_dump_json().encode())
    account = await read_account(session, row)
    return json_response(request, account.model_dump_json().encode(), etag=str(row.user.version))


@router.patch("/{user_id}", response_model=UserRead, dependencies=_MANAGE)
async def update_user(work: Work, user_id: UUID, body: UserPatch, if_match: IfMatch = None) -> Response:
    """Change a person. Another role takes effect at once: their sessions end.

    Another role or address needs a recent proof that it is the caller.
    """
    version = await users.user_version(work.session, user_id)
    require_version(if_match, version)
    changes = body.model_dump(exclude_unset=True)
    if changes.keys() & _GUARDED:
        work.actor.require_proof(work.now)
    if "location" in changes:
        changes["location_id"] = await users.location_id_of(work.session, changes.pop("location"))
    await users.update_user(work, user_id, changes, version=version)
    return await _changed(work, user_id)


@router.post("/{user_id}/deactivate", response_model=UserRead, dependencies=_MANAGE)
async def deactivate_user(work: Work, user_id: UUID) -> Response:
    """Take away a person's access everywhere, at once. Nothing of theirs is deleted."""
    await users.deactivate_user(work, user_id)
    return await _changed(work, user_id)


@router.post("/{user_id}/activate", response_model=UserRead, dependencies=_MANAGE)
async def activate_user(work: Work, user_id: UUID) -> Response:
    """Give a person their access back; they sign in anew."""
    await users.activate_user(work, user_id)
    return await _changed(work, user_id)


@router.post("/{user_id}/invitation", status_code=202, response_class=Response, dependencies=_MANAGE)
async def invite_user(work: Work, user_id: UUID) -> Response:
    """Mail a person without a password another link to choose one."""
    await invite(work, user_id)
    return Response(status_code=202)


@router.delete("/{user_id}/invitation", status_code=204, dependencies=_MANAGE)
async def withdraw_user_invitation(work: Work, user_id: UUID) -> Response:
    """Withdraw a person's invitation: its link works no more."""
    await withdraw_invitation(work, user_id)
    return Response(status_code=204)


@router.delete("/{user_id}/second-factor", status_code=204, dependencies=[*_MANAGE, PROVED])
async def reset_second_factor(work: Work, user_id: UUID) -> Response:
    """Take a person's second step away, for a lost phone. Their sessions end, and they are told by mail."""
    await reset_factor(work, user_id)
    return Response(status_code=204)


@router.post("/{user_id}/sign-out", status_code=204, dependencies=_MANAGE)
async def sign_user_out(work: Work, user_id: UUID) -> Response:
    """End every session of a person, for a lost laptop or a doubt."""
    await end_sessions_of(work, user_id)
    return Response(status_code=204)


def _sees_all(actor: Actor) -> bool:
    """Tell whether the caller administers people or teams, and so reads more than names."""
    return actor.can("users.manage") or actor.can("teams.manage")


def _after(cursor: str | None) -> tuple[str, UUID] | None:
    values = decode_cursor(cursor, str, str)
    if values is None:
        return None
    last_id = try_uuid(values[1] or "")
    if last_id is None:
        raise Invalid.field("cursor", "is not a cursor of this list", "bad_cursor")
    return values[0] or "", last_id


def _name(row: queries.AccountRow) -> PersonRef:
    return PersonRef(id=row.user.id, name=row.user.name)


async def _changed(work: UnitOfWork, user_id: UUID) -> Response:
    work.after_commit(lambda: AUTHORITIES.forget_user(user_id))
    work.after_commit(lambda: API_TOKENS.forget_user(user_id))
    return await _answer(work.session, user_id)


async def _answer(session: AsyncSession, user_id: UUID, *, status: int = 200) -> Response:
    await session.flush()
    row = await queries.account_row(session, user_id)
    assert row is not None  # noqa: S101 - written in this very transaction
    account = await read_account(session, row)
    headers = {"ETag": f'"{row.user.version}"'}
    return Response(account.model_dump_json(), status, headers=headers, media_type="application/json")
