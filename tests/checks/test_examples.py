"""Every check does what its examples say: passes, fails, holds at its boundary, tells what is missing."""

from importlib import import_module
from pathlib import Path

import pytest

from budgets.checks import FAILS, HOLDS, QUESTION, ROUNDING, UNKNOWN, check, checks
from budgets.checks.model import Judged
from tests.checks.documents import Example

MINE = ("performance", "code", "complete", "wording", "publication", "earlier", "unit")
KINDS = ("passing", "failing", "boundary", "missing")


def _examples() -> dict[str, dict[str, Example]]:
    """The examples of all modules beside this one, by check."""
    found: dict[str, dict[str, Example]] = {}
    for path in sorted(Path(__file__).parent.glob("test_*.py")):
        if path.stem != "test_examples":
            found |= getattr(import_module(f"tests.checks.{path.stem}"), "EXAMPLES", {})
    return found


EXAMPLES = _examples()
CASES = [(id, kind) for id, own in EXAMPLES.items() for kind in own]


def _own(id: str, kind: str) -> list[Judged]:
    document, context = EXAMPLES[id][kind]()
    return [each for each in check(document, context).judged if each.check.id == id]


@pytest.mark.parametrize(("id", "kind"), CASES, ids=[f"{id}-{kind}" for id, kind in CASES])
def test_example(id: str, kind: str) -> None:
    """The outcomes of a check on one of its examples."""
    found = _own(id, kind)
    outcomes = {each.outcome for each in found}
    if kind == "passing":
        assert outcomes == {HOLDS}
    elif kind == "failing":
        question = found[0].check.severity == QUESTION if found else False
        assert (UNKNOWN if question else FAILS) in outcomes
    elif kind == "boundary":
        assert outcomes and outcomes <= {HOLDS, ROUNDING}
    else:
        assert not outcomes & {FAILS, ROUNDING} and (UNKNOWN in outcomes or not outcomes)


@pytest.mark.parametrize("id", [each.id for each in checks() if each.family in MINE])
def test_every_check_has_four_examples(id: str) -> None:
    """No check without examples of all four kinds."""
    assert set(EXAMPLES.get(id, {})) == set(KINDS)


@pytest.mark.parametrize(("id", "kind"), [case for case in CASES if case[1] == "failing"])
def test_a_finding_is_told_in_chinese(id: str, kind: str) -> None:
    """What fails is told with the title of its check and where it is."""
    document, context = EXAMPLES[id][kind]()
    told = [each for each in check(document, context).findings if each.check == id]
    assert told and all(each.message.startswith(each.title) and len(each.message) > len(each.title) for each in told)
