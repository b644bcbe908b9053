"""The account PostgreSQL runs under when we are root: it refuses to run as root itself."""

import os
import pwd
import shutil
import stat
import subprocess
from pathlib import Path

from itsm.entrypoints.local.errors import LocalStartError
from itsm.entrypoints.local.processes import RunAs

ACCOUNT = "pgserver"


def unprivileged_account() -> RunAs | None:
    """Return the account to switch to, creating it when needed; None when we are not root."""
    if os.geteuid() != 0:
        return None
    entry = _find_account() or _create_account()
    return RunAs(uid=entry.pw_uid, gid=entry.pw_gid)


def _find_account() -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(ACCOUNT)
    except KeyError:
        return None


def _create_account() -> pwd.struct_passwd:
    useradd = shutil.which("useradd", path="/usr/sbin:/sbin:" + os.environ.get("PATH", ""))
    if useradd:
        subprocess.run(  # noqa: S603 - a fixed program of the system
            [useradd, "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", ACCOUNT],
            check=False,
            capture_output=True,
        )
    entry = _find_account()
    if entry is None:
        raise LocalStartError(
            f"PostgreSQL does not run as root and the account '{ACCOUNT}' could not be created; "
            "start as an ordinary user instead."
        )
    return entry


def give(folder: Path, account: RunAs | None) -> None:
    """Make ``folder`` (mode 0700) belong to the account that will use it."""
    if folder.is_symlink():  # a stranger's link in a shared folder must not redirect the change of owner
        raise LocalStartError(f"{folder} is a link; remove it and start again.")
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    if account is not None and folder.stat().st_uid != account.uid:
        os.chown(folder, account.uid, account.gid)


def open_way(path: Path, account: RunAs | None) -> list[Path]:
    """Let the account walk through the folders above ``path``: search permission only, never reading.

    Returns the folders that had to change (nothing when we are not root).
    """
    if account is None:
        return []
    changed = []
    for folder in path.resolve().parents:
        mode = folder.stat().st_mode
        if not mode & stat.S_IXOTH and folder.stat().st_uid != account.uid:
            folder.chmod(stat.S_IMODE(mode) | stat.S_IXOTH)
            changed.append(folder)
    return changed
