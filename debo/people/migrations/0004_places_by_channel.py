"""An exchange asks for the places of its reader's collaboratives, and reads no others."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0003_second_factor"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="place",
            index=models.Index(models.F("channel"), name="place_channel"),
        ),
    ]
