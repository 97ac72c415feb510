"""On PostgreSQL the entries are kept in partitions by channel (docs/decisions/0040-partitions.md)."""

from django.db import migrations, models

from debo.ledger.partitions import divide


def divide_on_postgresql(_apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        with schema_editor.connection.cursor() as cursor:
            for statement in divide():
                cursor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_revocation")]

    operations = [
        migrations.AlterField(
            model_name="entry",
            name="batch",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=models.deletion.PROTECT,
                to="ledger.batch",
            ),
        ),
        migrations.RunPython(divide_on_postgresql, migrations.RunPython.noop),
    ]
