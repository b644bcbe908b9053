"""Verify and remember; say how the chain stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from itsm.domains.audit.chain.anchors import Anchor, newest_anchor
from itsm.domains.audit.chain.models import AuditRetirement, AuditSeal, AuditVerification
from itsm.domains.audit.chain.sealing import last_seal, waiting
from itsm.domains.audit.chain.verifying import Progress, Report, verify
from itsm.domains.audit.events import AuditBroken
from itsm.platform.db.engine import get_database
from itsm.platform.ids import new_id

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.platform.work import UnitOfWork

_KEPT_PROBLEMS = 100


@dataclass(frozen=True, slots=True)
class ChainStatus:
    """How the chain stands: its newest block, what waits for the next one, and what was found about it.

    `let_go` says where the trail begins, once older entries were let go.
    """

    head: AuditSeal | None
    waiting: int
    anchor: Anchor | None
    anchor_fault: str | None
    verification: AuditVerification | None
    let_go: AuditRetirement | None


async def verify_now(progress: Progress | None = None) -> Report:
    """Verify the whole trail as of this moment, in one snapshot that no writer moves."""
    async with get_database().sessions() as session:
        await session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        return await verify(session, progress=progress)


async def verify_and_keep(work: UnitOfWork) -> Report:
    """Verify, keep the result for administrators, and say so aloud where the trail is not whole."""
    report = await verify_now()
    row = AuditVerification(
        id=new_id(),
        at=work.now,
        blocks=report.blocks,
        entries=report.entries,
        problem_count=report.problem_count,
        problems=[_problem(one) for one in report.problems[:_KEPT_PROBLEMS]],
        seconds=report.seconds,
    )
    work.session.add(row)
    if not report.is_whole:
        work.record(
            AuditBroken(
                subject_id=row.id,
                problem_count=report.problem_count,
                first=report.problems[0].detail,
                summary=f"The audit trail is not whole: {report.problems[0].detail}"[:500],
            )
        )
    return report


async def status(session: AsyncSession) -> ChainStatus:
    """Return how the chain stands."""
    head = await last_seal(session)
    anchor, fault = None, None
    try:
        anchor = await newest_anchor()
    except OSError as error:
        fault = f"{type(error).__name__}: {error.strerror}"
    verification = await session.scalar(select(AuditVerification).order_by(AuditVerification.at.desc()).limit(1))
    let_go = await session.scalar(select(AuditRetirement).order_by(AuditRetirement.number.desc()).limit(1))
    return ChainStatus(head, await waiting(session, head), anchor, fault, verification, let_go)


def _problem(problem: Any) -> dict[str, Any]:
    return {
        "finding": problem.finding.value,
        "block": problem.block,
        "seq": problem.seq,
        "detail": problem.detail,
    }
