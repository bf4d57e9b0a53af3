"""The outbox, topics, texts and links that act."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    # One step for a new installation; one that took the steps this stands for goes on from here.
    replaces = [
        ('notify', '0001_initial'),
        ('notify', '0002_topics_and_texts'),
        ('notify', '0003_links'),
        ('notify', '0004_languages'),
    ]

    initial = True

    dependencies = [
        ('areas', '0003_languages'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ActionLink',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('purpose', models.CharField(max_length=80)),
                ('to_address', models.EmailField(max_length=254)),
                ('to_name', models.CharField(blank=True, max_length=150)),
                ('object_type', models.CharField(max_length=80)),
                ('object_id', models.CharField(max_length=80)),
                ('says', models.CharField(max_length=300)),
                ('data', models.JSONField(blank=True, default=dict)),
                ('secret', models.CharField(max_length=64, unique=True)),
                ('created_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('used_at', models.DateTimeField(blank=True, null=True)),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['object_type', 'object_id'], name='link_by_object')],
                'constraints': [models.CheckConstraint(condition=models.Q(('used_at', None), ('revoked_at', None), _connector='OR'), name='link_used_or_revoked')],
            },
        ),
        migrations.CreateModel(
            name='MailText',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=60)),
                ('language', models.CharField(default='en', max_length=5)),
                ('subject', models.CharField(max_length=200)),
                ('says', models.TextField(blank=True)),
                ('do', models.TextField(blank=True)),
                ('own', models.BooleanField(default=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('changed_at', models.DateTimeField()),
                ('changed_by', models.CharField(blank=True, max_length=150)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('area', 'kind', 'language'), name='one_text_a_kind_and_language')],
            },
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=200)),
                ('topic', models.CharField(default='roles', max_length=20)),
                ('language', models.CharField(default='en', max_length=5)),
                ('kind', models.CharField(blank=True, max_length=60)),
                ('about', models.CharField(blank=True, max_length=300)),
                ('to_address', models.EmailField(max_length=254)),
                ('to_name', models.CharField(blank=True, max_length=150)),
                ('subject', models.CharField(max_length=200)),
                ('says', models.TextField(blank=True)),
                ('do', models.TextField(blank=True)),
                ('due', models.DateField(null=True)),
                ('link', models.TextField(blank=True)),
                ('why', models.TextField(blank=True)),
                ('message_id', models.CharField(max_length=200)),
                ('created_at', models.DateTimeField()),
                ('not_before', models.DateTimeField(null=True)),
                ('rhythm', models.CharField(blank=True, max_length=10)),
                ('sorted_at', models.DateTimeField(null=True)),
                ('next_try_at', models.DateTimeField()),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('sent_at', models.DateTimeField(null=True)),
                ('failed_at', models.DateTimeField(null=True)),
                ('cancelled_at', models.DateTimeField(null=True)),
                ('last_error', models.TextField(blank=True)),
                ('area', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area')),
                ('digest', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='items', to='notify.message')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('cancelled_at', None), ('digest', None), ('failed_at', None), ('sent_at', None)), fields=['next_try_at'], name='notify_message_waiting'), models.Index(fields=['to_address', 'sorted_at'], name='notify_message_of_a_day')],
                'constraints': [models.UniqueConstraint(fields=('key', 'to_address'), name='one_message_a_key_address')],
            },
        ),
        migrations.CreateModel(
            name='Preference',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('topic', models.CharField(max_length=20)),
                ('rhythm', models.CharField(max_length=10)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('area', 'user', 'topic'), name='one_preference_a_topic')],
            },
        ),
    ]
