"""The last event of an area is found in an index."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_imported_chains_and_erasures")]

    operations = [
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["area", "-id", "verb"], name="audit_event_latest"),
        ),
    ]
