"""What was asked for is kept beside each act's key, so that a key used again for something else is known.

A column that may be empty is added to the table as it stands: SQLite makes no other of it, which would lose
the triggers that guard it.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One more column of the acts, outside the chain of hashes."""

    dependencies = (("countroom", "0002_append_only"),)
    operations = (
        migrations.AddField("actrow", "asked", models.CharField(editable=False, max_length=64, null=True)),
    )
