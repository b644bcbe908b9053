"""What the interface shows of the chain."""

from datetime import datetime

from itsm.domains.audit.chain.enums import Finding
from itsm.domains.audit.chain.service import ChainStatus
from itsm.platform.http.schemas import OutputModel


class HeadRead(OutputModel):
    """The newest block; `mac` in hexadecimal, for whoever wants to note it down."""

    number: int
    mac: str
    sealed_at: datetime


class AnchorRead(OutputModel):
    """The newest block that was written down outside the database."""

    number: int
    at: datetime


class ProblemRead(OutputModel):
    """Something that is not as it was sealed."""

    finding: Finding
    block: int
    seq: int | None
    detail: str


class VerificationRead(OutputModel):
    """What the last verification found; the first hundred problems."""

    at: datetime
    blocks: int
    entries: int
    seconds: float
    problem_count: int
    problems: list[ProblemRead]


class BeginRead(OutputModel):
    """Where the trail begins rightly: entries of blocks before `first_block` were let go by the keeping rule.

    `until`: the end of the newest month that went; `archive`: the file they were written to.
    """

    first_block: int
    at: datetime
    until: datetime | None
    archive: str | None


class ChainRead(OutputModel):
    """How the seal over the audit trail stands. `waiting` entries are not sealed yet (counted to 10,000)."""

    head: HeadRead | None
    waiting: int
    anchor: AnchorRead | None
    anchor_fault: str | None
    verification: VerificationRead | None
    begins: BeginRead | None


def chain_read(status: ChainStatus) -> ChainRead:
    """Return the status as the interface shows it."""
    head, anchor, found = status.head, status.anchor, status.verification
    return ChainRead(
        head=HeadRead(number=head.number, mac=bytes(head.mac).hex(), sealed_at=head.sealed_at) if head else None,
        waiting=status.waiting,
        anchor=AnchorRead(number=anchor.number, at=anchor.at) if anchor else None,
        anchor_fault=status.anchor_fault,
        verification=VerificationRead(
            at=found.at,
            blocks=found.blocks,
            entries=found.entries,
            seconds=found.seconds,
            problem_count=found.problem_count,
            problems=[ProblemRead(**problem) for problem in found.problems],
        )
        if found
        else None,
        begins=BeginRead(first_block=gone.number + 1, at=gone.at, until=gone.until, archive=gone.archive)
        if (gone := status.let_go)
        else None,
    )
