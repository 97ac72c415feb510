import django.db.models.deletion
from django.db import migrations, models


def mark_bare(apps, schema_editor):
    """Rescue files were checked and taken without keeping a signature: of those the hub is the witness."""
    hub = apps.get_model("ledger", "Hub").objects.using(schema_editor.connection.alias).first()
    if hub is not None:
        batches = apps.get_model("ledger", "Batch").objects.using(schema_editor.connection.alias)
        batches.filter(signature="").update(witness=hub.device_id)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0009_links")]

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
        migrations.CreateModel(
            name="Rescued",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("device", models.CharField(max_length=16)),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("former", "Written before the phone joined anew"),
                            ("gap", "An entry before it is missing"),
                            ("copied", "Two phones claim to be the one that wrote it"),
                        ],
                        max_length=10,
                    ),
                ),
                ("channel", models.CharField(max_length=60)),
                ("author", models.CharField(max_length=60)),
                ("type", models.CharField(max_length=60)),
                ("record", models.CharField(db_index=True, max_length=60)),
                ("stamp", models.BigIntegerField()),
                ("content", models.TextField()),
                ("hash", models.BinaryField(unique=True)),
                ("received_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name": "Entry from a rescue file",
                "verbose_name_plural": "Entries from rescue files",
            },
        ),
        migrations.RunPython(mark_bare, migrations.RunPython.noop),
    ]
