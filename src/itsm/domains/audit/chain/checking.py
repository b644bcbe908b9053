"""Hold an archived month against its seals: two files and the key, no database."""

from __future__ import annotations

import gzip
import hashlib
import hmac
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from itsm.domains.audit.chain import engine
from itsm.domains.audit.chain.engine import Block, Problem
from itsm.domains.audit.chain.enums import Finding
from itsm.domains.audit.chain.seals_file import Seals, read_seals
from itsm.domains.audit.chain.verifying import Report
from itsm.platform import jsonio


def check_archive(archive: Path, seals_file: Path, keys: Mapping[str, bytes]) -> Report:
    """Return what differs between an archive and its seals; `keys` by id. Raises OSError, ValueError for no such files.

    The note says which file was signed; where that is another one, the blocks name the entries that differ.
    """
    seals = read_seals(seals_file.read_bytes())
    report = Report(blocks=len(seals.blocks), begins_after=seals.note.number)
    report.add(*_note_problems(archive, seals, keys.get(seals.note.key_id)))
    report.add(*_chain_problems(seals, keys))
    expected = {seq: (block, mac) for block in seals.blocks for seq, mac in block.entry_macs()}
    for problem in _entry_problems(_lines(archive), expected, keys):
        report.add(problem)
    report.entries = len(expected)
    return report


def _note_problems(archive: Path, seals: Seals, key: bytes | None) -> Iterator[Problem]:
    note = seals.note
    if key is None:
        yield Problem(Finding.KEY_UNKNOWN, note.number, None, f"signed with key {note.key_id}, which is not here")
        return
    if not hmac.compare_digest(note.mac, engine.retirement_mac(key, note.number, seals.block_mac, note.signed())):
        yield Problem(Finding.RETIREMENT_FORGED, note.number, None, "the note that entries were let go is no one's")
    if archive.name != note.archive:
        told = f"the note is that of {note.archive}, this file is called {archive.name}"
        yield Problem(Finding.FILE_CHANGED, note.number, None, told)
    if not hmac.compare_digest(_sha256(archive), note.archive_sha256 or b""):
        yield Problem(Finding.FILE_CHANGED, note.number, None, "the file is not, byte for byte, the one signed")


def _chain_problems(seals: Seals, keys: Mapping[str, bytes]) -> Iterator[Problem]:
    last: Block | None = None
    for block in seals.blocks:
        follows = (last.number + 1, last.mac) if last else (block.number, block.previous_mac)
        yield from engine.link_problems(block, *follows, keys.get(block.key_id))
        last = block
    if last is None or (last.number, last.mac) != (seals.note.number, seals.block_mac):
        told = f"the blocks do not end with block {seals.note.number}, as the note says"
        yield Problem(Finding.BLOCK_MISSING, seals.note.number, None, told)


def _entry_problems(
    lines: Iterator[bytes], expected: Mapping[int, tuple[Block, bytes]], keys: Mapping[str, bytes]
) -> Iterator[Problem]:
    head = jsonio.loads(next(lines, b"{}"))
    last = int(head.get("last_block", 0)) if isinstance(head, dict) else 0
    seen: set[int] = set()
    for words, seq in _entries(lines):
        block, mac = expected.get(seq, (None, b""))
        if block is None or seq in seen:
            yield Problem(Finding.ENTRY_ADDED, last, seq, f"entry {seq} was never sealed here")
        elif not hmac.compare_digest(mac, engine.entry_mac(keys.get(block.key_id, b""), words)):
            yield Problem(Finding.ENTRY_CHANGED, block.number, seq, f"entry {seq} is not as it was sealed")
        seen.add(seq)
    for seq, (block, _) in expected.items():
        if seq not in seen:
            yield Problem(Finding.ENTRY_MISSING, block.number, seq, f"entry {seq} was sealed and is gone")


def _entries(lines: Iterator[bytes]) -> Iterator[tuple[str, int]]:
    """Yield the words and the sequence number of each line; a line that cannot be read counts as entry 0."""
    for line in lines:
        words = line.decode(errors="replace")
        try:
            read = jsonio.loads(words)
        except ValueError:
            read = None
        is_entry = isinstance(read, Sequence) and bool(read) and isinstance(read[0], int)
        yield words, read[0] if is_entry else 0


def _lines(archive: Path) -> Iterator[bytes]:
    """Yield the lines of a packed file as far as it can be unpacked; what is behind a fault is missing."""
    try:
        with gzip.open(archive) as file:
            for line in file:
                yield line.rstrip(b"\n")
    except (gzip.BadGzipFile, EOFError, zlib.error):
        return


def _sha256(archive: Path) -> bytes:
    with archive.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()
