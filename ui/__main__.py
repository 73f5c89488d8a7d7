"""`python -m ui` from a checkout: the `onrecord` command; without arguments it serves the app."""

import sys

from ui.cli import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or ["serve"]))
