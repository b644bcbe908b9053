"""Choose, change and reset passwords."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from itsm.domains.identity.api_tokens.service import revoke_tokens
from itsm.domains.identity.attempts import attempt_key, forget_attempts
from itsm.domains.identity.enums import EndReason, LinkPurpose
from itsm.domains.identity.errors import LinkInvalid
from itsm.domains.identity.events import PasswordChanged
from itsm.domains.identity.links import OpenLink, read_link, spend_link, void_links
from itsm.domains.identity.models import Credential
from itsm.domains.identity.passwords import hash_password, password_weakness, verify_password
from itsm.domains.identity.queries import Account, account, lock_account
from itsm.domains.identity.sessions import actor_of, end_sessions
from itsm.domains.users import api as users
from itsm.platform.actor import Actor
from itsm.platform.db.engine import get_database
from itsm.platform.errors import Conflict, Invalid, Unauthorized
from itsm.platform.work import UnitOfWork, open_work


async def change_password(actor: Actor, *, current: str, new: str) -> None:
    """Change the caller's password; every other session of theirs ends, and every API token.

    Raises `Invalid` naming `current_password` or `new_password`, `Conflict` when it changed meanwhile.
    """
    if actor.id is None:
        raise Unauthorized
    async with get_database().reading() as session:
        person = await account(session, actor.id)
    if person is None or not await verify_password(person.password_hash, current):
        raise Invalid.field("current_password", "This is not your present password.", "wrong_password")
    if new == current:
        raise Invalid.field("new_password", "Choose another password than the present one.", "same_password")
    require_good_password(new, "new_password", (person.name, person.email))
    password_hash = await hash_password(new)
    async with open_work(actor) as work:
        present = await lock_account(work.session, actor.id, to_write=True)
        if present is None or present.password_hash != person.password_hash:
            raise Conflict("Your password was changed meanwhile.")
        await store_password(work, present, password_hash, how="change")
        await void_links(work, actor.id)
        await end_sessions(work, actor.id, EndReason.PASSWORD_CHANGED, except_id=actor.session_id)
        await revoke_tokens(work, actor.id, EndReason.PASSWORD_CHANGED)


async def look_at_invitation(token: str) -> OpenLink:
    """Return whom an invitation is for; raise `LinkInvalid` for whatever is not an open one."""
    async with get_database().reading() as session:
        link = await read_link(session, token)
    if link is None or link.purpose is not LinkPurpose.INVITATION:
        raise LinkInvalid
    return link


async def accept_invitation(caller: Actor, *, token: str, name: str, new: str) -> None:
    """Let an invited person choose name and password, once. Raises like `reset_password`."""
    link = await look_at_invitation(token)
    require_good_password(new, "password", (name, link.name, link.email))
    password_hash = await hash_password(new)
    async with open_work(caller) as work:
        await _reset(work, link, password_hash)
        await users.update_own_preferences(work, {"name": name})


async def reset_password(caller: Actor, *, token: str, new: str) -> None:
    """Set a password with a mailed link, once; every session of the person ends and every other link dies.

    Raises `LinkInvalid` (400) for whatever is not an open link, `Invalid` for a password that may not be.
    The link is spent only by a password that is accepted.
    """
    async with get_database().reading() as session:
        link = await read_link(session, token)
    if link is None:
        raise LinkInvalid
    require_good_password(new, "password", (link.name, link.email))
    password_hash = await hash_password(new)
    async with open_work(caller) as work:
        await _reset(work, link, password_hash)


async def _reset(work: UnitOfWork, link: OpenLink, password_hash: str) -> None:
    """Spend the link and set the password in one commit; of two at once one finds the link spent."""
    person = await lock_account(work.session, link.user_id, to_write=True)
    if person is None or not person.is_active or not await spend_link(work, link):
        raise LinkInvalid
    work.actor = actor_of(person, work.actor)
    await store_password(work, person, password_hash, how=link.purpose)
    await void_links(work, link.user_id)
    await end_sessions(work, link.user_id, EndReason.PASSWORD_RESET)
    await revoke_tokens(work, link.user_id, EndReason.PASSWORD_RESET)
    await forget_attempts(work, attempt_key(person.email, None))


async def store_password(work: UnitOfWork, person: Account, password_hash: str, *, how: str) -> None:
    """Write the hash and record that the password is another one now."""
    await write_password_hash(work, person.user_id, password_hash, work.now)
    work.record(
        PasswordChanged(
            subject_id=person.user_id,
            how=how,
            summary=f"Password of {person.name} set ({how})",
        )
    )


async def write_password_hash(work: UnitOfWork, user_id: UUID, password_hash: str, at: datetime) -> None:
    """Insert or replace the credential of a person."""
    values = {"password_hash": password_hash, "password_changed_at": at}
    statement = insert(Credential).values(user_id=user_id, **values)
    await work.session.execute(statement.on_conflict_do_update(index_elements=[Credential.user_id], set_=values))


def require_good_password(password: str, field: str, personal_words: Iterable[str]) -> None:
    """Raise `Invalid` naming `field` when the password may not be chosen."""
    words = [part for word in personal_words for part in (word, *word.replace("@", " ").replace(".", " ").split())]
    weakness = password_weakness(password, personal_words=words)
    if weakness:
        raise Invalid.field(field, weakness, "weak_password")
