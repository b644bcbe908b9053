"""The steps of `tools/bootstrap.py`, each skipped when nothing it depends on has changed."""

from __future__ import annotations

import sys

from prepare import node, packages, venv, web
from prepare.steps import ROOT, PreparationError, check_writable, only_one

MODES = ("run", "dev")


def check_mode(mode: str) -> None:
    """Refuse a mode that does not exist."""
    if mode not in MODES:
        raise PreparationError(f"unknown mode '{mode}': use one of {', '.join(MODES)}")


def prepare(mode: str) -> int:
    """Make the folder ready for ``mode``; print one sentence and return 1 when that is impossible."""
    try:
        check_mode(mode)
        check_writable(ROOT)
        with only_one(ROOT):
            venv.ensure()
            packages.ensure(mode)
            npm = node.ensure()
            web.ensure_modules(npm)
            web.ensure_build(npm)
    except PreparationError as failure:
        sys.stderr.write(f"error: {failure}\n")
        return 1
    except OSError as error:
        sys.stderr.write(f"error: {error.strerror or error}: {error.filename or ROOT}\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("stopped; the same command continues where it was\n")
        return 130
    return 0
