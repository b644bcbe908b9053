"""Run npm in `web/` with the Node that preparation chose: .venv/bin/python tools/npm.py run lint."""

import subprocess
import sys

from prepare.node import npm_command
from prepare.steps import WEB, PreparationError

if __name__ == "__main__":
    try:
        command, env = npm_command(sys.argv[1:])
    except PreparationError as error:
        sys.exit(f"error: {error}")
    sys.exit(subprocess.run(command, cwd=WEB, env=env, check=False).returncode)
