"""`python -m mayoral`."""

import sys

from mayoral.cli import main

if __name__ == "__main__":
    sys.exit(main())
