"""Compressed, and encrypted to an age key (https://age-encryption.org) whose secret half is kept elsewhere."""

from __future__ import annotations

import gzip
import hashlib
import shutil
from pathlib import Path
from typing import IO, Final

import pyrage

from itsm.entrypoints.local.errors import LocalStartError

ENDING: Final = ".age"
_PART: Final = ".part"


class Seal:
    """Writes parts of backups so that only the holder of the secret key reads them; without a key, plainly."""

    def __init__(self, recipient: str = "") -> None:
        """`recipient` is a public key, `age1…`. Raises LocalStartError for anything else."""
        try:
            self._recipient = pyrage.x25519.Recipient.from_str(recipient) if recipient else None
        except pyrage.RecipientError as error:
            raise LocalStartError("ITSM_BACKUP_RECIPIENT is not a public key of age (age1…).") from error

    @property
    def is_encrypting(self) -> bool:
        """Whether parts are encrypted."""
        return self._recipient is not None

    def named(self, name: str) -> str:
        """Return what a part is called once it is written."""
        return name + ENDING if self._recipient else name

    def write(self, source: Path, target: Path, *, compress: bool = False) -> Path:
        """Copy `source` to `target` (with the ending of its encryption), whole or not at all; return where it lies."""
        final = target.with_name(self.named(target.name))
        part = final.with_name(final.name + _PART)
        part.parent.mkdir(parents=True, exist_ok=True)
        squeezed = part.with_name(part.name + ".gz")
        if compress:
            with source.open("rb") as plain, gzip.open(squeezed, "wb", compresslevel=3) as packed:
                shutil.copyfileobj(plain, packed)
        with (squeezed if compress else source).open("rb") as plain, part.open("wb") as out:
            if self._recipient is None:
                shutil.copyfileobj(plain, out)
            else:
                pyrage.encrypt_io(plain, out, [self._recipient])
        squeezed.unlink(missing_ok=True)
        part.chmod(0o600)
        part.rename(final)
        return final


class Opener:
    """Reads parts back."""

    def __init__(self, identity: str = "") -> None:
        """`identity` is the secret key, `AGE-SECRET-KEY-1…`. Raises LocalStartError for anything else."""
        try:
            self._identity = pyrage.x25519.Identity.from_str(identity) if identity else None
        except pyrage.IdentityError as error:
            raise LocalStartError("That is not a secret key of age (AGE-SECRET-KEY-1…).") from error

    def read(self, source: Path, target: Path, *, is_compressed: bool = False) -> None:
        """Write what `source` holds to `target`. Raises LocalStartError where it cannot be decrypted."""
        plain = source
        if source.name.endswith(ENDING):
            plain = target.with_name(target.name + _PART)
            with source.open("rb") as sealed, plain.open("wb") as out:
                self._decrypt(sealed, out, source.name)
        with _reader(plain, is_compressed=is_compressed) as reader, target.open("wb") as out:
            shutil.copyfileobj(reader, out)
        if plain is not source:
            plain.unlink()

    def _decrypt(self, sealed: IO[bytes], out: IO[bytes], name: str) -> None:
        if self._identity is None:
            raise LocalStartError(f"{name} is encrypted: name the file with the secret key (--identity).")
        try:
            pyrage.decrypt_io(sealed, out, [self._identity])
        except pyrage.DecryptError as error:
            raise LocalStartError(f"{name} was encrypted to another key, or is damaged.") from error


def _reader(path: Path, *, is_compressed: bool) -> IO[bytes]:
    return gzip.open(path, "rb") if is_compressed else path.open("rb")  # type: ignore[return-value]


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
