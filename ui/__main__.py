"""`python -m ui` from a checkout: the `onrecord` command; without arguments it serves the app."""

import sys

from ui.cli import program

if __name__ == "__main__":
    sys.exit(program(sys.argv[1:] or ["serve"]))
