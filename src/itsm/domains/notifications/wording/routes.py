"""How mails are worded, under /api/admin/mail-wordings. For those who manage settings."""

from typing import Annotated

from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from itsm.domains.notifications.wording.presentation import show_all, show_one
from itsm.domains.notifications.wording.preview import preview, send_test
from itsm.domains.notifications.wording.queries import in_force, versions_of
from itsm.domains.notifications.wording.schemas import (
    MailPreview,
    TestSent,
    WordingList,
    WordingRead,
    WordingRestore,
    WordingTrial,
    WordingWrite,
)
from itsm.domains.notifications.wording.service import PERMISSION, require_wordable, restore_wording, word_mail
from itsm.platform.clock import utc_now
from itsm.platform.http.deps import CurrentActor, Reading, Work, require
from itsm.platform.http.etags import IfMatch, json_response
from itsm.platform.http.resources import changed, shown

router = APIRouter(prefix="/admin/mail-wordings", tags=["notifications"], dependencies=[require(PERMISSION)])
MailName = Annotated[str, Path(max_length=40, description="A mail's name.")]
Language = Annotated[str, Path(max_length=10, description="A language's code: en, id, fil, zh-Hans.")]


@router.get("", response_model=WordingList)
async def list_mail_wordings(request: Request, session: Reading) -> Response:
    """List every mail, and in which languages the desk words it itself."""
    return json_response(request, show_all(await in_force(session)).model_dump_json().encode())


@router.get("/{mail}/{language}", response_model=WordingRead)
async def get_mail_wording(request: Request, mail: MailName, language: Language, session: Reading) -> Response:
    """Return one mail's sentences in a language, what can be filled into each, and all versions."""
    require_wordable(mail, language)
    read = show_one(mail, language, await versions_of(session, mail, language))
    return shown(request, read, read.version)


@router.put("/{mail}/{language}", response_model=WordingRead)
async def put_mail_wording(
    mail: MailName, language: Language, body: WordingWrite, work: Work, if_match: IfMatch = None
) -> Response:
    """Word a mail otherwise; what is left out is said in the product's words. Send If-Match with the version read."""
    await word_mail(work, mail, language, body.texts, note=body.note, if_match=if_match)
    return await _as_it_is(work, mail, language)


@router.post("/{mail}/{language}/restore", response_model=WordingRead)
async def restore_mail_wording(
    mail: MailName, language: Language, body: WordingRestore, work: Work, if_match: IfMatch = None
) -> Response:
    """Word a mail as in an earlier version again, as a version of its own. Send If-Match with the version read."""
    await restore_wording(work, mail, language, body.version, if_match=if_match)
    return await _as_it_is(work, mail, language)


@router.post("/{mail}/{language}/preview")
async def preview_mail_wording(
    mail: MailName, language: Language, body: WordingTrial, actor: CurrentActor, session: Reading
) -> MailPreview:
    """Render a mail in these words, with a ticket's values or believable ones; nothing is kept or sent."""
    seen = await preview(session, actor, mail, language, body.texts, ticket=body.ticket, now=utc_now())
    return MailPreview(subject=seen.subject, html=seen.html, text=seen.text)


@router.post("/{mail}/{language}/test", status_code=202)
async def send_test_mail(mail: MailName, language: Language, body: WordingTrial, work: Work) -> TestSent:
    """Send a mail in these words to the caller, to see it in a mail program; nothing is kept."""
    await send_test(work, mail, language, body.texts, ticket=body.ticket)
    return TestSent(address=work.actor.email)


async def _as_it_is(work: Work, mail: str, language: str) -> Response:
    await work.session.flush()
    read = show_one(mail, language, await versions_of(work.session, mail, language))
    return changed(read, read.version)
