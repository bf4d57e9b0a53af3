"""Triggers: a departure that was filed stays as it was filed."""

from django.db import migrations

from opencompact.apps.organisations.models.departures import DEPARTURE_GUARDS
from opencompact.base.audit.guards import operation


class Migration(migrations.Migration):
    dependencies = [("organisations", "0003_departures")]

    operations = [operation(*DEPARTURE_GUARDS)]
