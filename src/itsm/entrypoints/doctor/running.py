"""What runs: workers, queue, mails, timers, by the same judgement as Admin → Health."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from itsm.domains.ops.engine import judge
from itsm.domains.ops.enums import Verdict
from itsm.domains.ops.health import measure
from itsm.entrypoints.doctor.findings import Finding
from itsm.wiring.app import resources
from itsm.wiring.assemble import assemble

if TYPE_CHECKING:
    from itsm.platform.settings import Settings

_MEND: Final = {
    "workers": "start `itsm worker`; its log says why it ended",
    "queue": "Admin → Jobs shows what waits and why; add a worker where all are busy (docs/runbooks)",
    "mail": "Admin → Outbox shows the mail server's answers; send again from there",
    "sla_timers": "start a worker; the sweep catches up within five minutes",
}


async def look_at_work(settings: Settings) -> list[Finding]:
    """Return how the parts are that only show in a database which answers and has the schema."""
    assemble(settings)
    async with resources(settings, "itsm-doctor"):
        checks = judge(await measure())
    return [
        Finding(check.name, check.verdict, check.detail, "" if check.verdict is Verdict.OK else _MEND[check.name])
        for check in checks
        if check.name in _MEND
    ]
