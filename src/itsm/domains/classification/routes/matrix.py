"""Administration of the impact x urgency matrix."""

from fastapi import APIRouter, Request
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from itsm.domains.classification.repository import RULES, matrix
from itsm.domains.classification.schemas import MatrixCell, MatrixRead, MatrixUpdate
from itsm.domains.classification.service import MANAGE, replace_matrix
from itsm.domains.settings.enums import Impact, Urgency
from itsm.platform.http.deps import Reading, Work, require
from itsm.platform.http.etags import IfMatch, require_version
from itsm.platform.http.resources import changed, shown

router = APIRouter(prefix="/admin/classification-matrix", tags=["administration"], dependencies=[require(MANAGE)])


@router.get("", response_model=MatrixRead)
async def get_classification_matrix(request: Request, session: Reading) -> Response:
    """Return the matrix, highest impact and urgency first."""
    read = await _read(session)
    return shown(request, read, read.version)


@router.put("", response_model=MatrixRead)
async def replace_classification_matrix(body: MatrixUpdate, work: Work, if_match: IfMatch = None) -> Response:
    """Set the whole matrix; If-Match takes the version of the rule set that was read."""
    await RULES.lock_versions(work.session)
    require_version(if_match, await RULES.latest(work.session))
    cells = {(cell.impact, cell.urgency): cell.priority for cell in body.cells}
    await replace_matrix(work, cells, reason=body.reason)
    await work.session.flush()
    read = await _read(work.session)
    return changed(read, read.version)


async def _read(session: AsyncSession) -> MatrixRead:
    cells = await matrix(session)
    return MatrixRead(
        cells=[
            MatrixCell(impact=impact, urgency=urgency, priority=cells[impact, urgency])
            for impact in Impact
            for urgency in Urgency
            if (impact, urgency) in cells
        ],
        version=await RULES.latest(session),
    )
