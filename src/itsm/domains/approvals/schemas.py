"""What comes in and goes out over the interface."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import StringConstraints

from itsm.domains.approvals.enums import Standing, StepRule, Vote, Way
from itsm.domains.approvals.models import REASON_MAX
from itsm.platform.http.schemas import InputModel, Moment, OutputModel

Reason = Annotated[str, StringConstraints(max_length=REASON_MAX)]
Token = Annotated[str, StringConstraints(min_length=1, max_length=200)]


class ApprovalDecisionInput(InputModel):
    """Yes or no; a no needs a reason. `for_id`: for whom, where the caller decides for others as well."""

    vote: Vote
    reason: Reason = ""
    for_id: UUID | None = None


class LetterInput(InputModel):
    """The secret of a link in a mail."""

    token: Token


class LetterDecision(InputModel):
    """Yes or no by a link in a mail."""

    token: Token
    vote: Vote
    reason: Reason = ""


class DelegationCreate(InputModel):
    """Who decides for the caller, from when to when (end exclusive)."""

    delegate_id: UUID
    starts_at: Moment
    ends_at: Moment
    reason: Reason = ""


class ApprovalPerson(OutputModel):
    """A person, as approvals mention them."""

    id: UUID
    name: str


class ApprovalFactRead(OutputModel):
    """Something about what is to be approved, as it was shown when it was asked for."""

    label: str
    value: str


class ApprovalPlaceRead(OutputModel):
    """An approver and what they, or somebody for them, said."""

    approver: ApprovalPerson
    vote: Vote | None
    reason: str
    way: Way | None
    decided_by: ApprovalPerson | None
    decided_at: datetime | None


class ApprovalStepRead(OutputModel):
    """People asked together. `needed` of them must say yes."""

    name: str
    rule: StepRule
    needed: int
    approved: int
    state: Standing
    due_at: datetime | None
    is_escalated: bool
    stand_ins: list[ApprovalPerson]
    places: list[ApprovalPlaceRead]


class ApprovalRead(OutputModel):
    """What is asked, of whom, and what they said. `decides_for`: the people the caller may decide for now."""

    id: UUID
    subject_type: str
    subject_id: UUID
    purpose: str
    number: str
    title: str
    path: str
    facts: list[ApprovalFactRead]
    requester: ApprovalPerson
    state: Standing
    needs_sign_in: bool
    is_own: bool
    position: int
    steps: list[ApprovalStepRead]
    decides_for: list[ApprovalPerson]
    void_reason: str | None
    created_at: datetime
    settled_at: datetime | None
    version: int


class LetterRead(OutputModel):
    """What a link in a mail shows. It names no colleague but who asked."""

    person: str
    number: str
    title: str
    facts: list[ApprovalFactRead]
    requester: str
    step: str
    state: Standing
    due_at: datetime | None
    can_decide: bool
    needs_sign_in: bool
    expires_at: datetime


class LetterDone(OutputModel):
    """Where the approval stands after a decision by mail."""

    state: Standing


class DelegationRead(OutputModel):
    """Who decides for whom, and when."""

    id: UUID
    person: ApprovalPerson
    delegate: ApprovalPerson
    starts_at: datetime
    ends_at: datetime
    reason: str
    is_own: bool
