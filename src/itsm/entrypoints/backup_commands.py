"""`itsm backup` and `itsm restore`: for the embedded installation."""

from __future__ import annotations

import signal
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from itsm.entrypoints.local.errors import LocalStartError
from itsm.platform.settings import get_settings

if TYPE_CHECKING:
    from itsm.entrypoints.local.backups.store import Store

backup = typer.Typer(help="Copies of the embedded installation; alone: make one now.", invoke_without_command=True)

Folder = Annotated[Path | None, typer.Option("--dir", help="Folder of backups [default: ITSM_BACKUP_DIR].")]
Identity = Annotated[Path | None, typer.Option(help="File with the secret key, where backups are encrypted.")]


@backup.callback()
def make(context: typer.Context, *, folder: Folder = None) -> None:
    """Make a copy of the running embedded installation now."""
    if context.invoked_subcommand is not None:
        return
    from itsm.entrypoints.local.backups.making import make_backup  # noqa: PLC0415
    from itsm.entrypoints.local.backups.sealing import Seal  # noqa: PLC0415
    from itsm.entrypoints.local.backups.source import running_source  # noqa: PLC0415
    from itsm.entrypoints.local.backups.watching import copy_new_files  # noqa: PLC0415

    settings = get_settings()
    with told():
        store, seal = _store(folder), Seal(settings.backup_recipient)
        source = running_source(settings)
        made = make_backup(source, store, seal)
        copied = copy_new_files(source.files, store.files, seal)
    kind = "encrypted" if seal.is_encrypting else "not encrypted"
    typer.echo(f"{made.name}: {made.size / 1e6:,.1f} MB and {copied} new files, {kind}, in {store.folder}")


@backup.command("list")
def list_backups(*, folder: Folder = None) -> None:
    """List the copies, the oldest first."""
    with told():
        for one in _store(folder).backups():
            typer.echo(f"{one.name}  {one.size / 1e6:>10,.1f} MB  version {one.version}, whole at {one.ended_at}")


@backup.command()
def verify(*, folder: Folder = None, identity: Identity = None) -> None:
    """Say what is wrong with the copies and the log after them; exit code 2 where anything is."""
    from itsm.entrypoints.local.backups.sealing import Opener  # noqa: PLC0415
    from itsm.entrypoints.local.backups.verifying import verify as look  # noqa: PLC0415

    with told():
        store = _store(folder)
        is_readable = identity is not None or not get_settings().backup_recipient
        found = look(store, Opener(_secret(identity)) if is_readable else None)
        for fault in found:
            typer.echo(fault)
        if found:
            raise typer.Exit(2)
        how = "digests, log and the newest copy" if is_readable else "digests and log (without the key, no more)"
        typer.echo(f"nothing is wrong with {len(store.backups())} in {store.folder}: {how}")


@backup.command()
def watch() -> None:
    """Follow the log, copy new files, make a copy a day; `itsm up` runs this where ITSM_BACKUP_DIR is set."""
    from itsm.entrypoints.local.backups.sealing import Seal  # noqa: PLC0415
    from itsm.entrypoints.local.backups.source import running_source  # noqa: PLC0415
    from itsm.entrypoints.local.backups.watching import Watch  # noqa: PLC0415
    from itsm.platform.telemetry.logs import configure_logs  # noqa: PLC0415

    settings = get_settings()
    configure_logs(settings)
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    with told():
        source = running_source(settings)
        seal = Seal(settings.backup_recipient)
        Watch(source, _store(None), seal, keep_days=settings.backup_keep_days).run(stopped.is_set)


@backup.command()
def key() -> None:
    """Make a key pair: the public half is ITSM_BACKUP_RECIPIENT, the secret half belongs elsewhere."""
    import pyrage  # noqa: PLC0415

    made = pyrage.x25519.Identity.generate()
    typer.echo(f"ITSM_BACKUP_RECIPIENT={made.to_public()}")
    typer.echo(f"Keep this away from this machine; without it nothing can be restored:\n{made}")


def restore(
    home: Annotated[Path, typer.Argument(help="New folder; start the restored desk with ITSM_HOME set to it.")],
    *,
    folder: Folder = None,
    at: Annotated[str | None, typer.Option(help="Moment to restore, such as 2026-11-28T14:02:00 (UTC).")] = None,
    identity: Identity = None,
) -> None:
    """Make a new embedded installation out of backups, as far as they go or as it was at a moment."""
    from itsm.entrypoints.local.backups.restoring import restore as make_anew  # noqa: PLC0415
    from itsm.entrypoints.local.backups.sealing import Opener  # noqa: PLC0415

    with told():
        done = make_anew(_store(folder), home.expanduser().resolve(), opener=Opener(_secret(identity)), at=_moment(at))
    typer.echo(f"restored {done.backup} and {done.pieces} pieces of the log, {done.files} files, into {home}")
    typer.echo(f"the last thing that happened in it: {done.last_event}")


class told:  # noqa: N801 - used as a statement
    """Turn what cannot be done into one sentence and exit code 1."""

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(self, _kind: object, fault: BaseException | None, _trace: object) -> None:
        """End with the sentence, where there is one."""
        if isinstance(fault, LocalStartError):
            typer.echo(f"error: {fault}", err=True)
            raise typer.Exit(1) from fault


def _store(folder: Path | None) -> Store:
    from itsm.entrypoints.local.backups.store import Store  # noqa: PLC0415

    named = folder or get_settings().backup_dir
    if not named:
        raise LocalStartError("Say where backups lie: ITSM_BACKUP_DIR, or --dir.")
    return Store(Path(named))


def _secret(identity: Path | None) -> str:
    if identity is None:
        return ""
    lines = [line.strip() for line in identity.read_text().splitlines()]
    return next((line for line in lines if line.startswith("AGE-SECRET-KEY-")), "")


def _moment(said: str | None) -> datetime | None:
    if said is None:
        return None
    try:
        moment = datetime.fromisoformat(said)
    except ValueError as error:
        raise LocalStartError(f"{said!r} is no moment; write it as 2026-11-28T14:02:00.") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
