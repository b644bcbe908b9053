"""`itsm user add`: the way in for the first person of an installation."""

from __future__ import annotations

from itsm.domains.identity import api as identity
from itsm.platform.actor import Role, system_actor
from itsm.platform.errors import Problem
from itsm.platform.settings import Settings
from itsm.platform.work import open_work
from itsm.wiring.app import resources
from itsm.wiring.assemble import assemble


class NotAddedError(Exception):
    """The person was not added; the message says why."""


async def add_person(settings: Settings, *, email: str, name: str, role: Role, password: str | None) -> None:
    """Add a person with a password, or mail them an invitation when there is none.

    Raises:
        NotAddedError: the address is taken or wrong, or the password is too weak.
    """
    assemble(settings)
    new = identity.NewUser(email=email, name=name, role=role)
    try:
        async with resources(settings, "itsm-cli"), open_work(system_actor("Command line")) as work:
            await identity.add_account(work, new, await identity.prepare_password(password, new))
    except Problem as problem:
        raise NotAddedError(describe(problem)) from problem


def describe(problem: Problem) -> str:
    """Say a problem and its fields in one line."""
    fields = "; ".join(f"{entry.field}: {entry.message}" for entry in problem.errors)
    return fields or problem.detail or problem.title
