"""`python -m countroom`."""

import sys

from countroom.cli import main

sys.exit(main())
