"""Imports: a file is read, staged, shown, and entered whole or not at all."""
