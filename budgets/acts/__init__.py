"""The acts of the finance office on a disclosure: submit, approve, publish, correct, withdraw; each is recorded.

Each takes the disclosure, who does it (``None``: this installation itself) and from which address, and is done whole
with its entry in the record, or raises ``ActRefused`` with what to tell the person. Not to be called within a
transaction of the caller's, but for ``edited``.
"""

from budgets.acts.explaining import confirm, explain, unexplain
from budgets.acts.oversight import Outcome, oversee, publish_region
from budgets.acts.publication import correct, publish, withdraw
from budgets.acts.refusing import ActRefused, may, possible, refusal
from budgets.acts.review import approve, edited, recall, send_back, submit
from budgets.acts.table import ACTS, TITLES, Act

__all__ = [
    "ACTS",
    "TITLES",
    "Act",
    "ActRefused",
    "Outcome",
    "approve",
    "confirm",
    "correct",
    "edited",
    "explain",
    "may",
    "oversee",
    "possible",
    "publish",
    "publish_region",
    "recall",
    "refusal",
    "send_back",
    "submit",
    "unexplain",
    "withdraw",
]
