"""Comparing: departments side by side and years in a row on the same lines, from the catalogue alone."""
