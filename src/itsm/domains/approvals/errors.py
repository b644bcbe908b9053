"""Refusals of this room."""

from __future__ import annotations

from itsm.platform.errors import Conflict, Forbidden, NotFound


class NoSuchApproval(NotFound):
    """Unknown, or not visible to the caller."""

    default_code = "approval_not_found"


class NotAsked(Forbidden):
    """The caller has no say in the step that is open."""

    default_code = "not_an_approver"


class OwnRequest(Forbidden):
    """It is the caller's own: they asked for it or carry it out."""

    default_code = "own_request"


class SignInNeeded(Forbidden):
    """A link in a mail is not enough for this one."""

    default_code = "sign_in_needed"


class Settled(Conflict):
    """It is decided, or no longer asked for."""

    default_code = "approval_settled"


class TooFewApprovers(Conflict):
    """Not enough people are left who may decide; `step` names where."""

    default_code = "too_few_approvers"


class DeadLink(NotFound):
    """The link is used, expired, or was never one of ours: the same answer for all."""

    default_code = "link_not_valid"
