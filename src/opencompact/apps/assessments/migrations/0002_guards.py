"""Triggers: what a published assessment says stays until it is taken back."""

from django.db import migrations

from opencompact.apps.assessments.models.assessments import ASSESSMENT_GUARDS
from opencompact.base.audit.guards import operation


class Migration(migrations.Migration):
    dependencies = [("assessments", "0001_initial")]

    operations = [operation(*ASSESSMENT_GUARDS)]
