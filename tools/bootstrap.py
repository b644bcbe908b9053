"""Prepare this folder: the Python environment, Node when needed, the built front end.

Usage: python3 tools/bootstrap.py [run|dev]      run: what `make up` needs; dev: what `make test` needs.

This file is also read by Pythons that are too old, in order to say so: it keeps to syntax they understand.
Only the standard library is used.
"""
# ruff: noqa: ANN001, ANN201, PTH118, RUF005, S606, PLC0415

import os
import sys

OLDEST = (3, 11)
CANDIDATES = ("python3.14", "python3.13", "python3.12", "python3.11")


def problem_with_python(version):
    """Return the sentence to print when a Python of this version cannot run the product, else None."""
    if tuple(version[:2]) >= OLDEST:
        return None
    found = ".".join(str(part) for part in version[:3])
    needed = ".".join(str(part) for part in OLDEST)
    return "Python " + needed + " or newer is needed; this one is " + found + " (" + sys.executable + ")."


def newer_python():
    """Return the path of a Python on the PATH whose name says that it is new enough, else None."""
    for folder in os.environ.get("PATH", "").split(os.pathsep):
        for name in CANDIDATES:
            path = os.path.join(folder, name)
            if os.access(path, os.X_OK):
                return path
    return None


def main():
    """Check the Python, then prepare; returns the exit code."""
    problem = problem_with_python(sys.version_info)
    if problem:
        newer = newer_python()
        if newer and not os.environ.get("ITSM_BOOTSTRAP_RETRIED"):
            os.environ["ITSM_BOOTSTRAP_RETRIED"] = "1"
            os.execv(newer, [newer] + sys.argv)
        sys.stderr.write("error: " + problem + "\n")
        return 1
    from prepare import prepare

    return prepare(sys.argv[1] if len(sys.argv) > 1 else "run")


if __name__ == "__main__":
    sys.exit(main())
