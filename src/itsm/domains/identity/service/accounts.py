"""Add people together with their way in: an invitation, or a first password."""

from itsm.domains.identity.errors import AdministratorExists
from itsm.domains.identity.passwords import hash_password
from itsm.domains.identity.queries import account
from itsm.domains.identity.service.password_links import invite
from itsm.domains.identity.service.passwords import require_good_password, store_password
from itsm.domains.users import api as users
from itsm.platform.actor import Role
from itsm.platform.work import UnitOfWork


async def add_account(work: UnitOfWork, new: users.NewUser, password_hash: str | None) -> users.UserCard:
    """Add a person and give them the password of this hash, or mail them an invitation.

    Raises what `users.create_user` raises.
    """
    user = await users.create_user(work, new)
    person = await account(work.session, user.id)
    card = await users.get_user(work.session, user.id)
    assert person is not None  # noqa: S101 - inserted three lines above
    assert card is not None  # noqa: S101 - the same row
    if password_hash is None:
        await invite(work, user.id)
    else:
        await store_password(work, person, password_hash, how="administrator")
    return card


async def prepare_password(password: str | None, new: users.NewUser) -> str | None:
    """Return the hash of a first password, or None without one; raise `Invalid` for a bad one."""
    if password is None:
        return None
    require_good_password(password, "password", (new.name, new.email))
    return await hash_password(password)


async def create_first_admin(work: UnitOfWork, *, email: str, name: str, password: str) -> users.UserCard:
    """Add the first administrator of an installation, from its command line.

    Raises `AdministratorExists` once there is one: from then on administrators add administrators.
    """
    if await users.active_ids_with_role(work.session, Role.SYSTEM_ADMIN):
        raise AdministratorExists("There is an administrator already; they can add more.")
    new = users.NewUser(email=email, name=name, role=Role.SYSTEM_ADMIN)
    return await add_account(work, new, await prepare_password(password, new))
