"""What a file brings in, decided without a database: headings, cells, rows, and what can be taken back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itsm.domains.assets.engine.fields import FieldSpec
from itsm.domains.assets.engine.intake.cells import Style, read_amount, read_cell, read_day, read_field
from itsm.domains.assets.engine.intake.planning import Kind, Known, Terms, plan_row
from itsm.domains.assets.engine.intake.targets import guess_day_first, guess_targets
from itsm.domains.assets.engine.intake.undoing import to_restore, why_kept
from itsm.domains.assets.enums import AssetStatus, FieldKind, RowOutcome

MEMORY = FieldSpec(key="memory_gb", label="Memory", kind=FieldKind.NUMBER)
LICENCE = FieldSpec(key="licence", label="Licence", kind=FieldKind.CHOICE, choices=("subscription", "perpetual"))
CHECKED = FieldSpec(key="checked", label="Checked", kind=FieldKind.SWITCH)
SINCE = FieldSpec(key="since", label="Since", kind=FieldKind.DATE)
HOST = FieldSpec(key="host_name", label="Host name", kind=FieldKind.TEXT, is_required=True)
LAPTOP = Kind(id=uuid4(), name="Laptop", fields=[MEMORY])
LICENSED = Kind(id=uuid4(), name="Software", fields=[LICENCE, HOST])
OLD = Kind(id=uuid4(), name="Pager", fields=[], is_active=False)
ANA, MANILA = uuid4(), uuid4()
KNOWN = Known(
    kinds={kind.name.lower(): kind for kind in (LAPTOP, LICENSED, OLD)},
    kinds_by_id={kind.id: kind for kind in (LAPTOP, LICENSED, OLD)},
    locations={"manila": MANILA},
    people={"ana": ANA, "joe": None},
)
PLAIN = Style()


def current(**more: Any) -> dict[str, Any]:
    columns = (
        *("serial", "manufacturer", "model", "owner_id", "location_id", "place", "purchased_on", "warranty_until"),
        *("maintenance_on", "cost", "currency", "vendor", "contract", "contract_until", "seats", "needed_up", "notes"),
        *("source_key", "seen_at"),
    )
    fixed = {"tag": "LT-1", "name": "Old", "type_id": LAPTOP.id, "status": "active", "fields": {}, "seats_used": 0}
    return dict.fromkeys(columns) | fixed | more


def planned(given: dict[str, Any], now: dict[str, Any] | None = None, **terms: Any) -> Any:
    return plan_row(given, now, KNOWN, Terms(**terms))


def test_headings_are_guessed_once_each() -> None:
    headings = ["Asset Tag", "S/N", "serial_number", "Memory", "purchase-date", "Wings", "cost"]
    assert guess_targets(headings, [MEMORY]) == [
        *("tag", "serial", None, "field:memory_gb", "purchased_on", None, "cost")
    ]
    assert guess_targets(["Tag"], []) == ["tag"]


@pytest.mark.parametrize(
    ("cells", "first"), [(["x", "03/04/2027", "31/12/2027"], True), (["12-31-2027"], False), (["03/04/2027"], None)]
)
def test_the_order_of_days_is_seen_where_it_can_be(cells: list[str], first: bool | None) -> None:
    assert guess_day_first(cells) is first


@pytest.mark.parametrize(
    ("cell", "day_first", "day"),
    [
        ("2027-01-31", False, "2027-01-31"),
        ("2027-01-31 08:00", False, "2027-01-31"),
        ("03/04/2027", True, "2027-04-03"),
        ("03/04/2027", False, "2027-03-04"),
        ("31.12.2027", True, "2027-12-31"),
        ("31 Jan 2027", False, "2027-01-31"),
        ("January 31, 2027", False, "2027-01-31"),
        ("31-Jan-27", False, "2027-01-31"),
    ],
)
def test_days_are_read_as_people_write_them(cell: str, day_first: bool, day: str) -> None:
    assert read_day(cell, Style(day_first=day_first)).isoformat() == day


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("1150.50", "1150.50"),
        ("1,150.50", "1150.50"),
        ("1.150,50", "1150.50"),
        ("1.150.000", "1150000.00"),
        ("1,150", "1150.00"),
        ("USD 12", "12.00"),
        ("₱ 21 990", "21990.00"),
        ("12,5", "12.50"),
        ("99 EUR", "99.00"),
    ],
)
def test_amounts_are_read_as_people_write_them(cell: str, amount: str) -> None:
    assert str(read_amount(cell)) == amount


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_an_amount_reads_back_however_it_is_written(amount: Decimal) -> None:
    english = f"{amount:,.2f}"
    german = english.replace(",", " ").replace(".", ",").replace(" ", ".")
    assert read_amount(english) == read_amount(german) == read_amount(f"{amount:.2f}") == amount


@pytest.mark.parametrize(
    ("target", "cell", "reason"),
    [
        ("tag", "=1+1", "is no tag"),
        ("name", "x" * 121, "is longer than 120"),
        ("name", "two\nlines", "must be one line"),
        ("name", "a\u202eb", "cannot be shown"),
        ("notes", "x" * 5_001, "is longer than 5000"),
        ("purchased_on", "soon", "is no day"),
        ("purchased_on", "31/31/2027", "is no day"),
        ("purchased_on", "1901-01-01", "before 1970"),
        ("cost", "-1", "is no amount"),
        ("cost", "much", "is no amount"),
        ("cost", "1.255", "more than two decimals"),
        ("currency", "dollars", "is no currency"),
        ("seats", "many", "is no whole number"),
        ("needed_up", "0", "is no whole number"),
        ("status", "broken", "is none of in stock"),
    ],
)
def test_a_wrong_cell_says_why(target: str, cell: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        read_cell(target, cell, PLAIN)


def test_right_cells_are_values() -> None:
    assert read_cell("currency", "usd", PLAIN) == "USD"
    assert read_cell("status", "In-Use", PLAIN) is AssetStatus.ACTIVE
    assert read_cell("seats", "1,000", PLAIN) == 1_000
    assert read_cell("notes", "two\nlines", PLAIN) == "two\nlines"


@pytest.mark.parametrize(
    ("field", "cell", "value"),
    [
        (MEMORY, "1,024", 1024),
        (MEMORY, "7.5", 7.5),
        (CHECKED, "Yes", True),
        (CHECKED, "no", False),
        (SINCE, "31/12/2027", "2027-12-31"),
        (LICENCE, "Perpetual", "perpetual"),
        (LICENCE, "rented", "rented"),
        (HOST, "mnl-1", "mnl-1"),
    ],
)
def test_fields_of_types_are_read_by_their_kind(field: FieldSpec, cell: str, value: Any) -> None:
    assert read_field(field, cell, Style(day_first=True)) == value


@pytest.mark.parametrize(
    ("field", "cell", "reason"),
    [(MEMORY, "much", "is no number"), (CHECKED, "perhaps", "neither yes nor no"), (HOST, "a\x07", "cannot be shown")],
)
def test_a_wrong_field_says_why(field: FieldSpec, cell: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        read_field(field, cell, PLAIN)


def test_a_new_row_gets_what_people_would_give_it() -> None:
    plan = planned({"tag": "A-1", "type": "laptop", "manufacturer": "Dell", "model": "X", "owner": "Ana", "cost": "5"})
    assert plan.outcome is RowOutcome.NEW
    assert (plan.changes["name"], plan.changes["status"], plan.changes["owner_id"]) == ("Dell X", "active", ANA)
    assert (plan.changes["cost"], plan.changes["currency"], plan.changes["fields"]) == (Decimal("5.00"), "USD", {})
    stocked = planned({"name": "Spare", "location": "Manila"}, kind_id=LAPTOP.id)
    assert (stocked.changes["status"], stocked.changes["location_id"]) == ("in_stock", MANILA)


@pytest.mark.parametrize(
    ("given", "reasons"),
    [
        ({"name": "x"}, ["Type: say what it is."]),
        ({"name": "x", "type": "laptop", "cost": "much"}, ["Cost: “much” is no amount."]),
        ({"type": "laptop"}, ["Name: give a name, or maker and model."]),
        ({"name": "x", "type": "kite"}, ["Type: there is no type “kite”."]),
        ({"name": "x", "type": "Pager"}, ["Type: Pager takes no new assets."]),
        ({"name": "x", "type": "laptop", "location": "Mars"}, ["Location: there is no location “Mars”."]),
        ({"name": "x", "type": "laptop", "owner": "Eve"}, ["Held by: nobody active is called “Eve”."]),
        (
            {"name": "x", "type": "laptop", "owner": "Joe"},
            ["Held by: two people are called “Joe”: give the address."],
        ),
        ({"name": "x", "type": "laptop", "owner": "ana", "status": "lost"}, ["Held by: nobody holds what is lost."]),
        ({"name": "x", "type": "laptop", "field:memory_gb": "much"}, ["Memory: “much” is no number."]),
        ({"name": "x", "type": "laptop", "field:wings": "2"}, ["wings: Laptop has no such field."]),
        ({"name": "x", "type": "software"}, ["Host name: is needed."]),
        (
            {"name": "x", "type": "software", "field:host_name": "h", "field:licence": "rented"},
            ["Licence: must be one of subscription, perpetual."],
        ),
    ],
)
def test_a_row_is_refused_with_every_reason(given: dict[str, str], reasons: list[str]) -> None:
    plan = planned(given)
    assert (plan.outcome, list(plan.reasons)) == (RowOutcome.REFUSED, reasons)


def test_faults_of_the_register_come_first() -> None:
    plan = plan_row({"name": "x"}, None, KNOWN, Terms(), ["Tag: line 2 has it, too."])
    assert list(plan.reasons) == ["Tag: line 2 has it, too.", "Type: say what it is."]


def test_only_what_differs_changes_and_empty_cells_leave_what_is_there() -> None:
    now = current(serial="S1", fields={"memory_gb": 8, "gone": "kept"}, cost=Decimal("10.00"), currency="PHP")
    said = {"tag": "lt-1", "serial": "s1", "name": "", "cost": "10", "field:memory_gb": "", "status": "active"}
    assert planned(said, now).outcome is RowOutcome.UNCHANGED
    plan = planned({"name": "New", "field:memory_gb": "16", "currency": "USD"}, now)
    assert dict(plan.changes) == {"name": "New", "fields": {"gone": "kept", "memory_gb": 16}, "currency": "USD"}


def test_being_seen_again_is_no_change() -> None:
    plan = planned({"source_key": "a", "seen_at": 2}, current(source_key="a", seen_at=1))
    assert (plan.outcome, dict(plan.changes)) == (RowOutcome.UNCHANGED, {"seen_at": 2})


def test_holding_follows_the_life_of_an_asset() -> None:
    stocked = current(status="in_stock")
    assert dict(planned({"owner": "Ana"}, stocked).changes) == {"status": "active", "owner_id": ANA}
    held = current(owner_id=ANA)
    assert dict(planned({"status": "retired"}, held).changes) == {"status": "retired", "owner_id": None}
    assert planned({"owner": "Ana"}, held).outcome is RowOutcome.UNCHANGED
    refused = planned({"status": "for repair"}, current(status="retired"))
    assert list(refused.reasons) == ["Status: what is retired cannot become for repair."]
    assert list(planned({"owner": "Ana"}, current(status="lost")).reasons) == ["Held by: nobody holds what is lost."]


def test_seats_in_use_are_not_taken() -> None:
    now = current(seats=5, seats_used=3)
    assert list(planned({"seats": "2"}, now).reasons) == ["Seats: 3 seats are in use."]
    assert dict(planned({"seats": "3"}, now).changes) == {"seats": 3}


def test_a_type_can_change_and_an_unknown_one_is_kept() -> None:
    assert planned({"type": "software", "field:host_name": "h"}, current()).changes["type_id"] == LICENSED.id
    assert planned({"name": "New"}, current(type_id=OLD.id)).outcome is RowOutcome.CHANGED
    gone = planned({"name": "New"}, current(type_id=UUID(int=1)))
    assert list(gone.reasons) == ["Type: say what it is."]


def test_what_people_changed_since_stays() -> None:
    now = {"status": "active", "owner_id": None, "seats": None, "seen_at": "2", "name": "After"}
    assert why_kept(now, {"name": "After", "seen_at": "1"}, {"name": "Before"}, seats_used=0) is None
    assert why_kept(now, {"name": "Else", "owner_id": "x"}, {}, seats_used=0) == "Changed since: name, owner."
    assert why_kept(now, {"name": "After"}, None, seats_used=0) is None
    held = now | {"owner_id": "x"}
    assert why_kept(held, {}, {"status": "in_stock"}, seats_used=0) == "Somebody holds it since."
    used = now | {"seats": 9}
    assert why_kept(used, {}, {"seats": 2}, seats_used=3) == "More of its seats are in use since."
    assert why_kept(used, {}, {"seats": 3}, seats_used=3) is None


def test_when_it_was_seen_goes_back_unless_it_was_seen_again() -> None:
    before = {"name": "Before", "seen_at": "0"}
    assert to_restore({"seen_at": "1"}, {"seen_at": "1"}, before) == before
    assert to_restore({"seen_at": "2"}, {"seen_at": "1"}, before) == {"name": "Before"}
    assert read_day("2027-01-31", PLAIN) == date(2027, 1, 31)


def test_what_an_agent_found_leaves_what_people_say() -> None:
    found = {"name": "host-1", "type": "software", "serial": "S9", "field:wings": "2", "field:memory_gb": "16"}
    kept = planned(found, current(status="in_stock"), from_agent=True)
    assert dict(kept.changes) == {"serial": "S9", "fields": {"memory_gb": 16}}
    new = planned({"name": "host-1", "type": "laptop", "field:wings": "2"}, from_agent=True)
    assert (new.outcome, new.changes["name"], new.changes["status"]) == (RowOutcome.NEW, "host-1", "active")
