"""The acts of the finance office on a disclosure: submit, approve, publish, correct, withdraw; each is recorded."""
