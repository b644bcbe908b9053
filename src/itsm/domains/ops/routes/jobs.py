"""Background work: what waits, runs, or was set aside."""

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from itsm.domains.ops.enums import JobState
from itsm.domains.ops.queries import JobFilter, count_jobs, search_jobs, summarise_jobs
from itsm.domains.ops.schemas import JobCountRead, JobRead, JobSummary
from itsm.domains.ops.service import retry_job as retry
from itsm.platform.http.deps import Reading, Work
from itsm.platform.http.etags import json_response
from itsm.platform.http.paging import Page, PageParams, decode_cursor, encode_cursor

router = APIRouter(prefix="/jobs")

_MAX_ID: Final = 2**63 - 1


def _filter(
    state: JobState | None = None,
    name: Annotated[str | None, Query(max_length=80, pattern=r"^[a-z_.]+$")] = None,
) -> JobFilter:
    return JobFilter(state=state, name=name)


@router.get("", response_model=Page[JobRead])
async def list_jobs(
    request: Request,
    session: Reading,
    wanted: Annotated[JobFilter, Depends(_filter)],
    page: Annotated[PageParams, Depends()],
) -> Response:
    """List jobs that are not done, newest first. Finished jobs leave no row."""
    after = decode_cursor(page.cursor, int)
    before = min(after[0], _MAX_ID) if after and after[0] is not None else None
    rows = await search_jobs(session, wanted, limit=page.limit + 1, before=before)
    total, is_estimate = await count_jobs(session, wanted)
    shown = rows[: page.limit]
    answer = Page[JobRead](
        items=[JobRead.model_validate(row) for row in shown],
        next_cursor=encode_cursor(shown[-1].id) if len(rows) > page.limit else None,
        total=total,
        total_is_estimate=is_estimate,
    )
    return json_response(request, answer.model_dump_json().encode())


@router.get("/summary", response_model=JobSummary)
async def get_job_summary(request: Request, session: Reading) -> Response:
    """Count jobs by name and state."""
    counts = [JobCountRead.model_validate(count) for count in await summarise_jobs(session)]
    return json_response(request, JobSummary(items=counts).model_dump_json().encode())


@router.post("/{job_id}/retry", status_code=202)
async def retry_job(work: Work, job_id: Annotated[int, Path(ge=1, le=_MAX_ID)]) -> JobRead:
    """Have a job run now: one that was set aside, or one that waits for its next attempt."""
    return JobRead.model_validate(await retry(work, job_id))
