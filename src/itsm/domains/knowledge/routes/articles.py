"""Reading articles, and lists of them."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from itsm.domains.knowledge import queries
from itsm.domains.knowledge.enums import ArticleStatus
from itsm.domains.knowledge.presentation import card, read
from itsm.domains.knowledge.repository import load_visible
from itsm.domains.knowledge.routes.common import ArticleRef
from itsm.domains.knowledge.schemas import ArticleCard, ArticleRead, HomeRead, ShelfRead
from itsm.platform.clock import utc_now
from itsm.platform.errors import Invalid
from itsm.platform.http.deps import CurrentActor, Reading
from itsm.platform.http.etags import json_response
from itsm.platform.http.paging import Page, PageQuery, decode_cursor, encode_cursor
from itsm.platform.http.resources import whole_list
from itsm.platform.ids import try_uuid

router = APIRouter()
_MOST_ON_HOME, _MOST_RELATED = 8, 6


@router.get("/home", response_model=HomeRead)
async def read_knowledge_home(request: Request, actor: CurrentActor, session: Reading) -> Response:
    """Return the categories, what is read most and what is new."""
    shelves = await queries.shelf_counts(session, actor)
    popular = await queries.popular(session, actor, limit=_MOST_ON_HOME)
    live = queries.Filters(is_live=True)
    recent = await queries.listed(session, actor, live, now=utc_now(), after=None, limit=_MOST_ON_HOME)
    home = HomeRead(
        shelves=[ShelfRead(id=row.id, name=row.name, articles=row.articles) for row in shelves],
        popular=[card(row) for row in popular],
        recent=[card(row) for row in recent[:_MOST_ON_HOME]],
    )
    return json_response(request, home.model_dump_json().encode())


@router.get("/articles", response_model=Page[ArticleCard])
async def list_articles(  # noqa: PLR0913 - one parameter a filter
    request: Request,
    actor: CurrentActor,
    session: Reading,
    page: PageQuery,
    status: Annotated[list[ArticleStatus] | None, Query(max_length=4)] = None,
    category_id: UUID | None = None,
    tag: Annotated[str | None, Query(max_length=40)] = None,
    owner_id: UUID | None = None,
    due: bool = False,
    live: bool = False,
) -> Response:
    """Return the articles the caller sees, the last changed first. `due`: their day of review has come."""
    filters = queries.Filters(
        statuses=status or (), category_id=category_id, tag=tag, owner_id=owner_id, is_due=due, is_live=live
    )
    after = _position(page.cursor)
    rows = await queries.listed(session, actor, filters, now=utc_now(), after=after, limit=page.limit)
    items = [card(row) for row in rows[: page.limit]]
    more = encode_cursor(items[-1].updated_at.isoformat(), str(items[-1].id)) if len(rows) > page.limit else None
    answer = Page[ArticleCard](items=items, next_cursor=more, total=None, total_is_estimate=False)
    return json_response(request, answer.model_dump_json().encode())


@router.get("/articles/{article_ref}", response_model=ArticleRead)
async def get_article(
    request: Request, article_ref: ArticleRef, actor: CurrentActor, session: Reading, newest: bool = False
) -> Response:
    """Return an article as readers see it; `newest` gives those who write its newest version."""
    article = await load_visible(session, actor, article_ref)
    shown = await read(session, actor, article, newest=newest)
    # Views and opinions move without a new version of the record: the tag is made of the bytes.
    return json_response(request, shown.model_dump_json().encode())


@router.get("/articles/{article_ref}/related", response_model=Page[ArticleCard])
async def list_related_articles(
    request: Request, article_ref: ArticleRef, actor: CurrentActor, session: Reading
) -> Response:
    """Return articles on the same subject."""
    article = await load_visible(session, actor, article_ref)
    rows = await queries.related(session, actor, article, limit=_MOST_RELATED)
    return whole_list(request, ArticleCard, [card(row) for row in rows])


def _position(cursor: str | None) -> tuple[datetime, UUID] | None:
    values = decode_cursor(cursor, str, str)
    if values is None:
        return None
    article_id = try_uuid(values[1] or "")
    try:
        moment = datetime.fromisoformat(values[0] or "")
    except ValueError:
        moment = None
    if article_id is None or moment is None or moment.tzinfo is None:
        raise Invalid.field("cursor", "is not a cursor of this list", "bad_cursor")
    return moment, article_id
