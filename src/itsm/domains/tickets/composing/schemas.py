"""Drafts and held replies over the interface."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

from itsm.domains.tickets.comments.schemas import Body, Mentions
from itsm.domains.tickets.composing.enums import HeldState, MessageChannel
from itsm.platform.http.schemas import InputModel, Moment, NamedRef, OutputModel


class MessageDraftPut(InputModel):
    """What is written so far."""

    body: Body


class MessageDraftRead(OutputModel):
    """A draft as it was last kept."""

    channel: MessageChannel
    body: str
    updated_at: datetime


class OwnDraft(MessageDraftRead):
    """A draft in the list of one's own; `ticket` is null where its writer no longer sees the ticket."""

    ticket_id: UUID
    ticket: NamedRef | None
    title: str | None


class OwnDrafts(OutputModel):
    """The caller's drafts, the latest first."""

    items: list[OwnDraft]


class ReplyHold(InputModel):
    """A public reply to be held and sent.

    `seen_until`: when the newest message was written that its writer has seen; newer public ones of others are a
    conflict, unless `send_anyway`.
    """

    body: Body
    mention_ids: Mentions = Field(default_factory=list)
    seen_until: Moment | None = None
    send_anyway: bool = False


class HeldRead(OutputModel):
    """A held reply: it goes out at `send_at`, unless its author takes it back."""

    id: UUID
    body: str
    state: HeldState
    send_at: datetime


class ComposerRead(OutputModel):
    """What the caller is writing on a ticket, and which of their replies are still held."""

    drafts: list[MessageDraftRead]
    held: list[HeldRead]
