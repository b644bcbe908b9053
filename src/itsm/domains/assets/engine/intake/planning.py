"""What becomes of a row: a new asset, a change of one that is there, nothing, or a refusal with every reason. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from itsm.domains.assets.engine.fields import FieldSpec, check_values
from itsm.domains.assets.engine.intake.cells import Style, read_cell, read_field
from itsm.domains.assets.engine.intake.targets import FIELD
from itsm.domains.assets.engine.lifecycle import GONE, can_move, status_when_held
from itsm.domains.assets.enums import AssetStatus, RowOutcome

UNHELD: Final = GONE | {AssetStatus.IN_STOCK}
"""Statuses in which nobody holds an asset."""

NAMES: Final = {
    "tag": "Tag",
    "serial": "Serial number",
    "name": "Name",
    "type": "Type",
    "status": "Status",
    "manufacturer": "Manufacturer",
    "model": "Model",
    "owner": "Held by",
    "location": "Location",
    "place": "Place",
    "purchased_on": "Bought on",
    "warranty_until": "Warranty until",
    "maintenance_on": "Next maintenance",
    "cost": "Cost",
    "currency": "Currency",
    "vendor": "Vendor",
    "contract": "Contract",
    "contract_until": "Contract until",
    "seats": "Seats",
    "needed_up": "Must be up",
    "notes": "Notes",
}
"""How reasons name a column."""

_PLAIN: Final = tuple(name for name in NAMES if name not in {"type", "status", "owner", "location", "cost", "currency"})
_KEYS: Final = frozenset({"tag", "serial"})
_PEOPLE_SAY: Final = frozenset({"name", "type"})
_SEEN_BY_SOURCE: Final = ("source_key", "seen_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A type of assets, as far as a row must know it."""

    id: UUID
    name: str
    fields: Sequence[FieldSpec]
    is_active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What names in a file stand for, by small letters. A person's name that two have stands for None."""

    kinds: Mapping[str, Kind]
    kinds_by_id: Mapping[UUID, Kind]
    locations: Mapping[str, UUID]
    people: Mapping[str, UUID | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What holds for every row: how the file writes, and what stands in where a row says nothing.

    `from_agent`: an agent found it. What people call a thing and what they say it is stays; fields that its type does
    not have are passed over; what is found is in use.
    """

    style: Style = field(default_factory=Style)
    currency: str = "USD"
    kind_id: UUID | None = None
    from_agent: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What becomes of a row. `changes`: the columns that get another value; of a new asset, all that it has."""

    outcome: RowOutcome
    changes: Mapping[str, Any]
    reasons: Sequence[str]


@dataclass(slots=True)
class _Row:
    """A row while it is read: its values, what is wrong."""

    current: Mapping[str, Any] | None
    known: Known
    terms: Terms
    said: dict[str, Any] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    wanted: dict[str, Any] = field(default_factory=dict)

    def refuse(self, target: str, reason: str) -> None:
        self.wrong.append(f"{NAMES.get(target, target)}: {reason}.")


def plan_row(
    given: Mapping[str, Any], current: Mapping[str, Any] | None, known: Known, terms: Terms, faults: Sequence[str] = ()
) -> Plan:
    """Return what becomes of a row.

    `given`: cells by meaning; an empty one leaves its column as it is. `current`: the columns of the asset it is
    about (and `seats_used`, how many of its seats are), None for a new one. `faults`: what the register itself has
    against it.
    """
    if terms.from_agent and current is not None:
        given = {target: cell for target, cell in given.items() if target not in _PEOPLE_SAY}
    row = _Row(current, known, terms, wrong=list(faults))
    _read(row, given)
    for name in _PLAIN:
        if name in row.said and not _is_spelling(row, name):
            row.wanted[name] = row.said[name]
    used = (current or {}).get("seats_used", 0)
    if row.said.get("seats", used) < used:
        row.refuse("seats", f"{used} seats are in use")
    kind = _kind(row)
    _name(row)
    _location(row)
    _money(row)
    _holding(row)
    if kind is not None:
        _fields(row, kind, given)
    row.wanted |= {name: given[name] for name in _SEEN_BY_SOURCE if name in given}
    if row.wrong:
        return Plan(RowOutcome.REFUSED, {}, row.wrong)
    if current is None:
        return Plan(RowOutcome.NEW, row.wanted, ())
    changes = {name: value for name, value in row.wanted.items() if current[name] != value}
    # That something was seen again is no change of it.
    is_same = not changes.keys() - {"seen_at"}
    return Plan(RowOutcome.UNCHANGED if is_same else RowOutcome.CHANGED, changes, ())


def _is_spelling(row: _Row, name: str) -> bool:
    """Tell whether a tag or serial number is the one that is there, in other letters: no change."""
    present = (row.current or {}).get(name)
    return name in _KEYS and present is not None and str(row.said[name]).upper() == present.upper()


def _read(row: _Row, given: Mapping[str, Any]) -> None:
    for target, cell in given.items():
        if target not in NAMES or cell == "":
            continue
        try:
            row.said[target] = read_cell(target, cell, row.terms.style)
        except ValueError as fault:
            row.refuse(target, str(fault))


def _kind(row: _Row) -> Kind | None:
    """Return the type after the row, and want it where it differs."""
    present = row.known.kinds_by_id.get(row.current["type_id"]) if row.current else None
    named = row.said.get("type")
    if named is not None:
        kind = row.known.kinds.get(named.lower())
        if kind is None:
            row.refuse("type", f"there is no type “{named}”")
            return None
    elif present is not None:
        return present
    else:
        kind = row.known.kinds_by_id.get(row.terms.kind_id) if row.terms.kind_id else None
        if kind is None:
            row.refuse("type", "say what it is")
            return None
    if kind is not present and not kind.is_active:
        row.refuse("type", f"{kind.name} takes no new assets")
    row.wanted["type_id"] = kind.id
    return kind


def _name(row: _Row) -> None:
    if row.current is None and "name" not in row.said:
        made = " ".join(str(row.said[part]) for part in ("manufacturer", "model") if part in row.said)
        if made:
            row.wanted["name"] = made[:120]
        else:
            row.refuse("name", "give a name, or maker and model")


def _location(row: _Row) -> None:
    if "location" in row.said:
        found = row.known.locations.get(row.said["location"].lower())
        if found is None:
            row.refuse("location", f"there is no location “{row.said['location']}”")
        row.wanted["location_id"] = found


def _money(row: _Row) -> None:
    current = row.current or {}
    cost = row.said.get("cost", current.get("cost"))
    if cost is None:
        return
    row.wanted["cost"] = cost
    row.wanted["currency"] = row.said.get("currency") or current.get("currency") or row.terms.currency


def _owner(row: _Row) -> UUID | None:
    named = row.said.get("owner")
    if named is None:
        return None
    found = row.known.people.get(named.lower())
    if found is None:
        several = named.lower() in row.known.people
        reason = "two people are called “{}”: give the address" if several else "nobody active is called “{}”"
        row.refuse("owner", reason.format(named))
    return found


def _holding(row: _Row) -> None:
    """Say who holds it and where it stands in its life, as the moves of a person would leave it."""
    owner, status = _owner(row), row.said.get("status")
    if row.current is None:
        after = status or (AssetStatus.ACTIVE if owner or row.terms.from_agent else AssetStatus.IN_STOCK)
        held = owner
    else:
        before, held = AssetStatus(row.current["status"]), row.current["owner_id"]
        is_given = owner is not None and owner != held
        after = status or (status_when_held(before, is_held=True) if is_given else before)
        if after is not before and not can_move(before, after):
            row.refuse("status", f"what is {_words(before)} cannot become {_words(after)}")
        held = owner or held
    if after in UNHELD:
        if owner is not None:
            row.refuse("owner", f"nobody holds what is {_words(after)}")
        held = None
    row.wanted["status"], row.wanted["owner_id"] = after.value, held


def _fields(row: _Row, kind: Kind, given: Mapping[str, Any]) -> None:
    """Read what the type's own fields say; values the type does not know (any more) stay as they were."""
    known = {spec.key: spec for spec in kind.fields}
    said: dict[str, Any] = {}
    for target, cell in given.items():
        if not target.startswith(FIELD) or cell == "":
            continue
        key = target.removeprefix(FIELD)
        if key not in known and row.terms.from_agent:
            continue
        if key not in known:
            row.wrong.append(f"{key}: {kind.name} has no such field.")
            continue
        try:
            said[key] = read_field(known[key], cell, row.terms.style)
        except ValueError as fault:
            row.wrong.append(f"{known[key].label}: {fault}.")
    before: Mapping[str, Any] = (row.current or {}).get("fields", {})
    mine = {key: value for key, value in before.items() if key in known}
    values, wrong = check_values(kind.fields, mine | said)
    row.wrong += [f"{known[key].label}: {reason}." for key, reason in wrong.items()]
    row.wanted["fields"] = {key: value for key, value in before.items() if key not in known} | values


def _words(status: AssetStatus) -> str:
    return status.value.replace("_", " ")
