"""The administration: where finance clerks enter, look at and publish a department's budget and final accounts."""

from budgets.admin import classification, disclosure, edition, organisation, people, performance, plans

__all__ = ["classification", "disclosure", "edition", "organisation", "people", "performance", "plans"]
