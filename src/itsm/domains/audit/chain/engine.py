"""The arithmetic of the chain, pure: what a seal is made of, and what a broken one says.

Entries are sealed in blocks. Every entry gets a MAC of its text; a block's MAC covers the block before it, its
own number and key, and the sequence numbers and MACs of its entries. So an entry cannot be changed, taken out,
added or moved without the key, and no block can be left out or exchanged (HMAC-SHA256, RFC 2104).
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from itsm.domains.audit.chain.enums import Finding

ENTRY_MAC_BYTES: Final = 16
"""An entry's MAC is cut to half: 128 bits cannot be guessed, and a million entries keep to 16 MB."""
GENESIS: Final = bytes(32)
"""What the first block is chained to."""
_KEY_ID_CHARS: Final = 16


@dataclass(frozen=True, slots=True)
class Block:
    """A sealed stretch of the trail: `seqs` and `macs` of its entries, in order; `macs` is one string of bytes."""

    number: int
    previous_mac: bytes
    key_id: str
    seqs: tuple[int, ...]
    macs: bytes
    mac: bytes

    def entry_macs(self) -> Iterator[tuple[int, bytes]]:
        """Yield (seq, MAC) of each entry."""
        for place, seq in enumerate(self.seqs):
            yield seq, self.macs[place * ENTRY_MAC_BYTES : (place + 1) * ENTRY_MAC_BYTES]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is not as it was sealed. `seq` names an entry, `block` a block; `detail` says it in words."""

    finding: Finding
    block: int
    seq: int | None
    detail: str


def key_id(key: bytes) -> str:
    """Return the public name of a key, by which a block says what it was sealed with."""
    return hashlib.sha256(b"audit-key-id" + key).hexdigest()[:_KEY_ID_CHARS]


def entry_mac(key: bytes, text: str) -> bytes:
    """Return the MAC of one entry's text."""
    return hmac.digest(key, text.encode(), "sha256")[:ENTRY_MAC_BYTES]


def seal(key: bytes, number: int, previous_mac: bytes, entries: Sequence[tuple[int, str]]) -> Block:
    """Return the next block over (seq, text) of entries, in the order of the chain."""
    seqs = tuple(seq for seq, _ in entries)
    macs = b"".join(entry_mac(key, text) for _, text in entries)
    name = key_id(key)
    return Block(number, previous_mac, name, seqs, macs, _block_mac(key, number, previous_mac, seqs, macs))


def is_whole(key: bytes, block: Block) -> bool:
    """Tell whether a block says what was sealed in it."""
    wanted = _block_mac(key, block.number, block.previous_mac, block.seqs, block.macs)
    return hmac.compare_digest(wanted, block.mac)


def link_problems(block: Block, expected_number: int, expected_previous: bytes, key: bytes | None) -> list[Problem]:
    """Return what is wrong with a block itself and with its place behind the one before it."""
    if block.number != expected_number:
        missing = f"blocks {expected_number} to {block.number - 1} are missing"
        return [Problem(Finding.BLOCK_MISSING, expected_number, None, missing)]
    if key is None:
        return [Problem(Finding.KEY_UNKNOWN, block.number, None, f"sealed with key {block.key_id}, which is not here")]
    if not is_whole(key, block):
        return [Problem(Finding.BLOCK_CHANGED, block.number, None, "the block is not as it was sealed")]
    if block.previous_mac != expected_previous:
        return [Problem(Finding.BLOCK_MOVED, block.number, None, "the block does not follow the one before it")]
    return []


def entry_problems(block: Block, key: bytes, texts: Mapping[int, str]) -> Iterator[Problem]:
    """Yield the entries of a block that are gone or not as they were; `texts` are those in the database now."""
    for seq, mac in block.entry_macs():
        text = texts.get(seq)
        if text is None:
            yield Problem(Finding.ENTRY_MISSING, block.number, seq, f"entry {seq} was sealed and is gone")
        elif not hmac.compare_digest(mac, entry_mac(key, text)):
            yield Problem(Finding.ENTRY_CHANGED, block.number, seq, f"entry {seq} is not as it was sealed")


def retirement_mac(key: bytes, number: int, block_mac: bytes, more: bytes = b"") -> bytes:
    """Return the MAC that says: entries up to this block were let go by the keeping rule.

    `more` is what else the note says (until when, into which file); notes of earlier versions say no more.
    """
    return hmac.digest(key, b"retired\x00%d\x00" % number + block_mac + more, "sha256")


def _block_mac(key: bytes, number: int, previous_mac: bytes, seqs: Sequence[int], macs: bytes) -> bytes:
    listed = ",".join(map(str, seqs)).encode()
    return hmac.digest(key, b"block\x00%d\x00" % number + previous_mac + listed + b"\x00" + macs, "sha256")
