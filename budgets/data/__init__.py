"""Data that is shipped: classification lists, sample documents, and what loads them."""
