from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0006_carry_name")]

    operations = [
        migrations.AddField(
            model_name="hub",
            name="closed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
