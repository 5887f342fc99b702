"""Reads what others hold: workbooks of tables and lists of lines, into tables with the place of every value."""
