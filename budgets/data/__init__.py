"""Data that is shipped: classification lists, sample budgets, and what loads them."""
