"""The catalogue says what readers see: the same as the editions themselves, at every moment, made at once or anew."""

import random
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from budgets.catalogue import bring_up_to_date, enter, renew_names
from budgets.editions import document_of
from budgets.models import (
    Budget,
    CatalogueEntry,
    CatalogueLine,
    CatalogueMeasure,
    CataloguePassage,
    CatalogueProject,
    Department,
    Edition,
    Region,
    Withdrawal,
)
from tests.builders import budget, earn, freeze, put_off, spend, taken_back

pytestmark = pytest.mark.django_db
BEGIN = datetime(2024, 1, 1, tzinfo=UTC)
DAYS = 12


@pytest.fixture
def made() -> Budget:
    made = budget()
    earn(made, "700000.00")
    spend(made, "function", "700000.00", function="2013101")
    return made


def day(number: int) -> datetime:
    return BEGIN + timedelta(days=number)


def live_by_rule(slug: str, now: datetime) -> int | None:
    """The newest edition that has come out, unless it or a later one was withdrawn by then."""
    come_out = [each.number for each in Edition.objects.filter(slug=slug, public_from__lte=now)]
    withdrawn = [each.number for each in made_withdrawals(slug, now)]
    left = [number for number in come_out if number > max(withdrawn, default=0)]
    return max(left, default=None)


def made_withdrawals(slug: str, now: datetime) -> list:
    return list(Withdrawal.objects.filter(slug=slug, at__lte=now))


@pytest.mark.parametrize("seed", range(6))
def test_the_live_edition_of_every_day_is_the_newest_that_came_out_and_was_not_withdrawn(
    made: Budget, seed: int
) -> None:
    chance = random.Random(seed)
    for number in range(1, chance.randint(2, 4)):
        edition = freeze(made, number=number, reason="更正" if number > 1 else "")
        put_off(edition, day(chance.randint(0, DAYS)))
        if chance.random() < 0.4:
            taken_back(edition, at=day(chance.randint(0, DAYS)))
    for moment in map(day, range(DAYS + 2)):
        found = list(CatalogueEntry.objects.live(moment).values_list("number", flat=True))
        expected = live_by_rule(made.slug, moment)
        assert found == ([] if expected is None else [expected])


def rows() -> list[list[tuple]]:
    """Everything in the catalogue, but for the keys of its rows."""
    models = (CatalogueEntry, CatalogueLine, CatalogueMeasure, CataloguePassage, CatalogueProject)
    return [sorted((each[1:] if model is not CatalogueEntry else each) for each in told(model)) for model in models]


def told(model: type) -> list[tuple]:
    return [tuple(map(str, row)) for row in model._default_manager.values_list()]


def test_made_anew_it_is_the_same(made: Budget) -> None:
    first = freeze(made)
    second = freeze(made, number=2, reason="更正")
    taken_back(first, at=day(40))
    before = rows()
    assert len(before[0]) == 2 and before[1] and before[3]
    call_command("catalogue", anew=True)
    assert rows() == before
    assert CatalogueEntry.objects.live().get().pk == second.pk


def test_an_edition_of_before_the_catalogue_is_entered_once(made: Budget) -> None:
    edition = freeze(made)
    CatalogueEntry.objects.all().delete()
    assert bring_up_to_date() == 1 and bring_up_to_date() == 0
    assert CatalogueEntry.objects.live().get().pk == edition.pk


def test_an_entry_of_another_version_of_the_code_is_made_anew(made: Budget) -> None:
    freeze(made)
    CatalogueEntry.objects.update(made_by=0, title="")
    assert bring_up_to_date() == 1
    assert CatalogueEntry.objects.get().title


def named() -> CataloguePassage:
    return CataloguePassage.objects.get(entry=None, unit=None)


def renamed() -> None:
    """Somebody else gives the department and its region other names."""
    Department.objects.update(name="档案馆")
    Region.objects.update(name="济源市")


def test_a_name_that_was_given_while_an_edition_was_published_is_found(made: Budget) -> None:
    edition = freeze(made)
    assert edition.disclosure.department.region.name == "焦作市"
    renamed()
    enter(edition, document_of(edition))
    assert (named().text, named().heading) == ("档案馆", "济源市")


def test_names_are_renewed_as_they_are_now(made: Budget) -> None:
    department = freeze(made).disclosure.department
    assert department.region.name == "焦作市"
    renamed()
    renew_names(department)
    assert (named().text, named().heading) == ("档案馆", "济源市")


@pytest.mark.skipif(not connection.features.has_select_for_update, reason="this database locks no rows")
def test_names_are_renewed_with_the_lock_of_the_department(made: Budget) -> None:
    department = freeze(made).disclosure.department
    with CaptureQueriesContext(connection) as queries:
        renew_names(department)
    assert any("FOR NO KEY UPDATE" in query["sql"] for query in queries)
