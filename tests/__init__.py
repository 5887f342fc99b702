"""Tests: they mirror budgets/, with golden documents in golden/ and pages in a real browser in browser/."""
