"""The ledger: sums on the trees agree whatever the lines, and what is not known is never counted as zero."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from budgets.ledger import CARRIED, CURRENT, FULL, FUNCTION, FUNDS, NATURES, At, Line, cut_of, selected, total

LEAF_NATURES = [node for node in NATURES if not any(other.startswith(node + ".") for other in NATURES)]
LEAF_FUNDS = [node for node in FUNDS if not any(other.startswith(node + ".") for other in FUNDS)]
amounts = st.integers(min_value=-(10**12), max_value=10**12).map(lambda fen: Decimal(fen).scaleb(-2))
lines = st.lists(
    st.builds(
        Line,
        amount=amounts,
        function=st.sampled_from(["2010301", "2010302", "2080505", "2210201"]),
        nature=st.sampled_from(LEAF_NATURES),
        fund=st.sampled_from(LEAF_FUNDS),
        origin=st.sampled_from([CURRENT, CARRIED]),
    )
)


def children(node: str, tree: dict[str, str]) -> list[str]:
    return [other for other in tree if other.rpartition(".")[0] == node and other != node]


@given(lines)
def test_a_node_is_the_sum_of_its_children(found: list[Line]) -> None:
    for node in NATURES:
        below = children(node, NATURES)
        if below:
            assert total(found, At(nature=node)) == sum(total(found, At(nature=child)) or 0 for child in below)


@given(lines)
def test_funds_origins_and_classes_each_make_up_the_whole(found: list[Line]) -> None:
    whole = total(found)
    roots = [fund for fund in FUNDS if "." not in fund]
    assert whole == sum(total(found, At(fund=fund)) or 0 for fund in roots)
    assert whole == total(found, At(fund=tuple(roots)))
    assert whole == sum(total(found, At(origin=origin)) or 0 for origin in (CURRENT, CARRIED))
    assert whole == sum(total(found, At(function=code)) or 0 for code in ("201", "208", "221"))


@given(lines, amounts.filter(bool))
def test_a_line_known_to_an_inner_node_hides_what_is_below_it_only(found: list[Line], amount: Decimal) -> None:
    more = [*found, Line(amount, function="2010301", nature="basic", fund="general.fiscal")]
    assert total(more, At(nature="basic.staff")) is None
    assert total(more, At(nature="basic")) == (total(found, At(nature="basic")) or 0) + amount
    assert total(more, At(nature="project")) == total(found, At(nature="project"))


def test_a_line_of_zero_hides_nothing() -> None:
    assert total([Line(Decimal("0.00"), nature="basic")], At(nature="basic.staff")) == 0


def test_a_class_known_in_part_is_not_a_section_of_it() -> None:
    line = Line(Decimal(1), function="201")
    assert selected(line, At(function="201")) is True
    assert selected(line, At(function="20103")) is None
    assert selected(line, At(function="208")) is False


def test_full_lines_stand_in_for_every_cut_and_are_not_joined_to_it() -> None:
    full, cut = Line(Decimal(1), cut=FULL, position=2), Line(Decimal(2), cut=FUNCTION, position=1)
    assert cut_of([full, cut], FUNCTION) == (full,)
    assert cut_of([cut], FUNCTION) == (cut,)
