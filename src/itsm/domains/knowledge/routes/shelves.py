"""Categories, synonyms, searches without an answer, and how the knowledge base stands."""

from datetime import timedelta
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from itsm.domains.knowledge import queries
from itsm.domains.knowledge.engine.flow import PUBLISH, WRITE
from itsm.domains.knowledge.models import ArticleCategory, SynonymGroup
from itsm.domains.knowledge.repository import categories, get_category, get_synonyms
from itsm.domains.knowledge.schemas import (
    ArticleCategoryCreate,
    ArticleCategoryPatch,
    ArticleCategoryRead,
    InsightsRead,
    MissRead,
    SolvedRead,
    SynonymsPut,
    SynonymsRead,
)
from itsm.domains.knowledge.service.listen import dismiss_miss
from itsm.domains.knowledge.service.shelves import (
    add_category,
    add_synonyms,
    change_category,
    change_synonyms,
    remove_synonyms,
)
from itsm.platform.clock import utc_now
from itsm.platform.http.deps import Reading, Work, require
from itsm.platform.http.etags import IfMatch, json_response, require_version
from itsm.platform.http.idempotency import Once
from itsm.platform.http.paging import Page
from itsm.platform.http.resources import changed, created, whole_list

router = APIRouter()
_WRITERS, _EDITORS = [require(WRITE)], [require(PUBLISH)]
_MOST_MISSES, _MOST_SOLVED, _DAYS = 200, 10, 30


@router.get("/categories", response_model=Page[ArticleCategoryRead], dependencies=_WRITERS)
async def list_article_categories(request: Request, session: Reading) -> Response:
    """Return every category in its order, in use or not."""
    return whole_list(request, ArticleCategoryRead, [_category(row) for row in await categories(session)])


@router.post("/categories", response_model=ArticleCategoryRead, status_code=201, dependencies=_EDITORS)
async def create_article_category(request: Request, body: ArticleCategoryCreate, work: Work, once: Once) -> Response:
    """Add a category."""
    if known := await once.replay(work, body.model_dump(mode="json")):
        return known
    row = await add_category(work, body.name, position=body.position)
    path = f"/api/kb/categories/{row.id}"
    return created(request, work, once, _category(row), path=path, version=row.version)


@router.patch("/categories/{article_category_id}", response_model=ArticleCategoryRead, dependencies=_EDITORS)
async def update_article_category(
    article_category_id: UUID, body: ArticleCategoryPatch, work: Work, if_match: IfMatch = None
) -> Response:
    """Rename, move, retire or bring back a category."""
    row = await get_category(work.session, article_category_id, lock=True)
    require_version(if_match, row.version)
    await change_category(work, row, body.model_dump(exclude_unset=True))
    return changed(_category(row), row.version)


@router.get("/synonyms", response_model=Page[SynonymsRead], dependencies=_WRITERS)
async def list_synonyms(request: Request, session: Reading) -> Response:
    """Return every group of words that mean the same."""
    return whole_list(request, SynonymsRead, [_synonyms(row) for row in await queries.synonym_groups(session)])


@router.post("/synonyms", response_model=SynonymsRead, status_code=201, dependencies=_EDITORS)
async def create_synonyms(request: Request, body: SynonymsPut, work: Work, once: Once) -> Response:
    """Say that words and phrases mean the same."""
    if known := await once.replay(work, body.model_dump(mode="json")):
        return known
    row = await add_synonyms(work, body.words)
    return created(request, work, once, _synonyms(row), path=f"/api/kb/synonyms/{row.id}", version=row.version)


@router.put("/synonyms/{synonyms_id}", response_model=SynonymsRead, dependencies=_EDITORS)
async def put_synonyms(synonyms_id: UUID, body: SynonymsPut, work: Work, if_match: IfMatch = None) -> Response:
    """Change a group of words that mean the same."""
    row = await get_synonyms(work.session, synonyms_id)
    require_version(if_match, row.version)
    await change_synonyms(work, row, body.words)
    return changed(_synonyms(row), row.version)


@router.delete("/synonyms/{synonyms_id}", status_code=204, dependencies=_EDITORS)
async def delete_synonyms(synonyms_id: UUID, work: Work, if_match: IfMatch = None) -> None:
    """Remove a group: its words no longer mean the same."""
    row = await get_synonyms(work.session, synonyms_id)
    require_version(if_match, row.version)
    await remove_synonyms(work, row)


@router.get("/misses", response_model=Page[MissRead], dependencies=_WRITERS)
async def list_search_misses(request: Request, session: Reading) -> Response:
    """Return the searches that nothing answers, the most frequent first."""
    rows = await queries.misses(session, limit=_MOST_MISSES)
    items = [MissRead(id=row.id, query=row.query, times=row.times, last_at=row.last_at) for row in rows]
    return whole_list(request, MissRead, items)


@router.post("/misses/{miss_id}/dismiss", status_code=204, dependencies=_EDITORS)
async def dismiss_search_miss(miss_id: UUID, work: Work) -> None:
    """Take a search off the list until somebody asks it again."""
    await dismiss_miss(work, miss_id)


@router.get("/insights", response_model=InsightsRead, dependencies=_WRITERS)
async def read_knowledge_insights(request: Request, session: Reading) -> Response:
    """Return how the knowledge base stands and what it spared."""
    now = utc_now()
    counts = await queries.counts(session, now, days=_DAYS)
    solved = await queries.solved_most(session, now - timedelta(days=_DAYS), limit=_MOST_SOLVED)
    shown = InsightsRead(
        drafts=counts.drafts,
        in_review=counts.in_review,
        published=counts.published,
        due=counts.due,
        misses=counts.misses,
        solved=counts.solved,
        solved_most=[SolvedRead(id=row.id, slug=row.slug, title=row.title, times=row.times) for row in solved],
    )
    return json_response(request, shown.model_dump_json().encode())


def _category(row: ArticleCategory) -> ArticleCategoryRead:
    return ArticleCategoryRead(
        id=row.id, name=row.name, position=row.position, is_active=row.is_active, version=row.version
    )


def _synonyms(row: SynonymGroup) -> SynonymsRead:
    return SynonymsRead(id=row.id, words=row.words, version=row.version)
