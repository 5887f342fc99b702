"""The checks: one family a file; a check is added by adding an entry to a file's ``CHECKS``."""
