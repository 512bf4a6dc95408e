"""Plain files in and out: understood wholly, or refused with path, line and what was expected."""
