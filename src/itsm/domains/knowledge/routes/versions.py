"""The history of an article: its versions, what changed between them, bringing one back."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from itsm.domains.knowledge import queries
from itsm.domains.knowledge.engine.diff import compare
from itsm.domains.knowledge.engine.flow import WRITE
from itsm.domains.knowledge.presentation import diff_lines, read
from itsm.domains.knowledge.repository import get_version, load_visible
from itsm.domains.knowledge.routes.common import ArticleRef
from itsm.domains.knowledge.schemas import ArticleDiffRead, ArticleRead, ArticleVersionCard, ArticleVersionRead
from itsm.domains.knowledge.service.write_article import restore_version
from itsm.platform.http.deps import CurrentActor, Reading, Work, require
from itsm.platform.http.etags import IfMatch, json_response, require_version
from itsm.platform.http.paging import Page
from itsm.platform.http.resources import changed, whole_list

router = APIRouter(prefix="/articles/{article_ref}/versions", dependencies=[require(WRITE)])
Number = Annotated[int, Path(ge=1, le=1_000_000)]


@router.get("", response_model=Page[ArticleVersionCard])
async def list_article_versions(
    request: Request, article_ref: ArticleRef, actor: CurrentActor, session: Reading
) -> Response:
    """Return the versions of an article, the newest first."""
    article = await load_visible(session, actor, article_ref)
    items = [
        ArticleVersionCard(
            number=row.number,
            title=row.title,
            note=row.note,
            author=row.author_name,
            created_at=row.created_at,
            is_live=row.number == article.live,
        )
        for row in await queries.versions_of(session, article.id)
    ]
    return whole_list(request, ArticleVersionCard, items)


@router.get("/{number}", response_model=ArticleVersionRead)
async def get_article_version(
    request: Request, article_ref: ArticleRef, number: Number, actor: CurrentActor, session: Reading
) -> Response:
    """Return what an article said."""
    row = await get_version(session, await load_visible(session, actor, article_ref), number)
    shown = ArticleVersionRead(
        number=row.number,
        title=row.title,
        summary=row.summary,
        body=row.body,
        html=row.html,
        author=row.author_name,
        created_at=row.created_at,
    )
    return json_response(request, shown.model_dump_json().encode())


@router.get("/{number}/changes", response_model=ArticleDiffRead)
async def compare_article_versions(
    request: Request,
    article_ref: ArticleRef,
    number: Number,
    actor: CurrentActor,
    session: Reading,
    against: Annotated[int | None, Query(ge=1, le=1_000_000)] = None,
) -> Response:
    """Return what changed in this version against another one, the one before where none is named."""
    article = await load_visible(session, actor, article_ref)
    new = await get_version(session, article, number)
    before = against if against is not None else number - 1
    if before < 1:
        old = ("", "", "")
    else:
        row = await get_version(session, article, before)
        old = (row.title, row.summary, row.body)
    shown = ArticleDiffRead(
        old=before,
        new=number,
        title=diff_lines(compare(old[0], new.title)),
        summary=diff_lines(compare(old[1], new.summary)),
        body=diff_lines(compare(old[2], new.body)),
    )
    return json_response(request, shown.model_dump_json().encode())


@router.post("/{number}/restore", response_model=ArticleRead)
async def restore_article_version(
    article_ref: ArticleRef, number: Number, work: Work, if_match: IfMatch = None
) -> Response:
    """Make what the article once said its newest version, as a draft."""
    article = await load_visible(work.session, work.actor, article_ref, lock=True)
    require_version(if_match, article.version)
    await restore_version(work, article, number)
    await work.session.flush()
    return changed(await read(work.session, work.actor, article, newest=True), article.version)
