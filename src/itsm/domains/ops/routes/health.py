"""How the desk is doing, part by part."""

from fastapi import APIRouter, Response

from itsm import __version__
from itsm.domains.ops.engine import judge, overall
from itsm.domains.ops.health import measure
from itsm.domains.ops.schemas import CheckRead, HealthRead

router = APIRouter()


@router.get("/health")
async def get_health(response: Response) -> HealthRead:
    """Tell how the database, Redis, workers, queue, mail, timers and sockets are doing."""
    response.headers["Cache-Control"] = "no-store"
    figures = await measure()
    checks = judge(figures)
    return HealthRead(
        verdict=overall(checks),
        version=__version__,
        checked_at=figures.now,
        worker_seen_at=figures.worker_seen_at,
        checks=[CheckRead.model_validate(check) for check in checks],
    )
