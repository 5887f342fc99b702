"""What the forms of a workbook say as entries, and those entries put over what is known already."""

from collections.abc import Callable, Mapping, Sequence

from budgets.entered import Entries
from budgets.importing.book import Problems
from budgets.importing.cells import plain
from budgets.importing.forms import said_of_department as department
from budgets.importing.forms import said_of_plans as plans
from budgets.importing.forms import said_of_results as results
from budgets.importing.forms.register import Project, Register, units_of
from budgets.importing.forms.said import FormEntries, Path, Place, Said
from budgets.importing.read import ReadTable
from budgets.layouts import load

SINGLES = ("three_public", "three_public_final")
OF_DEPARTMENT: Mapping[str, Callable[[Said], Entries]] = {
    "B09": department.three_public,
    "B09.running": department.three_public,
    "F09": department.three_public_final,
    "B14": department.targets,
    "F10": department.evaluated,
}
OF_PROJECTS: Mapping[str, Callable[[Said, Register], None]] = {
    "B15": plans.targets,
    "B15.form": plans.plans,
}


def entries_of(tables: Mapping[str, ReadTable], layout_key: str) -> FormEntries:
    """The groups of entries that the forms among ``tables`` (by code) say: what was typed, not what is worked out.

    ``three_public`` · ``three_public_final`` · ``running`` (Shanghai) · ``texts`` (objective, objective_result) ·
    ``tasks`` · ``indicators`` · ``funding`` · ``projects`` · ``unplanned`` (in B12 only). Groups and fields that no
    form tells are left out.
    """
    places: dict[Path, Place] = {}
    problems = Problems()
    layout = load(layout_key)
    said = {
        read.form: Said(read, layout.table(code), places, problems)
        for code, read in tables.items()
        if any(table.code == code for table in layout.tables)
    }
    entries: Entries = {}
    for form, tell in OF_DEPARTMENT.items():
        entries |= tell(said[form]) if form in said else {}
    if "B09.running" in said:
        entries |= department.running(said["B09.running"], tables.get("B06"))
    entries |= _projects(said, units_of(tables.values()))
    return FormEntries(entries, places, tuple(problems))


def _projects(said: Mapping[str, Said], units: Mapping[str, str]) -> Entries:
    known = Register(units)
    for form, tell in OF_PROJECTS.items():
        if form in said:
            tell(said[form], known)
    # The list gives the order, its forms then tell which projects have one.
    if "F11" in said:
        results.named(said["F11"], known)
    if "F12" in said:
        results.results(said["F12"], known)
    if "F11" in said:
        results.summary(said["F11"], known)
    lone = results.listed(said["B12"], known, "B15" in said) if "B12" in said else []
    read = {"projects": known.projects} if known.projects or set(said) & {"B15", "B15.form", "F11", "F12"} else {}
    return {**read, **({"unplanned": lone} if lone else {})}


def put_over(known: Entries, found: Entries) -> Entries:
    """``known`` with what forms say: fields of single groups, texts by key, projects by code or name; lists whole.

    What forms cannot say of a project that they name (its statement, what it is for) stays. Units that forms name are
    known by their codes.
    """
    entries = {**known, **found}
    for group in SINGLES:
        if group in found:
            entries[group] = {**(known.get(group) or {}), **found[group]}
    if "texts" in found:
        told = {text["key"] for text in found["texts"]}
        entries["texts"] = [*(text for text in known.get("texts") or () if text["key"] not in told), *found["texts"]]
    units = {plain(unit["name"]): unit["code"] for unit in known.get("units") or ()}
    for group in ("projects", "unplanned"):
        if group in found:
            named = [
                {**project, "unit": units.get(plain(project["unit"]), project["unit"])} for project in found[group]
            ]
            entries[group] = _over(known.get(group) or (), named)
    return entries


def _over(known: Sequence[Project], found: Sequence[Project]) -> list[Project]:
    """The projects that forms name, in their order, with what is known of them."""
    register = Register({})
    for project in known:
        at, _ = register.enter(project["name"], project["unit"], project.get("code", ""))
        register.projects[at] = dict(project)
    merged = []
    for project in found:
        place = register.find(project["name"], project["unit"], project["code"])
        before = register.projects[place] if place is not None else {}
        told = {key: value for key, value in project.items() if value or key not in ("unit", "code", "name")}
        if before.get("evaluation") and "evaluation" in told:
            told["evaluation"] = {**before["evaluation"], **told["evaluation"]}
        merged.append({**project, **before, **told})
    return merged
