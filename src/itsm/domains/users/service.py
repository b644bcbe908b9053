"""Use cases: add people, change them, take away and give back their access."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from itsm.domains.users.errors import EmailTaken, LastAdministrator, OwnAccount
from itsm.domains.users.events import UserActivated, UserCreated, UserDeactivated, UserRoleChanged, UserUpdated
from itsm.domains.users.models import User
from itsm.domains.users.repository import find_by_email, lock_administrators, lock_user
from itsm.domains.users.roles.queries import own_role, own_role_names, permissions_of, permissions_of_person
from itsm.platform.actor import Role
from itsm.platform.errors import Forbidden, Invalid, StaleVersion
from itsm.platform.ids import new_id
from itsm.platform.permissions import held_by
from itsm.platform.work import UnitOfWork

MANAGE: Final = "users.manage"
# Who changes these opens the account, or closes it.
_REACHING: Final = frozenset({"email", "role", "own_role_id"})
_OWN_PREFERENCES: Final = frozenset({"name", "timezone", "locale", "theme", "density", "start_page", "has_shortcuts"})


@dataclass(frozen=True, slots=True, kw_only=True)
class NewUser:
    """What is needed to add a person."""

    email: str
    name: str
    role: Role
    own_role_id: UUID | None = None
    is_vip: bool = False
    department: str | None = None
    job_title: str | None = None
    location_id: UUID | None = None
    manager_id: UUID | None = None
    timezone: str = "UTC"
    locale: str = "en"


async def create_user(work: UnitOfWork, new: NewUser) -> User:
    """Add a person; raise `EmailTaken` when the address is in use, `Invalid` for a wrong manager."""
    work.actor.require(MANAGE)
    await require_giving(work, new.role, new.own_role_id)
    if await find_by_email(work.session, new.email):
        raise EmailTaken("Another account has this email address.")
    await _check_manager(work.session, new.manager_id, of_user=None)
    user = User(
        id=new_id(),
        email=new.email.lower(),
        name=new.name,
        role=new.role,
        own_role_id=new.own_role_id,
        is_active=True,
        is_vip=new.is_vip,
        department=new.department,
        job_title=new.job_title,
        location_id=new.location_id,
        manager_id=new.manager_id,
        timezone=new.timezone,
        locale=new.locale,
        version=1,
        authority_version=1,
        created_at=work.now,
        updated_at=work.now,
    )
    work.session.add(user)
    await _flush(work.session)
    work.record(
        UserCreated(
            subject_id=user.id,
            version=1,
            email=user.email,
            full_name=user.name,
            role=user.role,
            summary=f"{user.name} added as {user.role}",
        )
    )
    return user


async def update_user(work: UnitOfWork, user_id: UUID, changes: Mapping[str, Any], *, version: int) -> User:
    """Change fields of a person as an administrator.

    Raises `NotFound`, `StaleVersion` when `version` is not the present one, `LastAdministrator`
    and `OwnAccount` for a demotion that may not be, `EmailTaken`, `Invalid`, what `require_reach` raises.
    """
    work.actor.require(MANAGE)
    role = changes.get("role")
    administrators = await lock_administrators(work.session) if role else set()
    user = await lock_user(work.session, user_id)
    if user.version != version:
        raise StaleVersion("Somebody changed this since you read it.", current_version=user.version)
    if changes.keys() & _REACHING:
        await require_reach(work, user.id)
    changes = await _fitting_roles(work, user, changes)
    if role and role != user.role:
        _refuse_losing_administrators(work, user, administrators, stays=role == Role.SYSTEM_ADMIN)
    await _check_email(work.session, user, changes.get("email"))
    await _check_manager(work.session, changes.get("manager_id"), of_user=user.id)
    called = await own_role_names(work.session, (user.own_role_id, changes.get("own_role_id")))
    _apply(work, user, changes, called)
    await _flush(work.session)
    return user


async def update_own_preferences(work: UnitOfWork, changes: Mapping[str, Any]) -> User:
    """Change the caller's own name and preferences; any other field is a programming error."""
    if work.actor.id is None or not changes.keys() <= _OWN_PREFERENCES:
        raise Invalid("These fields cannot be changed here.")
    user = await lock_user(work.session, work.actor.id)
    return _apply(work, user, changes)


async def deactivate_user(work: UnitOfWork, user_id: UUID, *, version: int | None = None) -> User:
    """Take away a person's access at once; nothing of theirs is deleted. Repeating is harmless."""
    work.actor.require(MANAGE)
    administrators = await lock_administrators(work.session)
    user = await lock_user(work.session, user_id)
    if version is not None and user.version != version:
        raise StaleVersion("Somebody changed this since you read it.", current_version=user.version)
    if not user.is_active:
        return user
    await require_reach(work, user.id)
    _refuse_losing_administrators(work, user, administrators, stays=False)
    user.is_active = False
    user.deactivated_at = work.now
    user.authority_version += 1
    _touch(work, user)
    work.record(
        UserDeactivated(
            subject_id=user.id,
            version=user.version,
            changes={"is_active": (True, False)},
            summary=f"{user.name} deactivated",
        )
    )
    return user


async def activate_user(work: UnitOfWork, user_id: UUID, *, version: int | None = None) -> User:
    """Give a person their access back; sessions from before stay ended. Repeating is harmless."""
    work.actor.require(MANAGE)
    user = await lock_user(work.session, user_id)
    if version is not None and user.version != version:
        raise StaleVersion("Somebody changed this since you read it.", current_version=user.version)
    if user.is_active:
        return user
    user.is_active = True
    user.deactivated_at = None
    _touch(work, user)
    work.record(
        UserActivated(
            subject_id=user.id,
            version=user.version,
            changes={"is_active": (False, True)},
            summary=f"{user.name} activated",
        )
    )
    return user


async def require_giving(work: UnitOfWork, role: Role, own_role_id: UUID | None) -> None:
    """Raise Forbidden (403) for a role that may do more than the actor: nobody gives what they do not have.

    Raises Invalid for an own role that is unknown or built on another role.
    """
    if own_role_id is None:
        may = await permissions_of(work.session, role)
    else:
        own = await own_role(work.session, own_role_id)
        if own is None or own.base != role:
            raise Invalid.field("own_role_id", "Choose a role that is built on this one.", "unknown_reference")
        may = held_by(role, own.permissions)
    if may - work.actor.permissions:
        raise Forbidden("This role may do more than you may.")


async def require_reach(work: UnitOfWork, user_id: UUID) -> None:
    """Raise Forbidden (403) for the account of somebody who may do more than the actor.

    Their address, role, second step and linked identities open it, so whoever changed them could become that person.
    """
    if await permissions_of_person(work.session, user_id) - work.actor.permissions:
        raise Forbidden("This person may do more than you may.")


async def _flush(session: AsyncSession) -> None:
    """Write now, so that an address somebody else took this very moment is a 409, not a 500."""
    try:
        await session.flush()
    except IntegrityError as error:
        if "uq_users_email_lower" in str(error.orig):
            raise EmailTaken("Another account has this email address.") from error
        raise


def _touch(work: UnitOfWork, user: User) -> None:
    user.version += 1
    user.updated_at = work.now


def _apply(work: UnitOfWork, user: User, changes: Mapping[str, Any], called: Mapping[UUID, str] | None = None) -> User:
    """Set the fields that really differ and record what changed, the role apart; `called`: own roles by id."""
    differing = {
        field: (getattr(user, field), value) for field, value in changes.items() if getattr(user, field) != value
    }
    if not differing:
        return user
    for field, (_, value) in differing.items():
        setattr(user, field, value)
    _touch(work, user)
    role, own = differing.pop("role", None), differing.pop("own_role_id", None)
    if role or own:
        user.authority_version += 1
        _record_role(work, user, role or (user.role, user.role), own, called or {})
    if differing:
        work.record(
            UserUpdated(
                subject_id=user.id,
                version=user.version,
                changes=differing,
                summary=f"{user.name}: {', '.join(sorted(differing))} changed",
            )
        )
    return user


def _record_role(
    work: UnitOfWork,
    user: User,
    role: tuple[Role, Role],
    own: tuple[UUID | None, UUID | None] | None,
    called: Mapping[UUID, str],
) -> None:
    before, after = own or (user.own_role_id, user.own_role_id)
    names = (called.get(before) if before else None, called.get(after) if after else None)
    changes: dict[str, tuple[str | None, str | None]] = {} if role[0] == role[1] else {"role": role}
    if own:
        changes["own_role"] = names
    work.record(
        UserRoleChanged(
            subject_id=user.id,
            version=user.version,
            changes=changes,
            old_role=role[0],
            new_role=role[1],
            summary=f"{user.name}: {names[0] or role[0]} → {names[1] or role[1]}",
        )
    )


def _refuse_losing_administrators(work: UnitOfWork, user: User, administrators: set[UUID], *, stays: bool) -> None:
    """Refuse that people take their own access away, or that nobody is left to administer."""
    if stays:
        return
    if user.id == work.actor.id:
        raise OwnAccount("You cannot take away your own access. Ask another administrator.")
    if user.id in administrators and len(administrators) == 1:
        raise LastAdministrator("This is the last active administrator.")


async def _fitting_roles(work: UnitOfWork, user: User, changes: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the changes with a role and an own role that fit each other; raise Forbidden, Invalid.

    Another shipped role takes the own one away unless one that is built on it comes along.
    """
    role = changes.get("role") or user.role
    if "own_role_id" not in changes and role != user.role:
        changes = {**changes, "own_role_id": None}
    own_role_id = changes.get("own_role_id", user.own_role_id)
    if (role, own_role_id) != (user.role, user.own_role_id):
        await require_giving(work, role, own_role_id)
    return changes


async def _check_email(session: AsyncSession, user: User, email: str | None) -> None:
    if email is None or email.lower() == user.email:
        return
    if await find_by_email(session, email):
        raise EmailTaken("Another account has this email address.")


async def _check_manager(session: AsyncSession, manager_id: UUID | None, *, of_user: UUID | None) -> None:
    """Refuse a manager who is unknown, inactive, or the person themselves."""
    if manager_id is None:
        return
    manager = await session.get(User, manager_id)
    if manager is None or not manager.is_active or manager_id == of_user:
        raise Invalid.field("manager_id", "Choose another active person.", "unknown_reference")
