"""Pictures of an article."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from itsm.domains.files import api as files
from itsm.domains.files.schemas import FileLink
from itsm.domains.knowledge.engine.flow import WRITE
from itsm.domains.knowledge.repository import load_visible
from itsm.domains.knowledge.routes.common import ArticleRef
from itsm.domains.knowledge.schemas import UPLOAD_BODY, ArticleFileRead
from itsm.domains.knowledge.service.files import add_file, check_may_add, may_fetch
from itsm.platform.errors import NotFound
from itsm.platform.http.deps import CurrentActor, Reading, require
from itsm.platform.http.idempotency import Once
from itsm.platform.http.resources import created
from itsm.platform.work import open_work

router = APIRouter(prefix="/articles/{article_ref}/files")


@router.post(
    "", response_model=ArticleFileRead, status_code=201, openapi_extra=UPLOAD_BODY, dependencies=[require(WRITE)]
)
async def create_article_file(request: Request, article_ref: ArticleRef, actor: CurrentActor, once: Once) -> Response:
    """Add a picture. Who may not is refused before a byte is read."""
    limits = await check_may_add(actor, article_ref)
    form = await files.read_upload(
        request.stream(),
        request.headers.get("content-type", ""),
        fields=frozenset(),
        limit_bytes=limits.file_bytes,
    )
    with form.file as incoming:
        sent = {"filename": incoming.name, "sha256": incoming.sha256}
        async with files.keeping(incoming, limits.endings) as kept, open_work(actor) as work:
            if known := await once.replay(work, sent):
                return known
            card = await add_file(work, article_ref, kept)
            shown = ArticleFileRead(
                id=card.id,
                filename=card.name,
                content_type=card.media_type,
                size_bytes=card.size_bytes,
                markdown=f"![{card.name.rsplit('.', 1)[0]}](file:{card.id})",
            )
            return created(request, work, once, shown, path=f"/api/kb/articles/{article_ref}/files", version=1)


@router.post("/{article_file_id}/link")
async def create_article_file_link(
    article_ref: ArticleRef, article_file_id: UUID, actor: CurrentActor, session: Reading
) -> FileLink:
    """Return an address where the caller can fetch the picture during the next minutes."""
    article = await load_visible(session, actor, article_ref)
    if not await may_fetch(session, actor, article.id, article_file_id):
        raise NotFound
    return await files.issue_link(session, actor, article_file_id)
