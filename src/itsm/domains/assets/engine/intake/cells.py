"""What a cell says: a text of a file as a value of the register, or why it is none. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from itsm.domains.assets.engine.fields import FieldSpec
from itsm.domains.assets.enums import AssetStatus, FieldKind
from itsm.domains.assets.limits import LABEL_MAX, NAME_MAX, NOTES_MAX, TAG_MAX

_TAG: Final = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._/-]*$")
_NUMERIC_DAY: Final = re.compile(r"^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$")
_ISO_DAY: Final = re.compile(r"^\d{4}-\d{2}-\d{2}")
_WORD_DAYS: Final = ("%d %b %Y", "%d %B %Y", "%b %d, %Y", "%B %d, %Y", "%d-%b-%Y", "%d-%b-%y")
_FIRST_DAY, _END_OF_DAYS = date(1970, 1, 1), date(2100, 1, 1)
_CURRENCY: Final = re.compile(r"^[A-Z]{3}$")
_MONEY_SIGNS: Final = re.compile(r"^(?:[A-Z]{3}|[$€£¥₱])?\s*|\s*(?:[A-Z]{3}|[$€£¥₱])?$")
_MOST_COST: Final = Decimal(10) ** 11
_THOUSANDS: Final = re.compile(r"^\d{1,3}(?:[.,]\d{3})+$")
_UNSHOWN: Final = frozenset({"Cc", "Cs", "Cf"})
_YES, _NO = frozenset({"true", "yes", "y", "1", "x"}), frozenset({"false", "no", "n", "0"})
_STATUSES: Final = {
    "in stock": AssetStatus.IN_STOCK,
    "stock": AssetStatus.IN_STOCK,
    "spare": AssetStatus.IN_STOCK,
    "active": AssetStatus.ACTIVE,
    "in use": AssetStatus.ACTIVE,
    "deployed": AssetStatus.ACTIVE,
    "for repair": AssetStatus.FOR_REPAIR,
    "in repair": AssetStatus.FOR_REPAIR,
    "repair": AssetStatus.FOR_REPAIR,
    "retired": AssetStatus.RETIRED,
    "disposed": AssetStatus.RETIRED,
    "lost": AssetStatus.LOST,
    "stolen": AssetStatus.LOST,
    "missing": AssetStatus.LOST,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a file writes things: days with the day before the month."""

    day_first: bool = False


def _text(most: int) -> Callable[[str, Style], str]:
    def read(cell: str, _: Style) -> str:
        if len(cell) > most:
            raise ValueError(f"is longer than {most} characters")
        if "\n" in cell or "\r" in cell or "\t" in cell:
            raise ValueError("must be one line")
        return cell

    return read


def _notes(cell: str, _: Style) -> str:
    if len(cell) > NOTES_MAX:
        raise ValueError(f"is longer than {NOTES_MAX} characters")
    return cell


def _tag(cell: str, _: Style) -> str:
    if len(cell) > TAG_MAX or not _TAG.match(cell):
        raise ValueError(f"“{cell[:TAG_MAX]}” is no tag: letters, figures, and . _ / - between them")
    return cell


def read_day(cell: str, style: Style) -> date:
    """Return the day that a cell says: ISO, figures in the file's order, or with the month's English name."""
    found = _NUMERIC_DAY.match(cell)
    try:
        if found:
            first, second, year = (int(part) for part in found.groups())
            day = date(year, second, first) if style.day_first else date(year, first, second)
        elif _ISO_DAY.match(cell):
            day = date.fromisoformat(cell[:10])
        else:
            day = _worded(cell)
    except ValueError:
        raise ValueError(f"“{cell[:40]}” is no day such as 2027-01-31") from None
    if not _FIRST_DAY <= day < _END_OF_DAYS:
        raise ValueError(f"{day.isoformat()} is before 1970 or after 2099")
    return day


def _worded(cell: str) -> date:
    for form in _WORD_DAYS:
        try:
            return datetime.strptime(cell, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise ValueError(cell)


def read_amount(cell: str) -> Decimal:
    """Return an amount of money, written with a point or a comma, with or without thousands and a sign of currency."""
    plain = _MONEY_SIGNS.sub("", cell).replace(" ", "").replace("\u00a0", "")
    if (
        _THOUSANDS.match(plain)
        and len({sign for sign in plain if sign in ".,"}) == 1
        and ("," in plain or plain.count(".") > 1)
    ):
        plain = plain.replace(",", "").replace(".", "")
    elif "," in plain and plain.rfind(",") > plain.rfind("."):
        plain = plain.replace(".", "").replace(",", ".")
    else:
        plain = plain.replace(",", "")
    try:
        amount = Decimal(plain)
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite() or amount < 0 or amount > _MOST_COST:
        raise ValueError(f"“{cell[:40]}” is no amount")
    if amount != amount.quantize(Decimal("0.01")):
        raise ValueError(f"“{cell[:40]}” has more than two decimals")
    return amount.quantize(Decimal("0.01"))


def _amount(cell: str, _: Style) -> Decimal:
    return read_amount(cell)


def _currency(cell: str, _: Style) -> str:
    if not _CURRENCY.match(cell.upper()):
        raise ValueError(f"“{cell[:20]}” is no currency such as USD")
    return cell.upper()


def _whole(least: int, most: int) -> Callable[[str, Style], int]:
    def read(cell: str, _: Style) -> int:
        plain = cell.replace(",", "")
        if not plain.isascii() or not plain.isdecimal() or not least <= int(plain[:12]) <= most:
            raise ValueError(f"“{cell[:20]}” is no whole number from {least} to {most:,}")
        return int(plain)

    return read


def _status(cell: str, _: Style) -> AssetStatus:
    found = _STATUSES.get(" ".join(cell.lower().replace("_", " ").replace("-", " ").split()))
    if found is None:
        names = ", ".join(status.value.replace("_", " ") for status in AssetStatus)
        raise ValueError(f"“{cell[:40]}” is none of {names}")
    return found


_LABEL: Final = _text(LABEL_MAX)
READERS: Final[Mapping[str, Callable[[str, Style], Any]]] = {
    "tag": _tag,
    "name": _text(NAME_MAX),
    **dict.fromkeys(("serial", "manufacturer", "model", "place", "vendor", "contract"), _LABEL),
    **dict.fromkeys(("type", "owner", "location"), _text(200)),
    **dict.fromkeys(("purchased_on", "warranty_until", "maintenance_on", "contract_until"), read_day),
    "status": _status,
    "cost": _amount,
    "currency": _currency,
    "seats": _whole(0, 1_000_000),
    "needed_up": _whole(1, 1_000),
    "notes": _notes,
}
"""How each meaning of a column is read; what a type, owner or location is called is looked up later."""


def _require_shown(cell: str, *, but: str = "") -> None:
    # Most cells are plain; only others are looked at sign by sign.
    if not cell.isprintable() and any(unicodedata.category(sign) in _UNSHOWN and sign not in but for sign in cell):
        raise ValueError("holds signs that cannot be shown")


def read_cell(target: str, cell: str, style: Style) -> Any:
    """Return the value of a cell that is not empty; raise ValueError with what is wrong, as the end of a sentence."""
    _require_shown(cell, but="\n\r\t")
    return READERS[target](cell, style)


def read_field(field: FieldSpec, cell: str, style: Style) -> Any:
    """Return a cell as what a field of a type holds; raise ValueError likewise."""
    _require_shown(cell)
    if field.kind is FieldKind.NUMBER:
        try:
            number = float(cell.replace(",", ""))
        except ValueError:
            raise ValueError(f"“{cell[:20]}” is no number") from None
        return int(number) if number.is_integer() else number
    if field.kind is FieldKind.SWITCH:
        word = cell.lower()
        if word not in _YES | _NO:
            raise ValueError(f"“{cell[:20]}” is neither yes nor no")
        return word in _YES
    if field.kind is FieldKind.DATE:
        return read_day(cell, style).isoformat()
    if field.kind is FieldKind.CHOICE:
        return next((one for one in field.choices if one.lower() == cell.lower()), cell)
    return cell
