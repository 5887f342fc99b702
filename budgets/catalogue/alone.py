"""One writer at a time for what the catalogue says of a department."""

from budgets.models import Department


def alone(department: int) -> Department:
    """The department as it is now, once nobody else changes what the catalogue says of it, which is worked out from
    all of its editions; within a transaction, until its end.

    Its region is read when it is asked for: joined here, it would be as it was before the wait.
    """
    found: Department = Department.objects.select_for_update(no_key=True).get(pk=department)
    return found
