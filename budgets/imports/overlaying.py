"""Lays what the forms of a file say over what is known, where a form says something else than what is known."""

from collections.abc import Mapping

from budgets.entered import Entries
from budgets.importing.forms import put_over

# Which tables tell which group.
TOLD_BY: Mapping[str, tuple[str, ...]] = {
    "three_public": ("B09",),
    "three_public_final": ("F09",),
    "running": ("B09",),
    "texts": ("B14", "F10"),
    "tasks": ("B14", "F10"),
    "indicators": ("B14", "F10"),
    "funding": ("F10",),
    "projects": ("B12", "B15", "F11", "F12"),
    "unplanned": ("B12", "B15", "F11", "F12"),
}


def overlaid(known: Entries, formed: Entries, changed: set[str]) -> Entries:
    """The groups of ``formed`` whose tables are among ``changed``, laid over what is ``known`` of them."""
    groups = {key: formed[key] for key, codes in TOLD_BY.items() if key in formed and changed.intersection(codes)}
    laid = put_over(known, groups)
    return {key: laid[key] for key in groups}
