"""What was entered for a disclosure, taken from the database as plain data and put back."""
