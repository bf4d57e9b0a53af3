"""The chain loses the names of people; tables for chains brought from elsewhere, and for erasures."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from opencompact.base.audit.chain import FIELDS, START, digest, seal
from opencompact.base.audit.guards import install, operation, remove
from opencompact.base.audit.models import CHAIN_GUARDS, IMPORTED_GUARDS


def write_the_chain_without_names(apps, editor):
    """Reckon every hash anew, once, before anything was released: names were part of them."""
    Event, Head = apps.get_model("audit", "Event"), apps.get_model("audit", "AuditHead")
    events = Event.objects.using(editor.connection.alias).order_by("id")
    head = Head.objects.using(editor.connection.alias).filter(pk=1).first()
    if head is None or not head.count:
        return
    remove(editor.connection, CHAIN_GUARDS)
    previous = START
    for event in events.iterator(chunk_size=2000):
        fields = {name: getattr(event, name) for name in FIELDS}
        event.previous, event.hash = previous, digest(fields, previous)
        event.save(update_fields=["previous", "hash"])
        previous = event.hash
    head.hash, head.seal = previous, seal(head.count, previous, settings.AUDIT_KEY)
    head.save(update_fields=["hash", "seal"])
    install(editor.connection, CHAIN_GUARDS)


class Migration(migrations.Migration):

    dependencies = [
        ('areas', '0001_initial'),
        ('audit', '0002_guards'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveField(
            model_name='event',
            name='actor_name',
        ),
        migrations.CreateModel(
            name='ImportedChain',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('sequence', models.PositiveIntegerField()),
                ('head_count', models.BigIntegerField()),
                ('head_hash', models.CharField(max_length=64)),
                ('digest', models.CharField(max_length=64)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area')),
            ],
            options={
                'ordering': ['area', 'sequence'],
                'constraints': [
                    models.UniqueConstraint(fields=('area', 'sequence'), name='one_chain_a_place'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ImportedActor',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('actor_id', models.UUIDField()),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('chain', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='actors', to='audit.importedchain')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('chain', 'actor_id'), name='one_actor_an_id'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ImportedEvent',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('number', models.BigIntegerField()),
                ('at', models.DateTimeField()),
                ('actor_id', models.UUIDField(null=True)),
                ('verb', models.CharField(max_length=80)),
                ('object_type', models.CharField(blank=True, max_length=80)),
                ('object_id', models.CharField(blank=True, max_length=80)),
                ('data', models.JSONField(default=dict)),
                ('previous', models.CharField(max_length=64)),
                ('hash', models.CharField(max_length=64)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area')),
                ('chain', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='audit.importedchain')),
            ],
            options={
                'ordering': ['chain', 'number'],
                'constraints': [
                    models.UniqueConstraint(fields=('chain', 'number'), name='one_imported_event_a_place'),
                ],
                'indexes': [
                    models.Index(fields=['object_type', 'object_id'], name='audit_imported_object'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Erasure',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('wished_at', models.DateTimeField(blank=True, null=True)),
                ('asked_at', models.DateTimeField(blank=True, null=True)),
                ('signatures', models.CharField(choices=[('keep', 'Keep the name under a signature in force, which is a public record'), ('pseudonymise', 'Take the name off every signature')], default='keep', max_length=12)),
                ('papers', models.CharField(choices=[('keep', 'Keep papers of ended cases, which others may need for a legal claim'), ('remove', 'Remove every paper that names the person')], default='keep', max_length=6)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('done', models.BooleanField(default=False)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area')),
                ('asked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-asked_at', 'id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('area', 'person'), name='one_open_erasure_a_person'), models.CheckConstraint(condition=models.Q(('done', False), models.Q(('asked_by__isnull', False), ('confirmed_by__isnull', False), models.Q(('asked_by', models.F('confirmed_by')), _negated=True)), _connector='OR'), name='erasure_takes_two_people')],
            },
        ),
        operation(*IMPORTED_GUARDS),
        migrations.RunPython(write_the_chain_without_names, migrations.RunPython.noop),
    ]
