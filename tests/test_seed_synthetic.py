"""Made-up departments: consistent documents, each its own, in the catalogue; never among real ones by accident."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from budgets.checking.examining import examine_alone
from budgets.checks import FAILS
from budgets.data.load import load_classification
from budgets.document import canonical, sha256
from budgets.editions import document_of
from budgets.models import CatalogueEntry, CatalogueLine, Department, Disclosure, Edition, Withdrawal
from budgets.seeding import Sown, fates, sow
from budgets.seeding.planning import IN_A_REGION, WITH_UNIT, Place, places, plans
from budgets.synthetic.whole import REGION
from tests.builders import budget, freeze

pytestmark = pytest.mark.django_db
WITH_UNITS = [place for place in places(4 * IN_A_REGION) if place.number % WITH_UNIT == 0]
# One place of every region: regions take turns with the styles.
STYLES = list({place.region: place for place in WITH_UNITS}.values())


@pytest.mark.parametrize("place", STYLES, ids=lambda place: place.style[0])
def test_documents_of_every_style_keep_every_equality(place: Place) -> None:
    load_classification()
    made = [document for plan in plans(place, (2023, 2024), 1) for document in plan.documents]
    assert {document.kind for document in made} == {"budget", "final"}
    assert any(document.organisation.code != place.code for document in made)
    for document in made:
        failing = [each.message for each in examine_alone(document).report.findings if each.outcome == FAILS]
        assert not failing, document.slug


def test_everything_goes_through_the_catalogue() -> None:
    load_classification()
    sown = sow(4, 2)
    editions = list(Edition.objects.select_related("disclosure"))
    assert (sown.departments, sown.editions) == (4, len(editions)) and len(editions) >= 8
    assert len({edition.sha256 for edition in editions}) == len(editions)
    for edition in editions:
        document = document_of(edition)
        assert (document.slug, document.edition) == (edition.slug, edition.number)
        assert edition.slug == edition.disclosure.slug and edition.sha256 == sha256(document)
        assert canonical(document).decode() == edition.document
    assert CatalogueEntry.objects.count() == len(editions)
    assert set(CatalogueLine.objects.values_list("entry", flat=True)) == {edition.pk for edition in editions}


def test_what_is_there_is_left_alone() -> None:
    load_classification()
    sow(2, 1)
    before = list(Edition.objects.values_list("slug", "sha256"))
    assert sow(2, 1) == Sown(there=2)
    assert list(Edition.objects.values_list("slug", "sha256")) == before


def test_the_same_seed_gives_the_same_documents() -> None:
    place = next(places(1))
    first, again, other = (plans(place, (2024,), seed)[0].documents for seed in (1, 1, 2))
    assert first == again != other


def test_some_are_corrected_withdrawn_late_and_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    for fate in ("MISSING", "LATE", "CORRECTED_OFTEN", "WITHDRAWN_OFTEN"):
        monkeypatch.setattr(fates, fate, 30)  # or it would take hundreds of documents to meet each
    load_classification()
    sow(4, 2)
    assert Edition.objects.filter(number=2).exclude(reason="").exists()
    assert Withdrawal.objects.exists()
    assert Disclosure.objects.filter(editions=None, state="draft").exists()
    dated = Edition.objects.filter(number=1).select_related("disclosure")
    assert any(edition.public_from.date() > edition.disclosure.deadline for edition in dated)


def test_made_up_documents_are_not_put_among_real_ones(unchecked: None) -> None:
    freeze(budget())
    assert not Edition.objects.get().slug.startswith(REGION[:4])
    with pytest.raises(CommandError, match="真实"):
        call_command("seed_synthetic", departments=1, years=1)
    assert Department.objects.count() == 1
    told = StringIO()
    call_command("seed_synthetic", departments=1, years=1, force=True, stdout=told)
    assert "加入虚构部门 1 个" in told.getvalue() and Department.objects.count() == 2


def test_the_data_page_explains_the_sums(client: Client) -> None:
    page = client.get("/data/")
    assert page.status_code == 200 and "尾差" in page.content.decode()
