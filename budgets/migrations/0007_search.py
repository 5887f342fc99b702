"""The full-text index of the catalogue's passages: FTS5 on SQLite, kept in step by triggers; GIN on PostgreSQL.

The words are parted by blanks and in lower case already (``budgets.catalogue.words``), so that SQLite's plainest
tokenizer is the one that keeps them as they are. What begins with so many characters as ``PREFIXES`` is looked up at
once: one character behind the mark of what it is told of, and codes and initials of three characters and more.
A later migration that makes SQLite build the passages' table anew has to add the triggers again.
"""

from django.db import migrations

TABLE = 'budgets_cataloguepassage'
INDEX = 'budgets_cataloguepassage_words'
DROP_OLD = f"INSERT INTO {INDEX} ({INDEX}, rowid, words) VALUES ('delete', old.id, old.words);"
PREFIXES = '2 4 5 6 7 8'
ADD_NEW = f'INSERT INTO {INDEX} (rowid, words) VALUES (new.id, new.words);'

FORWARDS = {
    'sqlite': [
        f'CREATE VIRTUAL TABLE {INDEX} USING fts5 '
        f"(words, content='{TABLE}', content_rowid='id', tokenize='ascii', prefix='{PREFIXES}')",
        f'CREATE TRIGGER {INDEX}_insert AFTER INSERT ON {TABLE} BEGIN {ADD_NEW} END',
        f'CREATE TRIGGER {INDEX}_delete AFTER DELETE ON {TABLE} BEGIN {DROP_OLD} END',
        f'CREATE TRIGGER {INDEX}_update AFTER UPDATE OF words ON {TABLE} BEGIN {DROP_OLD} {ADD_NEW} END',
        f"INSERT INTO {INDEX} ({INDEX}) VALUES ('rebuild')",
    ],
    'postgresql': [f"CREATE INDEX {INDEX} ON {TABLE} USING gin (to_tsvector('simple', words))"],
}
BACKWARDS = {
    'sqlite': [
        *(f'DROP TRIGGER {INDEX}_{act}' for act in ('insert', 'delete', 'update')),
        f'DROP TABLE {INDEX}',
    ],
    'postgresql': [f'DROP INDEX {INDEX}'],
}


def run(statements):
    def change(apps, schema_editor):
        for statement in statements[schema_editor.connection.vendor]:
            schema_editor.execute(statement)

    return change


class Migration(migrations.Migration):

    dependencies = [
        ('budgets', '0006_catalogue'),
    ]

    operations = [migrations.RunPython(run(FORWARDS), run(BACKWARDS))]
