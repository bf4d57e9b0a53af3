"""Triggers: events and papers never change; a case keeps its number, edition and area for life."""

from django.db import migrations

from opencompact.apps.disputes.models.cases import CASE_GUARDS
from opencompact.apps.disputes.models.events import EVENT_GUARDS
from opencompact.base.audit.guards import operation


class Migration(migrations.Migration):
    dependencies = [("disputes", "0001_initial")]

    operations = [operation(*CASE_GUARDS, *EVENT_GUARDS)]
