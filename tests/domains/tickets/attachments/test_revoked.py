"""S03, S05: a link is its user's, and dies with their account."""

from __future__ import annotations

from itsm.domains.identity.authority import AUTHORITIES
from tests.domains.files import samples
from tests.domains.tickets.attachments.test_attachments import attached, link
from tests.domains.tickets.comments.desk import Desk


async def test_s05_links_and_uploads_end_when_their_user_is_deactivated(desk: Desk) -> None:
    ticket = await desk.ticket()
    attachment = await attached(desk, "user.ph", ticket, "a.pdf", samples.PDF)
    url = (await link(desk, "user.ph", ticket, attachment)).json()["url"]
    begun = await desk.post("user.ph", f"/tickets/{ticket}/uploads", {"filename": "a.log", "size_bytes": 4})
    assert (await desk.http.get(url)).status_code == 200
    user = desk.world.users["user.ph"]
    ended = await desk.post("admin", f"/users/{user}/deactivate", headers={"If-Match": "*"})
    assert ended.status_code < 300, ended.text
    AUTHORITIES.clear()
    assert (await desk.http.get(url)).status_code == 404
    headers = {"Content-Type": "application/offset+octet-stream", "Upload-Offset": "0"}
    sent = await desk.ask("user.ph", "PATCH", f"/uploads/{begun.json()['id']}", content=b"late", headers=headers)
    assert sent.status_code == 401


async def test_s03_a_link_signed_for_one_person_does_not_speak_for_another(desk: Desk) -> None:
    ticket = await desk.ticket()
    attachment = await attached(desk, "user.ph", ticket, "a.pdf", samples.PDF)
    mine = (await link(desk, "user.ph", ticket, attachment)).json()["url"]
    theirs = (await link(desk, "agent.ph", ticket, attachment)).json()["url"]
    path, mine_token, their_token = mine.split("?token=")[0], mine.split("=")[1], theirs.split("=")[1]
    mixed = their_token[:22] + mine_token[22:]
    assert mine_token != their_token
    assert (await desk.http.get(f"{path}?token={mixed}")).status_code == 404
