"""What a column of a file can mean, and what its heading lets guess. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from itsm.domains.assets.engine.fields import FieldSpec

FIELD: Final = "field:"
"""Before the key of a field that only some types have."""

TARGETS: Final[dict[str, tuple[str, ...]]] = {
    "tag": ("asset tag", "asset id", "asset no", "asset number", "inventory number", "label"),
    "serial": ("serial", "serial number", "serial no", "s n", "sn", "service tag"),
    "name": ("name", "asset", "asset name", "device name", "title", "description"),
    "type": ("type", "asset type", "category", "kind", "class", "device type"),
    "status": ("status", "state", "lifecycle"),
    "manufacturer": ("manufacturer", "maker", "make", "brand"),
    "model": ("model", "model name", "product"),
    "owner": ("owner", "holder", "held by", "user", "assigned to", "assignee", "employee", "email", "e mail"),
    "location": ("location", "site", "office", "country"),
    "place": ("place", "room", "room or place", "desk", "floor"),
    "purchased_on": ("bought on", "purchased on", "purchase date", "purchased", "bought", "date of purchase"),
    "warranty_until": ("warranty", "warranty until", "warranty end", "warranty expiry", "warranty expiration"),
    "maintenance_on": ("maintenance", "next maintenance", "maintenance on", "service due"),
    "cost": ("cost", "price", "purchase cost", "purchase price", "amount", "value"),
    "currency": ("currency",),
    "vendor": ("vendor", "supplier", "dealer", "seller"),
    "contract": ("contract", "contract number", "contract no"),
    "contract_until": ("contract until", "contract end", "contract expiry"),
    "seats": ("seats", "licences", "licenses", "users allowed"),
    "needed_up": ("needed up", "must be up"),
    "runs_on": ("runs on", "hosted on", "host"),
    "depends_on": ("depends on", "needs", "relies on"),
    "connected_to": ("connected to", "uplink"),
    "part_of": ("part of", "belongs to"),
    "notes": ("notes", "note", "remarks", "comment", "comments"),
}
"""Each meaning with headings it goes by."""

_TAG_ALONE: Final = "tag"
_DAY: Final = re.compile(r"^\s*(\d{1,2})[/.-](\d{1,2})[/.-]\d{2,4}\s*$")
_MONTHS: Final = 12


def spelling(text: str) -> str:
    """Return a heading as it is compared: small letters and figures, one space between words."""
    return " ".join(re.findall(r"[a-z0-9]+", text.lower()))


def guess_targets(headings: Sequence[str], fields: Iterable[FieldSpec]) -> list[str | None]:
    """Return what each column most likely means; None: nothing that is known. No meaning is given twice."""
    known = {word: target for target, words in TARGETS.items() for word in words} | {_TAG_ALONE: "tag"}
    # A target's own key is a heading, too: a file that left the desk comes back.
    known |= {spelling(target): target for target in TARGETS}
    for field in fields:
        for word in (field.label, field.key):
            known.setdefault(spelling(word), FIELD + field.key)
    found: list[str | None] = []
    for heading in headings:
        target = known.get(spelling(heading))
        found.append(None if target in found else target)
    return found


def guess_day_first(cells: Iterable[str]) -> bool | None:
    """Tell whether days such as 31/12/2027 begin with the day; None where nothing in them says so."""
    for cell in cells:
        found = _DAY.match(cell)
        if found and int(found[1]) > _MONTHS:
            return True
        if found and int(found[2]) > _MONTHS:
            return False
    return None
