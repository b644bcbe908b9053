"""A program of ours that is read in ahead: it waits for its order while the database it will need still starts.

Reading in the web server is most of a second start. The order is one line of JSON on the standard input: the whole
environment and the arguments. No line (the supervisor is gone) means to end.
"""

import json
import os
import sys
from collections.abc import Mapping, Sequence
from typing import IO


def give_order(waiting: IO[bytes], arguments: Sequence[str], env: Mapping[str, str]) -> None:
    """Tell a waiting program what to run, and close its input.

    Raises:
        OSError: it ended meanwhile.
    """
    with waiting:
        waiting.write(json.dumps({"arguments": [*arguments], "env": {**env}}).encode() + b"\n")


def main() -> None:
    """Read the web server in, wait for the order, become that command."""
    from itsm.entrypoints.cli import program, uncollected  # noqa: PLC0415 - reading in is this function's work

    with uncollected():
        import itsm.entrypoints.web  # noqa: F401, PLC0415
    line = sys.stdin.buffer.readline()
    if not line:
        return
    order = json.loads(line)
    os.environ.clear()
    os.environ.update(order["env"])
    program(order["arguments"])


if __name__ == "__main__":
    main()
