"""Which addresses may be called. Pure: no name is looked up here."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from typing import Final

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

PORTS: Final = frozenset({80, 443, 8080, 8443})
"""Ports that web services have; others only by the allow-list (the client is no port scanner)."""

_GLOBAL_UNICAST: Final = ipaddress.IPv6Network("2000::/3")
_NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")
# Both carry an IPv4 address inside, and no web service lives there.
_TUNNELS: Final = (ipaddress.IPv6Network("2002::/16"), ipaddress.IPv6Network("2001::/32"))


def plain_address(text: str) -> Address:
    """Return the address in `text`, an IPv4 one where it is only wrapped in IPv6. Raises ValueError."""
    address = ipaddress.ip_address(text.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return address.ipv4_mapped
        if address in _NAT64:
            return ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
    return address


def is_public(address: Address) -> bool:
    """Tell whether `address` is one host of the public internet."""
    if not address.is_global or address.is_multicast or address.is_reserved:
        return False
    if isinstance(address, ipaddress.IPv4Address):
        return True
    return address in _GLOBAL_UNICAST and not any(address in tunnel for tunnel in _TUNNELS)


def is_never_allowed(address: Address) -> bool:
    """Tell whether no list can allow `address`: metadata services, groups, nowhere."""
    return address.is_link_local or address.is_multicast or address.is_unspecified


@dataclass(frozen=True, slots=True)
class AllowList:
    """Hosts, hosts with a port, and networks that may be called although they are not public."""

    hosts: frozenset[str] = frozenset()
    networks: tuple[Network, ...] = field(default=())

    def names(self, host: str, port: int) -> bool:
        """Tell whether the list names this host."""
        return host in self.hosts or f"{_bracketed(host)}:{port}" in self.hosts

    def holds(self, address: Address) -> bool:
        """Tell whether one of the networks holds `address`."""
        return any(address in network for network in self.networks)


def read_allow_list(text: str) -> AllowList:
    """Return the list in a setting such as "idp.internal, 127.0.0.1:9000, 10.0.0.0/8". Raises ValueError."""
    entries = [entry.strip().lower() for entry in text.split(",") if entry.strip()]
    return AllowList(
        frozenset(entry for entry in entries if "/" not in entry),
        tuple(ipaddress.ip_network(entry) for entry in entries if "/" in entry),
    )


def may_call(answers: list[Address], host: str, port: int, allowed: AllowList) -> bool:
    """Tell whether `host` may be called, given every address it resolved to."""
    if not answers or any(is_never_allowed(address) for address in answers):
        return False
    if allowed.names(host, port):
        return True
    if all(allowed.holds(address) for address in answers):
        return True
    return port in PORTS and all(is_public(address) or allowed.holds(address) for address in answers)


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
