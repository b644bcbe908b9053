"""Refusals of this room."""

from __future__ import annotations

from itsm.platform.errors import Conflict


class EmailTaken(Conflict):
    """Another account has this address."""

    default_code = "email_taken"


class LastAdministrator(Conflict):
    """The change would leave the desk without anybody who can administer it."""

    default_code = "last_administrator"


class OwnAccount(Conflict):
    """People do not take away their own access: somebody else must."""

    default_code = "own_account"


class RoleNameTaken(Conflict):
    """Another role of the organisation's own has this name."""

    default_code = "role_name_taken"


class RoleInUse(Conflict):
    """People have the role, or a provider's group gives it."""

    default_code = "role_in_use"
