"""All checks, in the order of their ids: the ``CHECKS`` of every module in ``budgets.checks.families``."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from budgets.checks.model import Check


class DoubleId(ValueError):
    """Two checks have one id."""


@cache
def checks() -> tuple[Check, ...]:
    """Every check of every family."""
    package = import_module("budgets.checks.families")
    found: dict[str, Check] = {}
    for module in iter_modules(package.__path__, package.__name__ + "."):
        for check in import_module(module.name).CHECKS:
            if check.id in found:
                raise DoubleId(check.id)
            found[check.id] = check
    return tuple(sorted(found.values(), key=_order))


def _order(check: Check) -> tuple[bool, str, int]:
    """By family and number; what is left over (99) after all others."""
    family, _, number = check.id.rpartition("-")
    return (number == "99", family, int(number))
