"""People at work: somebody of each role, files that hold nothing, and a disclosure brought to a state by the acts."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from django.contrib.auth.models import User

from budgets import acts
from budgets.editions.files import MAKERS
from budgets.models import Department, Disclosure, Post, Region
from budgets.models.disclosure import APPROVED, DRAFT, PUBLISHED, SUBMITTED, WITHDRAWN
from budgets.models.post import CLERK, OFFICER, REVIEWER

ADDRESS = "10.0.0.8"


@contextmanager
def unprinted() -> Iterator[None]:
    """Editions have all their files, but nothing is printed in them."""
    with patch("budgets.editions.files.MAKERS", {ending: lambda document, entries: b"-" for ending in MAKERS}):
        yield


def person(name: str, *posts: tuple[str, Department | Region], superuser: bool = False) -> User:
    """Somebody with their posts, read anew."""
    made, _ = User.objects.get_or_create(username=name, is_staff=True, is_superuser=superuser, first_name=name)
    for role, where in posts:
        Post.objects.create(user=made, role=role, **{"region" if role == OFFICER else "department": where})
    return User.objects.get(pk=made.pk)


def staff(department: Department) -> tuple[User, User, User]:
    """A clerk, a reviewer, and an officer of the region."""
    clerk, reviewer = person("编制人", (CLERK, department)), person("审核人", (REVIEWER, department))
    return clerk, reviewer, person("财政局", (OFFICER, department.region))


def bring(disclosure: Disclosure, state: str, clerk: User, reviewer: User) -> None:
    """Take a draft to a state, by the acts that lead there."""
    steps = {
        SUBMITTED: lambda: acts.submit(disclosure, clerk, ADDRESS),
        APPROVED: lambda: acts.approve(disclosure, reviewer, ADDRESS),
        PUBLISHED: lambda: acts.publish(disclosure, reviewer, ADDRESS),
        WITHDRAWN: lambda: acts.withdraw(disclosure, reviewer, "数字有误", ADDRESS),
    }
    order = [DRAFT, *steps]
    with unprinted():
        for step in order[order.index(disclosure.state) + 1 : order.index(state) + 1]:
            steps[step]()
