"""The record begins with what has been published before there was one, and the database lets it only grow.

A later migration that makes SQLite build the record's table anew has to add the triggers again.
"""

from django.db import migrations

from budgets.models.record import FIRST, ONLY_GROWS, digest_of

ADD = {
    'sqlite': [
        f"CREATE TRIGGER budgets_record_no_{act} BEFORE {act.upper()} ON budgets_record "
        f"BEGIN SELECT RAISE(ABORT, '{ONLY_GROWS}'); END"
        for act in ('update', 'delete')
    ],
    'postgresql': [
        "CREATE FUNCTION budgets_record_only_grows() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{ONLY_GROWS}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER budgets_record_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON budgets_record "
        "FOR EACH STATEMENT EXECUTE FUNCTION budgets_record_only_grows()",
    ],
}
REMOVE = {
    'sqlite': [f"DROP TRIGGER budgets_record_no_{act}" for act in ('update', 'delete')],
    'postgresql': [
        "DROP TRIGGER budgets_record_only_grows ON budgets_record",
        "DROP FUNCTION budgets_record_only_grows()",
    ],
}


def begin(apps, schema_editor):
    """An entry for every edition of before."""
    Edition, Record = apps.get_model('budgets', 'Edition'), apps.get_model('budgets', 'Record')
    previous = FIRST
    editions = Edition.objects.select_related('published_by').defer('document', 'checked').order_by('published_at', 'pk')
    for number, edition in enumerate(editions, start=1):
        by = edition.published_by
        entry = Record(
            number=number, at=edition.published_at, act='publish', by=by,
            who=(f'{by.first_name} {by.last_name}'.strip() or by.username) if by else '',
            disclosure_id=edition.disclosure_id, slug=edition.slug, version=1,
            what={'edition': edition.number, 'sha256': edition.sha256, 'public_from': edition.public_from.isoformat()},
            reason=edition.reason, previous=previous,
        )
        previous = entry.digest = digest_of(entry)
        entry.save()


def run(statements):
    def forwards(apps, schema_editor):
        for statement in statements[schema_editor.connection.vendor]:
            schema_editor.execute(statement)

    return forwards


class Migration(migrations.Migration):

    dependencies = [
        ('budgets', '0004_workplace'),
    ]

    operations = [
        migrations.RunPython(begin, migrations.RunPython.noop),
        migrations.RunPython(run(ADD), run(REMOVE)),
    ]
