"""Triggers that hold the chain against change; a later migration that remakes a table repeats this."""

from django.db import migrations

from opencompact.base.audit.guards import operation
from opencompact.base.audit.models import CHAIN_GUARDS


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [operation(*CHAIN_GUARDS)]
