"""Run npm in `web/` with the Node that `make prepare` chose: python3 tools/npm.py run lint."""

import sys

from prepare.node import run_npm

if __name__ == "__main__":
    sys.exit(run_npm(sys.argv[1:]))
