"""The virtual environment in `.venv`."""

from __future__ import annotations

import shutil
import subprocess
import sys
from importlib.util import find_spec

from prepare.steps import VENV, PreparationError, run

PYTHON = VENV / "bin" / "python"


def ensure() -> None:
    """Create the environment, or create it anew when the Python it was made from is gone or changed."""
    if _is_usable():
        return
    if VENV.exists():
        shutil.rmtree(VENV)
    if find_spec("ensurepip"):
        run("creating .venv", [sys.executable, "-m", "venv", VENV])
    elif find_spec("pip"):
        run("creating .venv", [sys.executable, "-m", "venv", "--without-pip", VENV])
    else:
        raise PreparationError(
            f"this Python ({sys.executable}) has neither ensurepip nor pip; "
            "on Debian and Ubuntu install the package python3-venv"
        )


def pip() -> list[str]:
    """Return the command for the environment's pip, the outer one where it has none."""
    own = (VENV / "bin" / "pip").exists()
    return [str(PYTHON) if own else sys.executable, "-m", "pip"]


def _is_usable() -> bool:
    if not PYTHON.exists():
        return False
    check = "import sys; print('%d.%d' % sys.version_info[:2])"
    done = subprocess.run([PYTHON, "-c", check], capture_output=True, text=True, check=False)
    return done.returncode == 0 and done.stdout.strip() == f"{sys.version_info[0]}.{sys.version_info[1]}"
