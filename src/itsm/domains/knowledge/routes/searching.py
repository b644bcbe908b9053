"""Search, and suggestions while a ticket is written."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from itsm.domains.knowledge import presentation
from itsm.domains.knowledge.models import QUERY_MAX
from itsm.domains.knowledge.schemas import ArticleSearchRead, CorrectionRead
from itsm.domains.knowledge.searching import Answer, Question, find
from itsm.domains.knowledge.service.listen import note_miss
from itsm.platform.http.deps import CurrentActor, Reading
from itsm.platform.http.etags import json_response
from itsm.platform.work import open_work

router = APIRouter()
SUGGESTED, SURE, IN_TITLE, NEARLY_ALL = 4, 0.4, 0.15, 0.8
Words = Annotated[str, Query(min_length=1, max_length=QUERY_MAX)]


@router.get("/search", response_model=ArticleSearchRead)
async def search_articles(  # noqa: PLR0913 - one parameter a choice
    request: Request,
    q: Words,
    actor: CurrentActor,
    session: Reading,
    category_id: UUID | None = None,
    typing: bool = False,
    settled: bool = False,
    limit: Annotated[int, Query(ge=1, le=50)] = 20,
) -> Response:
    """Return the articles that answer a question, best first.

    `typing`: the last word may be half typed. `settled`: nobody types any more, so that an unanswered question counts
    as one that editors should know of.
    """
    answer = await find(session, actor, Question(q, is_typing=typing, category_id=category_id))
    is_answered = bool(answer.good())
    if settled and not is_answered and category_id is None:
        async with open_work(actor) as work:
            await note_miss(work, q)
    return await _answer(request, actor, session, answer, limit=limit, is_answered=is_answered)


@router.get("/suggest", response_model=ArticleSearchRead)
async def suggest_articles(request: Request, text: Words, actor: CurrentActor, session: Reading) -> Response:
    """Return the few articles that may spare a ticket with this title; none where nothing is sure enough."""
    answer = await find(session, actor, Question(text))
    # While somebody writes, a wrong suggestion costs more than none: the title must speak of it, or nearly all match.
    answer.ranked = [one for one in answer.good(SURE) if one.in_title >= IN_TITLE or one.coverage >= NEARLY_ALL]
    return await _answer(request, actor, session, answer, limit=SUGGESTED, is_answered=bool(answer.ranked))


async def _answer(
    request: Request,
    actor: CurrentActor,
    session: Reading,
    answer: Answer,
    *,
    limit: int,
    is_answered: bool,
) -> Response:
    shown = ArticleSearchRead(
        items=await presentation.hits(session, actor, answer.ranked[:limit], answer.weights),
        corrections=[CorrectionRead(typed=typed, read=read) for typed, read in answer.corrections.items()],
        is_answered=is_answered,
    )
    return json_response(request, shown.model_dump_json().encode())
