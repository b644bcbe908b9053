"""What an agent's document says of a device, without a database."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itsm.domains.assets.engine.intake.inventory import NoDeviceError, device_of, merged

NOW = datetime(2026, 11, 29, 8, tzinfo=UTC)
_JSON: Any = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
_PARTS = (
    "hardware",
    "bios",
    "operatingsystem",
    "network_device",
    "cpus",
    "memories",
    "storages",
    "networks",
    "simcards",
)


def known(**content: Any) -> dict[str, str]:
    return dict(device_of({"deviceid": "a-1", "content": content}, seen_at=NOW).given)


@given(st.dictionaries(st.sampled_from(_PARTS), _JSON), _JSON)
def test_whatever_a_document_holds_it_is_read_or_refused(content: dict[str, Any], itemtype: Any) -> None:
    document = {"deviceid": "a-1", "itemtype": itemtype, "content": content}
    device = device_of(document, seen_at=NOW)
    assert device.key == device.given["source_key"]
    for text in device.given.values():
        assert text == text.strip()
        assert len(text) <= 500
        assert text.isprintable()


@pytest.mark.parametrize(
    ("content", "key"),
    [
        ({"hardware": {"uuid": "ABC-1"}, "bios": {"ssn": "S1"}}, "board:abc-1"),
        ({"hardware": {"uuid": "FFFFFFFF-FFFF"}, "bios": {"ssn": "S1", "smanufacturer": "Dell"}}, "serial:dell/s1"),
        ({"network_device": {"serial": "N1", "manufacturer": "Cisco"}}, "serial:cisco/n1"),
        ({"bios": {"ssn": "To be filled by O.E.M."}}, "agent:a-1"),
    ],
)
def test_a_device_is_known_by_its_board_its_maker_or_its_agent(content: dict[str, Any], key: str) -> None:
    assert device_of({"deviceid": "A-1", "content": content}, seen_at=NOW).key == key


@pytest.mark.parametrize("document", [{}, {"content": []}, {"deviceid": "0000", "content": {"bios": {"ssn": "None"}}}])
def test_what_names_no_device_is_refused(document: dict[str, Any]) -> None:
    with pytest.raises(NoDeviceError, match="names no device"):
        device_of(document, seen_at=NOW)


@pytest.mark.parametrize(
    ("itemtype", "hardware", "kind"),
    [
        ("Computer", {"chassis_type": "Notebook"}, "laptop"),
        ("Computer", {"chassis_type": "Tower"}, "desktop"),
        ("Computer", {"chassis_type": "Rack Mount Chassis"}, "server"),
        ("Computer", {"chassis_type": "Notebook", "vmsystem": "VMware"}, "server"),
        ("Phone", {}, "phone"),
        ("Printer", {}, "printer"),
        ("NetworkEquipment", {}, "network_device"),
        (None, {}, "desktop"),
    ],
)
def test_a_type_is_seen_from_what_it_is(itemtype: Any, hardware: dict[str, str], kind: str) -> None:
    document = {"deviceid": "a", "itemtype": itemtype, "content": {"hardware": hardware}}
    assert device_of(document, seen_at=NOW).given["type"] == kind


def test_hardware_becomes_fields() -> None:
    said = known(
        memories=[{"capacity": 4096}, {"capacity": 4096}, {"capacity": "x"}],
        hardware={"memory": 7909, "name": " mnl-1\n"},
        storages=[{"type": "disk", "disksize": 250059}, {"type": "cdrom", "disksize": 700}, {"disksize": 1000}],
        networks=[{"ipaddress": "127.0.0.1"}, {"ipaddress": None}, {"ipaddress": "10.0.0.7"}],
        softwares=[{"name": "a"}, {"name": "b"}, "c"],
        simcards=[{"phone_number": "+63 2", "imei": 356938035643809}],
    )
    assert {key.removeprefix("field:"): value for key, value in said.items() if key.startswith("field:")} == {
        "memory_gb": "8",
        "storage_gb": "251",
        "host_name": "mnl-1",
        "ip_address": "10.0.0.7",
        "software_count": "2",
        "phone_number": "+63 2",
        "imei": "356938035643809",
    }
    assert known(hardware={"memory": 300})["field:memory_gb"] == "1"
    assert known(network_device={"ips": "10.1.1.1", "mac": "aa:bb"})["field:mac"] == "aa:bb"
    assert known(network_device={"ips": ["169.254.1.1", "10.1.1.1"]})["field:ip_address"] == "10.1.1.1"


def test_when_it_was_seen_is_what_the_agent_says() -> None:
    assert known(accesslog={"logdate": "2017-06-09 09:00:49"})["seen_at"] == "2017-06-09T09:00:49+00:00"
    assert known(accesslog={"logdate": "2017-06-09T09:00:49+08:00"})["seen_at"] == "2017-06-09T09:00:49+08:00"
    assert known(accesslog={"logdate": "soon"})["seen_at"] == NOW.isoformat()


def test_a_later_document_adds_to_an_earlier_one() -> None:
    first = device_of({"deviceid": "a", "content": {"bios": {"ssn": "S1", "smodel": "Old"}}}, seen_at=NOW)
    later = device_of({"deviceid": "a", "content": {"bios": {"ssn": "S1", "smodel": "New"}}}, seen_at=NOW)
    part = device_of({"deviceid": "a", "content": {"bios": {"ssn": "S1"}}}, seen_at=NOW)
    assert merged(first, later).given["model"] == "New"
    assert merged(first, part).given["model"] == "Old"
