"""The catalogue of what is public: derived from editions when they are published, read by lists, search, open data."""

from budgets.catalogue.entering import VERSION, bring_up_to_date, enter, withdrawn
from budgets.catalogue.mentions import mentions_of
from budgets.catalogue.names import renew_names
from budgets.catalogue.projects import renew_projects

__all__ = ["VERSION", "bring_up_to_date", "enter", "mentions_of", "renew_names", "renew_projects", "withdrawn"]
