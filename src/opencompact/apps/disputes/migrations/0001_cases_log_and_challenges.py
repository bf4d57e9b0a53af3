"""Cases, the log of concerns, challenges, letters, rooms and bundles, with their guards."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from opencompact.apps.disputes.models.bundles import BUNDLE_GUARDS
from opencompact.apps.disputes.models.cases import CASE_GUARDS
from opencompact.apps.disputes.models.challenges import CHALLENGE_GUARDS
from opencompact.apps.disputes.models.clearing import CLEARING_GUARDS
from opencompact.apps.disputes.models.events import EVENT_GUARDS
from opencompact.apps.disputes.models.letters import LETTER_GUARDS
from opencompact.apps.disputes.models.log import LOG_GUARDS
from opencompact.apps.disputes.models.rooms import ROOM_GUARDS
from opencompact.base.audit.guards import operation


class Migration(migrations.Migration):

    # One step for a new installation; one that took the steps this stands for goes on from here.
    replaces = [
        ('disputes', '0001_initial'),
        ('disputes', '0002_guards'),
        ('disputes', '0003_private_calendars'),
        ('disputes', '0004_moved_dates'),
        ('disputes', '0005_log'),
        ('disputes', '0006_challenges_letters_signposts'),
        ('disputes', '0007_rooms_and_bundles'),
        ('disputes', '0008_parties_and_after'),
        ('disputes', '0009_keeping'),
    ]

    initial = True

    dependencies = [
        ('agreement', '0003_drafting'),
        ('areas', '0003_languages'),
        ('organisations', '0002_leads_training_confirmation'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Case',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.CharField(max_length=20)),
                ('subject', models.CharField(max_length=120)),
                ('raised_on', models.DateField()),
                ('next_due', models.DateField(blank=True, null=True)),
                ('closed_on', models.DateField(blank=True, null=True)),
                ('asked_on', models.DateField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=0)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='agreement.edition')),
                ('raised_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-number'],
                'constraints': [
                    models.UniqueConstraint(fields=('area', 'number'), name='one_case_a_number'),
                ],
                'indexes': [
                    models.Index(fields=['area', 'closed_on', 'next_due'], name='case_by_due'),
                ],
            },
        ),
        migrations.CreateModel(
            name='BundlePlace',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('piece', models.CharField(max_length=60)),
                ('place', models.PositiveIntegerField()),
                ('heading', models.CharField(blank=True, max_length=120)),
                ('name', models.CharField(blank=True, max_length=120)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bundle_places', to='disputes.case')),
            ],
            options={
                'ordering': ['case', 'place', 'id'],
                'constraints': [
                    models.UniqueConstraint(fields=('case', 'piece'), name='one_place_a_piece'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Bundle',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('actor_id', models.UUIDField(blank=True, null=True)),
                ('actor_name', models.CharField(blank=True, max_length=150)),
                ('number', models.PositiveIntegerField()),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('building', 'Being made'), ('ready', 'Ready'), ('failed', 'Failed'), ('removed', 'Removed')], default='waiting', max_length=10)),
                ('closes', models.BooleanField(default=False)),
                ('language', models.CharField(max_length=10)),
                ('digest', models.CharField(max_length=64)),
                ('parts', models.PositiveIntegerField(default=0)),
                ('done', models.PositiveIntegerField(default=0)),
                ('begun_at', models.DateTimeField(blank=True, null=True)),
                ('made_at', models.DateTimeField(blank=True, null=True)),
                ('pages', models.PositiveIntegerField(default=0)),
                ('first_pages', models.JSONField(blank=True, default=dict)),
                ('size', models.PositiveBigIntegerField(default=0)),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bundles', to='disputes.case')),
            ],
            options={
                'ordering': ['-number'],
                'constraints': [
                    models.UniqueConstraint(fields=('case', 'number'), name='one_bundle_a_number'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Access',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('on', models.DateField()),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='accesses', to='disputes.case')),
            ],
            options={
                'ordering': ['-on', 'id'],
                'constraints': [
                    models.UniqueConstraint(fields=('case', 'user', 'on'), name='one_access_a_day'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Absence',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('first', models.DateField()),
                ('last', models.DateField()),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='absences', to='disputes.case')),
            ],
            options={
                'ordering': ['first', 'last', 'id'],
                'constraints': [
                    models.UniqueConstraint(fields=('case', 'user', 'first', 'last'), name='one_absence_of_these_days'),
                    models.CheckConstraint(condition=models.Q(('last__gte', models.F('first'))), name='absence_ends_after_it_starts'),
                ],
            },
        ),
        migrations.CreateModel(
            name='CaseEvent',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('sequence', models.PositiveIntegerField()),
                ('step', models.CharField(max_length=80)),
                ('role', models.CharField(max_length=80)),
                ('on', models.DateField()),
                ('at', models.DateTimeField()),
                ('received', models.DateField(blank=True, null=True)),
                ('outcome', models.CharField(blank=True, max_length=80)),
                ('fixed', models.DateField(blank=True, null=True)),
                ('override', models.TextField(blank=True)),
                ('answers', models.JSONField(blank=True, default=dict)),
                ('actor_id', models.UUIDField(blank=True, null=True)),
                ('actor_name', models.CharField(blank=True, max_length=150)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='disputes.case')),
            ],
            options={
                'ordering': ['case', 'sequence'],
                'constraints': [
                    models.UniqueConstraint(fields=('case', 'sequence'), name='one_event_a_place'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Challenge',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('subject', models.CharField(max_length=120)),
                ('wanted', models.TextField(blank=True)),
                ('enough', models.TextField(blank=True)),
                ('decided_on', models.DateField(blank=True, null=True)),
                ('known_on', models.DateField(blank=True, null=True)),
                ('route', models.CharField(blank=True, choices=[('role', 'Somebody with a public role there'), ('voices', 'Everybody who speaks for it here'), ('named', 'Somebody I name')], max_length=10)),
                ('to_name', models.CharField(blank=True, max_length=120)),
                ('to_position', models.CharField(blank=True, max_length=120)),
                ('to_email', models.EmailField(blank=True, max_length=254)),
                ('to_address', models.TextField(blank=True)),
                ('copied', models.BooleanField(default=False)),
                ('signed_by', models.CharField(blank=True, max_length=120)),
                ('signed_as', models.CharField(blank=True, max_length=120)),
                ('letter', models.TextField(blank=True)),
                ('letter_of', models.CharField(blank=True, max_length=64)),
                ('begun_on', models.DateField()),
                ('version', models.PositiveIntegerField(default=0)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area')),
                ('begun_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='challenges_to_it', to='organisations.organisation')),
                ('to_role', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.role')),
            ],
            options={
                'ordering': ['-begun_on', 'id'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('subject', ''), _negated=True), name='challenge_has_a_subject'),
                    models.CheckConstraint(condition=models.Q(models.Q(('route', 'role'), _negated=True), ('to_role__isnull', False), _connector='OR'), name='challenge_to_a_role_has_one'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Broken',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area')),
                ('commitment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='challenges', to='agreement.commitment')),
                ('challenge', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='broken', to='disputes.challenge')),
            ],
            options={
                'verbose_name': 'broken commitment',
                'ordering': ['commitment__edition__adopted_on', 'commitment__order'],
                'constraints': [
                    models.UniqueConstraint(fields=('challenge', 'commitment'), name='one_broken_commitment_a_challenge'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ChallengeEvent',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('sequence', models.PositiveIntegerField()),
                ('kind', models.CharField(choices=[('sent', 'Sent'), ('reply', 'Reply'), ('follow-up', 'Followed up'), ('outcome', 'Outcome'), ('closed', 'Closed')], max_length=10)),
                ('on', models.DateField()),
                ('at', models.DateTimeField()),
                ('how', models.CharField(blank=True, choices=[('mail', 'By mail from here'), ('post', 'By post'), ('hand', 'Handed over'), ('own', 'By your own mail')], max_length=10)),
                ('outcome', models.CharField(blank=True, choices=[('right', 'Put right'), ('partly', 'Partly put right'), ('not', 'Not put right'), ('further', 'Taken further')], max_length=10)),
                ('text', models.TextField(blank=True)),
                ('letter', models.JSONField(blank=True, default=dict)),
                ('actor_id', models.UUIDField(blank=True, null=True)),
                ('actor_name', models.CharField(blank=True, max_length=150)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area')),
                ('challenge', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='disputes.challenge')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={
                'ordering': ['challenge', 'sequence'],
                'constraints': [
                    models.UniqueConstraint(fields=('challenge', 'sequence'), name='one_challenge_event_a_place'),
                    models.UniqueConstraint(condition=models.Q(('kind', 'sent')), fields=('challenge',), name='a_challenge_is_sent_once'),
                ],
                'indexes': [
                    models.Index(fields=['area', 'kind', 'on'], name='challenge_event_by_kind'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Challenger',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area')),
                ('challenge', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='challengers', to='disputes.challenge')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='challenges', to='organisations.organisation')),
            ],
            options={
                'ordering': ['organisation__match_key', 'id'],
                'constraints': [
                    models.UniqueConstraint(fields=('challenge', 'organisation'), name='one_challenger_a_challenge'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Citation',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='citations', to='disputes.case')),
                ('commitment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='disputes', to='agreement.commitment')),
            ],
            options={
                'ordering': ['commitment__order'],
                'constraints': [
                    models.UniqueConstraint(fields=('case', 'commitment'), name='one_citation_a_case'),
                ],
            },
        ),
        migrations.CreateModel(
            name='CountedBy',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('holidays', models.JSONField()),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('area',), name='one_calendar_counted_by'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('need', models.CharField(max_length=80)),
                ('room', models.CharField(choices=[('exchange', 'Exchange'), ('mediation', 'Mediation room'), ('panel', 'Panel'), ('desk', 'Support team')], max_length=20)),
                ('name', models.CharField(max_length=120)),
                ('kind', models.CharField(max_length=5)),
                ('size', models.PositiveIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('reason', models.TextField(blank=True)),
                ('given_at', models.DateTimeField(blank=True, null=True)),
                ('actor_id', models.UUIDField(blank=True, null=True)),
                ('actor_name', models.CharField(blank=True, max_length=150)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='disputes.case')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='disputes.caseevent')),
                ('replaces', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='disputes.document')),
            ],
            options={
                'ordering': ['event__sequence', 'name', 'id'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('replaces', None), models.Q(('given_at__isnull', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='a_new_version_says_when_and_why'),
                    models.CheckConstraint(condition=models.Q(('replaces', None), models.Q(('replaces', models.F('id')), _negated=True), _connector='OR'), name='no_paper_replaces_itself'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Feedback',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('marks', models.JSONField()),
                ('words', models.TextField(blank=True)),
                ('shown', models.BooleanField(default=False)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.CharField(max_length=20)),
                ('ending', models.CharField(max_length=80)),
                ('name', models.CharField(max_length=200, verbose_name='finding')),
                ('says', models.TextField(blank=True)),
                ('then', models.CharField(max_length=10)),
                ('statement', models.TextField()),
                ('parties', models.JSONField(default=list)),
                ('commitments', models.JSONField(default=list)),
                ('made_on', models.DateField()),
                ('made_by', models.UUIDField(blank=True, null=True)),
                ('published_on', models.DateField(blank=True, null=True)),
                ('learning', models.CharField(blank=True, max_length=500)),
                ('learnt_on', models.DateField(blank=True, null=True)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area')),
                ('case', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='finding', to='disputes.case')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='agreement.edition')),
            ],
            options={
                'ordering': ['-published_on', '-number'],
                'constraints': [
                    models.UniqueConstraint(fields=('area', 'number'), name='one_finding_a_number'),
                    models.CheckConstraint(condition=models.Q(models.Q(('learning', ''), ('learnt_on__isnull', True)), models.Q(models.Q(('learning', ''), _negated=True), ('learnt_on__isnull', False)), _connector='OR'), name='learning_has_its_day'),
                ],
                'indexes': [
                    models.Index(fields=['area', '-published_on'], name='finding_by_day'),
                ],
            },
        ),
        migrations.CreateModel(
            name='JointOffer',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('made_on', models.DateField()),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('case', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='joint_offer', to='disputes.case')),
            ],
            options={
                'ordering': ['-made_on', 'id'],
            },
        ),
        migrations.CreateModel(
            name='MovedDate',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('clock', models.CharField(max_length=80)),
                ('party', models.CharField(blank=True, max_length=80)),
                ('place', models.PositiveIntegerField()),
                ('was', models.DateField()),
                ('now', models.DateField()),
                ('why', models.JSONField()),
                ('moved_on', models.DateField()),
                ('accepted_on', models.DateField(blank=True, null=True)),
                ('accepted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='moves', to='disputes.case')),
            ],
            options={
                'ordering': ['moved_on', 'clock', 'party', 'id'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('was', models.F('now')), _negated=True), name='a_moved_date_moved'),
                    models.CheckConstraint(condition=models.Q(('accepted_on__isnull', True), models.Q(('accepted_on__gte', models.F('moved_on')), ('now__lt', models.F('was'))), _connector='OR'), name='only_an_earlier_day_is_accepted'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Occasion',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area')),
                ('finding', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='occasions', to='disputes.finding')),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='occasions', to='agreement.draftingtask')),
            ],
            options={
                'ordering': ['finding__published_on', 'id'],
                'constraints': [
                    models.UniqueConstraint(fields=('task', 'finding'), name='one_occasion_a_finding'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Occurrence',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('day', models.DateField()),
                ('text', models.TextField()),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area')),
                ('challenge', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='occurrences', to='disputes.challenge')),
            ],
            options={
                'ordering': ['day', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Party',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('side', models.CharField(choices=[('claimant', 'Raised it'), ('respondent', 'Asked to answer')], max_length=10)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='parties', to='disputes.case')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='disputes', to='organisations.organisation')),
            ],
            options={
                'ordering': ['side', 'organisation__match_key', 'id'],
                'constraints': [
                    models.UniqueConstraint(fields=('case', 'organisation'), name='one_party_a_case'),
                ],
            },
        ),
        migrations.AddField(
            model_name='caseevent',
            name='party',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='disputes.party'),
        ),
        migrations.CreateModel(
            name='BundleMark',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('actor_id', models.UUIDField(blank=True, null=True)),
                ('actor_name', models.CharField(blank=True, max_length=150)),
                ('agreed', models.BooleanField()),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='marks', to='disputes.document')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='disputes.party')),
            ],
            options={
                'ordering': ['document', 'party'],
                'constraints': [
                    models.UniqueConstraint(fields=('document', 'party'), name='one_mark_a_side'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Adviser',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('invited_on', models.DateField()),
                ('accepted_on', models.DateField(blank=True, null=True)),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area')),
                ('invited_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='advisers', to='disputes.case')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='advisers', to='disputes.party')),
            ],
            options={
                'ordering': ['invited_on', 'id'],
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('ended_on__isnull', True)), fields=('case', 'user'), name='one_open_adviser_a_case'),
                    models.CheckConstraint(condition=models.Q(('accepted_on__isnull', True), ('accepted_on__gte', models.F('invited_on')), _connector='OR'), name='adviser_accepts_after_the_invitation'),
                    models.CheckConstraint(condition=models.Q(('ended_on__isnull', True), ('ended_on__gte', models.F('invited_on')), _connector='OR'), name='adviser_ends_after_the_invitation'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Admission',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('given_on', models.DateField()),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area')),
                ('given_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('adviser', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='admissions', to='disputes.adviser')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='disputes.party')),
            ],
            options={
                'ordering': ['given_on', 'id'],
                'constraints': [
                    models.UniqueConstraint(fields=('adviser', 'party'), name='one_admission_a_side'),
                ],
            },
        ),
        migrations.CreateModel(
            name='PrivateCalendar',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('part', models.CharField(choices=[('party', 'Representative'), ('chair', 'Chair'), ('panel', 'Panel member'), ('mediator', 'Mediator'), ('officer', 'Support team')], max_length=10)),
                ('token_hash', models.CharField(max_length=64, unique=True)),
                ('made_at', models.DateTimeField()),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['part', 'id'],
                'constraints': [
                    models.UniqueConstraint(fields=('area', 'user', 'part'), name='one_private_calendar_a_part'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Referral',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('to', models.CharField(max_length=200)),
                ('on', models.DateField()),
                ('remind_on', models.DateField()),
                ('outcome', models.CharField(blank=True, max_length=500)),
                ('outcome_on', models.DateField(blank=True, null=True)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area')),
                ('case', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='referral', to='disputes.case')),
                ('noted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-on', 'id'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(models.Q(('outcome', ''), ('outcome_on__isnull', True)), models.Q(models.Q(('outcome', ''), _negated=True), ('outcome_on__gte', models.F('on'))), _connector='OR'), name='referral_has_an_outcome_and_its_day'),
                    models.CheckConstraint(condition=models.Q(('remind_on__gte', models.F('on'))), name='referral_reminds_after_it_was_made'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.CharField(max_length=9)),
                ('event', models.CharField(max_length=120)),
                ('happened_on', models.DateField()),
                ('about_then', models.BooleanField(default=False)),
                ('what', models.TextField(max_length=4000)),
                ('effect', models.TextField(blank=True, max_length=4000)),
                ('treatment', models.CharField(choices=[('confidential', 'Confidential'), ('anonymous', 'Without a name'), ('collective', 'Only together with others'), ('open', 'Open')], max_length=12)),
                ('behalf_name', models.CharField(blank=True, max_length=200)),
                ('name', models.CharField(blank=True, max_length=200)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('sent_on', models.DateField()),
                ('route', models.CharField(blank=True, choices=[('agreement', 'The agreement'), ('contract', 'A contract'), ('complaint', 'How one body treated somebody'), ('nothing', 'None of these')], max_length=10)),
                ('cause', models.CharField(blank=True, max_length=80)),
                ('closed_on', models.DateField(blank=True, null=True)),
                ('withdrawn_on', models.DateField(blank=True, null=True)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area')),
                ('behalf', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports_about', to='organisations.organisation')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agreement.edition')),
                ('reporter', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['sent_on', 'number'],
                'constraints': [
                    models.UniqueConstraint(fields=('area', 'number'), name='one_report_a_number'),
                    models.CheckConstraint(condition=models.Q(('behalf', None), models.Q(('behalf', models.F('body')), _negated=True), _connector='OR'), name='no_body_reports_itself'),
                    models.CheckConstraint(condition=models.Q(('what', ''), _negated=True), name='a_report_says_what'),
                    models.CheckConstraint(condition=models.Q(('happened_on__lte', models.F('sent_on'))), name='reported_afterwards'),
                    models.CheckConstraint(condition=models.Q(('withdrawn_on', None), models.Q(('email', ''), ('name', '')), _connector='OR'), name='a_withdrawn_report_names_nobody'),
                ],
                'indexes': [
                    models.Index(fields=['area', 'body', 'route'], name='report_by_body'),
                ],
            },
        ),
        migrations.CreateModel(
            name='JointMember',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('says', models.TextField(max_length=4000)),
                ('joined_on', models.DateField()),
                ('confirmed_on', models.DateField(blank=True, null=True)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area')),
                ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('offer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='members', to='disputes.jointoffer')),
                ('report', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='joined', to='disputes.report')),
            ],
            options={
                'ordering': ['joined_on', 'id'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(models.Q(('confirmed_by', None), ('confirmed_on', None)), models.Q(('confirmed_by__isnull', False), ('confirmed_on__isnull', False)), _connector='OR'), name='whoever_confirmed_did_so_on_a_day'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Clearing',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kept', models.CharField(choices=[('mediation', 'mediation'), ('notes', 'notes'), ('accesses', 'accesses'), ('case', 'case'), ('reporter', 'reporter'), ('report', 'report')], max_length=10)),
                ('proposed_on', models.DateField()),
                ('removed_on', models.DateField(blank=True, null=True)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area')),
                ('case', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='clearings', to='disputes.case')),
                ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('report', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='clearings', to='disputes.report')),
            ],
            options={
                'ordering': ['proposed_on', 'id'],
                'constraints': [
                    models.UniqueConstraint(fields=('case', 'kept'), name='one_clearing_of_a_case'),
                    models.UniqueConstraint(fields=('report', 'kept'), name='one_clearing_of_a_report'),
                    models.CheckConstraint(condition=models.Q(models.Q(('case__isnull', False), ('kept__in', ['mediation', 'notes', 'accesses', 'case']), ('report', None)), models.Q(('case', None), ('kept__in', ['reporter', 'report']), ('report__isnull', False)), _connector='OR'), name='clearing_is_of_a_case_or_a_report'),
                    models.CheckConstraint(condition=models.Q(models.Q(('confirmed_by', None), ('proposed_by__isnull', False), ('removed_on', None)), models.Q(('proposed_by__isnull', False), ('removed_on__isnull', False), ('confirmed_by__isnull', False), models.Q(('proposed_by', models.F('confirmed_by')), _negated=True)), models.Q(('confirmed_by', None), ('proposed_by', None), ('removed_on__isnull', False)), _connector='OR'), name='clearing_takes_two_people'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ReportCitation',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area')),
                ('commitment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='agreement.commitment')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='citations', to='disputes.report')),
            ],
            options={
                'ordering': ['commitment__order'],
                'constraints': [
                    models.UniqueConstraint(fields=('report', 'commitment'), name='one_citation_a_report'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ReportEntry',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('sequence', models.PositiveIntegerField()),
                ('kind', models.CharField(choices=[('sent', 'Reported'), ('added', 'Something was added'), ('triaged', 'Looked at'), ('cause', 'The cause was noted'), ('told', 'The organisation was told'), ('answered', 'The organisation answered'), ('outcome', 'The outcome was noted'), ('asked', 'Asked whether to join others'), ('yes', 'Agreed to join others'), ('no', 'Declined to join others'), ('joined', 'Told of the others'), ('begun', 'Raised together with others'), ('closed', 'Closed'), ('withdrawn', 'Withdrawn')], max_length=10)),
                ('on', models.DateField()),
                ('at', models.DateTimeField()),
                ('choice', models.CharField(blank=True, max_length=80)),
                ('text', models.TextField(blank=True, max_length=4000)),
                ('learning', models.TextField(blank=True, max_length=4000)),
                ('actor_id', models.UUIDField(blank=True, null=True)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='disputes.report')),
            ],
            options={
                'ordering': ['report', 'sequence'],
                'constraints': [
                    models.UniqueConstraint(fields=('report', 'sequence'), name='one_entry_a_place'),
                ],
            },
        ),
        migrations.CreateModel(
            name='RoomNote',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('actor_id', models.UUIDField(blank=True, null=True)),
                ('actor_name', models.CharField(blank=True, max_length=150)),
                ('room', models.CharField(choices=[('panel', 'Panel room'), ('desk', "Officers' desk")], max_length=10)),
                ('text', models.TextField()),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='disputes.case')),
            ],
            options={
                'ordering': ['-at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='RoomPaper',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('actor_id', models.UUIDField(blank=True, null=True)),
                ('actor_name', models.CharField(blank=True, max_length=150)),
                ('room', models.CharField(choices=[('mediation', 'Mediation room'), ('panel', 'Panel room'), ('desk', "Officers' desk")], max_length=10)),
                ('to_all', models.BooleanField(default=True)),
                ('on', models.DateField()),
                ('name', models.CharField(max_length=120)),
                ('kind', models.CharField(max_length=5)),
                ('size', models.PositiveIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='room_papers', to='disputes.case')),
                ('party', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='room_papers', to='disputes.party')),
            ],
            options={
                'ordering': ['at', 'name', 'id'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('room', 'mediation'), models.Q(('party', None), ('to_all', True)), _connector='OR'), name='only_mediation_has_sides'),
                ],
            },
        ),
        migrations.CreateModel(
            name='PaperWord',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('actor_id', models.UUIDField(blank=True, null=True)),
                ('actor_name', models.CharField(blank=True, max_length=150)),
                ('sort', models.CharField(choices=[('ask', 'Asked whether it may be shown'), ('yes', 'Consented'), ('no', 'Refused'), ('carried', 'Carried over into the exchange')], max_length=10)),
                ('text', models.TextField(blank=True)),
                ('sequence', models.PositiveIntegerField()),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area')),
                ('party', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='disputes.party')),
                ('paper', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='words', to='disputes.roompaper')),
            ],
            options={
                'ordering': ['paper', 'sequence'],
                'constraints': [
                    models.UniqueConstraint(fields=('paper', 'sequence'), name='one_word_a_place'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Concern',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='disputes.party')),
                ('paper', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='concerns', to='disputes.roompaper')),
            ],
            options={
                'ordering': ['paper', 'party'],
                'constraints': [
                    models.UniqueConstraint(fields=('paper', 'party'), name='one_concern_a_side'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Seat',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('holder', models.CharField(choices=[('chair', 'Chair'), ('panel', 'Panel member'), ('mediator', 'Mediator'), ('officer', 'Support team')], max_length=10)),
                ('seated_on', models.DateField()),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='disputes.case')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['holder', 'seated_on', 'id'],
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('ended_on__isnull', True)), fields=('case', 'user', 'holder'), name='one_open_seat_a_holder'),
                    models.CheckConstraint(condition=models.Q(('ended_on__isnull', True), ('ended_on__gte', models.F('seated_on')), _connector='OR'), name='seat_ends_after_it_starts'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Signpost',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120)),
                ('about', models.TextField()),
                ('when', models.TextField(blank=True)),
                ('sectors', models.JSONField(blank=True, default=list)),
                ('points', models.JSONField(blank=True, default=list)),
                ('address', models.TextField(blank=True)),
                ('phone', models.CharField(blank=True, max_length=40)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('web', models.CharField(blank=True, max_length=200)),
                ('owner', models.CharField(blank=True, max_length=120)),
                ('checked_on', models.DateField()),
                ('expires_on', models.DateField()),
                ('version', models.PositiveIntegerField(default=1)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area')),
                ('owner_role', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.role')),
            ],
            options={
                'ordering': ['name', 'id'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='signpost_has_a_name'),
                    models.CheckConstraint(condition=models.Q(('expires_on__gt', models.F('checked_on'))), name='signpost_expires_after_it_was_checked'),
                ],
            },
        ),
        migrations.CreateModel(
            name='StepLetter',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('made_on', models.DateField()),
                ('actor_id', models.UUIDField(blank=True, null=True)),
                ('actor_name', models.CharField(blank=True, max_length=150)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='disputes.case')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='disputes.caseevent')),
                ('party', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='disputes.party')),
                ('pdf', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='disputes.document')),
                ('word', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='disputes.document')),
            ],
            options={
                'ordering': ['event__sequence', 'made_on', 'id'],
            },
        ),
        migrations.CreateModel(
            name='LetterPassed',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('sent', 'Sent'), ('opened', 'Opened')], max_length=10)),
                ('how', models.CharField(blank=True, choices=[('mail', 'By mail from here'), ('post', 'By post'), ('hand', 'Handed over'), ('own', 'By your own mail')], max_length=10)),
                ('on', models.DateField()),
                ('actor_id', models.UUIDField(blank=True, null=True)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='disputes.party')),
                ('letter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='passed', to='disputes.stepletter')),
            ],
            options={
                'verbose_name_plural': 'letters sent and opened',
                'ordering': ['on', 'kind', 'id'],
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('kind', 'opened')), fields=('letter', 'party', 'kind'), name='a_letter_is_first_opened_once'),
                    models.CheckConstraint(condition=models.Q(models.Q(('kind', 'sent'), _negated=True), models.Q(('how', ''), _negated=True), _connector='OR'), name='a_letter_is_sent_somehow'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Undertaking',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('what', models.CharField(max_length=500)),
                ('who', models.CharField(blank=True, max_length=200)),
                ('due', models.DateField()),
                ('sealed', models.BooleanField(default=False)),
                ('noted_on', models.DateField()),
                ('done_on', models.DateField(blank=True, null=True)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='undertakings', to='disputes.case')),
                ('done_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('noted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('party', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='undertakings', to='disputes.party')),
            ],
            options={
                'ordering': ['due', 'id'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(models.Q(('party__isnull', False), ('who', '')), models.Q(('party__isnull', True), models.Q(('who', ''), _negated=True)), _connector='OR'), name='undertaking_is_somebodys'),
                    models.CheckConstraint(condition=models.Q(('done_on__isnull', True), ('done_on__gte', models.F('noted_on')), _connector='OR'), name='undertaking_done_after_it_was_noted'),
                ],
            },
        ),
        operation(
            *BUNDLE_GUARDS,
            *CASE_GUARDS,
            *CHALLENGE_GUARDS,
            *CLEARING_GUARDS,
            *EVENT_GUARDS,
            *LETTER_GUARDS,
            *LOG_GUARDS,
            *ROOM_GUARDS,
        ),
    ]
