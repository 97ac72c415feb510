import django.db.models.deletion
from django.db import migrations, models


def mark_bare(apps, schema_editor):
    """Rescue files were checked and taken without keeping a signature: of those the hub is the witness."""
    hub = apps.get_model("ledger", "Hub").objects.using(schema_editor.connection.alias).first()
    if hub is not None:
        batches = apps.get_model("ledger", "Batch").objects.using(schema_editor.connection.alias)
        batches.filter(signature="").update(witness=hub.device_id)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0007_closed")]

    operations = [
        migrations.AddField(
            model_name="batch",
            name="witness",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="ledger.device",
            ),
        ),
        migrations.RunPython(mark_bare, migrations.RunPython.noop),
    ]
