"""Made-up regions with years of editions, for trials of how pages bear thousands of documents. Never for readers."""

from budgets.seeding.sowing import Real, Sown, published, sow

__all__ = ["Real", "Sown", "published", "sow"]
