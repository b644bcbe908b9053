"""What other rooms may ask of approvals, and have done with them."""

from __future__ import annotations

from itsm.domains.approvals.enums import Standing, StepRule, Vote
from itsm.domains.approvals.links import link_address
from itsm.domains.approvals.models import Approval
from itsm.domains.approvals.presentation import read_many
from itsm.domains.approvals.repository import of_subject
from itsm.domains.approvals.service.ask import StepWish, Wish, ask_approval, void_approvals
from itsm.domains.approvals.service.decide import Decision, decide
from itsm.domains.approvals.subjects import Outcome, Subject, register_subject

__all__ = [
    "Approval",
    "Decision",
    "Outcome",
    "Standing",
    "StepRule",
    "StepWish",
    "Subject",
    "Vote",
    "Wish",
    "ask_approval",
    "decide",
    "link_address",
    "of_subject",
    "read_many",
    "register_subject",
    "void_approvals",
]
