"""What a mail server's final refusal of a recipient says: nobody is there, or something else. Pure.

Only the first is a reason never to write there again; a full mailbox, a policy or a blocked sender passes.
"""

from __future__ import annotations

import re
from typing import Final

_PERMANENT: Final = range(500, 600)
_ENHANCED: Final = re.compile(r"\b5\.(\d{1,3})\.(\d{1,3})\b")
_NOBODY: Final = frozenset({(1, 1), (1, 2), (1, 3), (1, 6), (1, 10), (2, 1)})
"""RFC 3463 and 7505: no such mailbox, no such host, bad syntax, moved away, takes no mail, mailbox disabled."""
_BARE_CODES: Final = frozenset({550, 551, 553})
_SAID: Final = re.compile(
    r"no such (user|mailbox|recipient|address)|(user|mailbox|recipient|address) (is )?(unknown|not found|disabled)"
    r"|unknown (user|mailbox|recipient|address)|(does not|doesn't) exist|no mailbox here|invalid (recipient|mailbox)",
    re.IGNORECASE,
)


def says_nobody_is_there(code: int, message: str) -> bool:
    """Tell whether a reply to RCPT means that there is no such mailbox.

    The enhanced code decides where there is one; else the words do, with the codes that RFC 5321 gives to mailboxes.
    """
    if code not in _PERMANENT:
        return False
    if found := _ENHANCED.search(message):
        return (int(found[1]), int(found[2])) in _NOBODY
    return code in _BARE_CODES and _SAID.search(message) is not None
