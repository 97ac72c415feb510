"""A count is found by its record or its series; two more indexes only made entries slower to take in."""

from django.db import migrations

import debo.ledger.fields


class Migration(migrations.Migration):
    dependencies = [
        ("measures", "0002_taken_back"),
    ]

    operations = [
        migrations.AlterField(
            model_name="observation",
            name="facility",
            field=debo.ledger.fields.Ref(db_index=False, max_length=36, null=True, to="place"),
        ),
        migrations.AlterField(
            model_name="observation",
            name="period",
            field=debo.ledger.fields.Period(db_index=False, max_length=12, null=True),
        ),
    ]
