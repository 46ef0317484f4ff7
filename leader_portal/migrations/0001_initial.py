# The first state of the database; rewritten as long as nothing has been released.

import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
import django.utils.timezone
import leader_portal.content.operations
import leader_portal.content.revision
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='FormerAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', models.CharField(max_length=255, unique=True, verbose_name='frühere Adresse')),
                ('target', models.CharField(max_length=255, verbose_name='heutige Adresse')),
            ],
            options={
                'verbose_name': 'frühere Adresse',
                'verbose_name_plural': 'frühere Adressen',
            },
        ),
        migrations.CreateModel(
            name='ContentRevision',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, editable=False, primary_key=True, serialize=False)),
                ('number', models.BigIntegerField(default=0, verbose_name='Revision')),
                ('epoch', models.CharField(default=leader_portal.content.revision.new_epoch, max_length=32, verbose_name='Kennung dieses Datenbestands')),
            ],
            options={
                'verbose_name': 'Stand der Inhalte',
                'verbose_name_plural': 'Stand der Inhalte',
                'permissions': [('publish_content', 'Darf veröffentlichen und Veröffentlichtes ändern')],
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='contentrevision_is_the_only_one')],
            },
        ),
        migrations.CreateModel(
            name='Funder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, serialize=False, verbose_name='Fassung')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='angelegt am')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='geändert am')),
                ('position', models.PositiveIntegerField(blank=True, help_text='Bestimmt die Reihenfolge, kleine Zahlen zuerst. Leer gelassen kommt es ans Ende.', verbose_name='Position')),
                ('name', models.CharField(max_length=160, unique=True, verbose_name='Name')),
                ('image', models.ImageField(help_text='PNG, JPEG oder WebP, am besten mit durchsichtigem Hintergrund und mindestens 200 Pixel hoch. Gespeichert wird eine verkleinerte Fassung ohne Metadaten.', upload_to='foerderung/', verbose_name='Logo')),
                ('alternative_text', models.CharField(help_text='Was auf dem Logo steht, zum Beispiel „Europäische Union, Kofinanziert vom ELER“.', max_length=200, verbose_name='Text für Menschen, die das Logo nicht sehen')),
                ('link', models.URLField(blank=True, verbose_name='Verweis')),
            ],
            options={
                'verbose_name': 'Fördermittelgeber',
                'verbose_name_plural': 'Fördermittelgeber',
                'ordering': ['position', 'id'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=django.db.models.lookups.GreaterThan(django.db.models.functions.text.Length(django.db.models.functions.text.Trim('name')), 0), name='funder_name_not_blank', violation_error_message='Bitte geben Sie an, wer fördert.'), models.CheckConstraint(condition=django.db.models.lookups.GreaterThan(django.db.models.functions.text.Length(django.db.models.functions.text.Trim('alternative_text')), 0), name='funder_alternative_text_not_blank', violation_error_message='Bitte beschreiben Sie das Logo in Worten.')],
            },
        ),
        migrations.CreateModel(
            name='HistoricalFunder',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('operation', models.UUIDField(db_index=True, default=leader_portal.content.operations.current_id, editable=False)),
                ('undoes', models.UUIDField(db_index=True, default=leader_portal.content.operations.undone_id, editable=False, null=True)),
                ('is_renumbering', models.BooleanField(default=leader_portal.content.operations.is_renumbering, editable=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='angelegt am')),
                ('position', models.PositiveIntegerField(blank=True, help_text='Bestimmt die Reihenfolge, kleine Zahlen zuerst. Leer gelassen kommt es ans Ende.', verbose_name='Position')),
                ('name', models.CharField(db_index=True, max_length=160, verbose_name='Name')),
                ('image', models.TextField(help_text='PNG, JPEG oder WebP, am besten mit durchsichtigem Hintergrund und mindestens 200 Pixel hoch. Gespeichert wird eine verkleinerte Fassung ohne Metadaten.', max_length=100, verbose_name='Logo')),
                ('alternative_text', models.CharField(help_text='Was auf dem Logo steht, zum Beispiel „Europäische Union, Kofinanziert vom ELER“.', max_length=200, verbose_name='Text für Menschen, die das Logo nicht sehen')),
                ('link', models.URLField(blank=True, verbose_name='Verweis')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical Fördermittelgeber',
                'verbose_name_plural': 'historical Fördermittelgeber',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalPage',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('slug', models.SlugField(help_text='Teil der Adresse im Netz: Kleinbuchstaben, Ziffern und Bindestriche. Ändern Sie das Kürzel, führt die alte Adresse weiterhin hierher.', max_length=80, verbose_name='Adresse (Kürzel)')),
                ('operation', models.UUIDField(db_index=True, default=leader_portal.content.operations.current_id, editable=False)),
                ('undoes', models.UUIDField(db_index=True, default=leader_portal.content.operations.undone_id, editable=False, null=True)),
                ('is_renumbering', models.BooleanField(default=leader_portal.content.operations.is_renumbering, editable=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='angelegt am')),
                ('status', models.CharField(choices=[('draft', 'Entwurf'), ('published', 'Veröffentlicht'), ('archived', 'Archiviert')], default='draft', help_text='Ein Entwurf ist nur für die Redaktion da. Veröffentlichtes steht nach dem Speichern sofort auf der Website. Archiviertes ist für Besucher*innen weg, bleibt aber erhalten und lässt sich zurückholen.', max_length=10, verbose_name='Status')),
                ('first_published_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='erstmals veröffentlicht am')),
                ('position', models.PositiveIntegerField(blank=True, help_text='Bestimmt die Reihenfolge, kleine Zahlen zuerst. Leer gelassen kommt es ans Ende.', verbose_name='Position')),
                ('title', models.CharField(max_length=120, verbose_name='Titel')),
                ('text', models.TextField(help_text='Absätze durch eine Leerzeile. „## Überschrift“, „- Punkt“, „**fett**“ und „[Wort](Adresse)“ werden verstanden (Markdown); HTML wird als Text gezeigt.', verbose_name='Text')),
                ('place', models.CharField(choices=[('footer', 'Fußzeile'), ('navigation', 'Navigation oben')], default='footer', max_length=12, verbose_name='Verweis steht in')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical Seite',
                'verbose_name_plural': 'historical Seiten',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalRegion',
            fields=[
                ('operation', models.UUIDField(db_index=True, default=leader_portal.content.operations.current_id, editable=False)),
                ('undoes', models.UUIDField(db_index=True, default=leader_portal.content.operations.undone_id, editable=False, null=True)),
                ('is_renumbering', models.BooleanField(default=leader_portal.content.operations.is_renumbering, editable=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='angelegt am')),
                ('id', models.PositiveSmallIntegerField(db_index=True, default=1, editable=False)),
                ('name', models.CharField(help_text='Steht auf jeder Seite oben, zum Beispiel „LEADER-Region Musterland“.', max_length=120, verbose_name='Name der Region')),
                ('lag_name', models.CharField(blank=True, help_text='Die Lokale Aktionsgruppe, die die Strategie verantwortet. Steht unten auf jeder Seite.', max_length=160, verbose_name='Name der LAG')),
                ('motto', models.CharField(blank=True, help_text='Ein Satz unter dem Namen auf der Startseite. Darf leer bleiben.', max_length=200, verbose_name='Motto')),
                ('introduction', models.TextField(blank=True, help_text='Die ersten Sätze der Startseite. Absätze durch eine Leerzeile; Auszeichnung mit Markdown.', verbose_name='Einleitung')),
                ('contact_name', models.CharField(blank=True, max_length=160, verbose_name='Ansprechperson')),
                ('contact_address', models.TextField(blank=True, verbose_name='Anschrift')),
                ('contact_email', models.EmailField(blank=True, max_length=254, verbose_name='E-Mail')),
                ('contact_phone', models.CharField(blank=True, max_length=60, verbose_name='Telefon')),
                ('funding_statement', models.TextField(blank=True, help_text='Der Satz, den die Förderbehörde vorschreibt. Steht unten auf jeder Seite und auf jedem Blatt.', verbose_name='Förderhinweis')),
                ('data_licence', models.CharField(blank=True, help_text='Zum Beispiel „CC BY 4.0“. Leer heißt: keine Weitergabe geregelt.', max_length=120, verbose_name='Lizenz der Daten')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical Region',
                'verbose_name_plural': 'historical Region',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Page',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(help_text='Teil der Adresse im Netz: Kleinbuchstaben, Ziffern und Bindestriche. Ändern Sie das Kürzel, führt die alte Adresse weiterhin hierher.', max_length=80, unique=True, verbose_name='Adresse (Kürzel)')),
                ('version', models.PositiveIntegerField(default=1, editable=False, serialize=False, verbose_name='Fassung')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='angelegt am')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='geändert am')),
                ('status', models.CharField(choices=[('draft', 'Entwurf'), ('published', 'Veröffentlicht'), ('archived', 'Archiviert')], default='draft', help_text='Ein Entwurf ist nur für die Redaktion da. Veröffentlichtes steht nach dem Speichern sofort auf der Website. Archiviertes ist für Besucher*innen weg, bleibt aber erhalten und lässt sich zurückholen.', max_length=10, verbose_name='Status')),
                ('first_published_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='erstmals veröffentlicht am')),
                ('position', models.PositiveIntegerField(blank=True, help_text='Bestimmt die Reihenfolge, kleine Zahlen zuerst. Leer gelassen kommt es ans Ende.', verbose_name='Position')),
                ('title', models.CharField(max_length=120, verbose_name='Titel')),
                ('text', models.TextField(help_text='Absätze durch eine Leerzeile. „## Überschrift“, „- Punkt“, „**fett**“ und „[Wort](Adresse)“ werden verstanden (Markdown); HTML wird als Text gezeigt.', verbose_name='Text')),
                ('place', models.CharField(choices=[('footer', 'Fußzeile'), ('navigation', 'Navigation oben')], default='footer', max_length=12, verbose_name='Verweis steht in')),
            ],
            options={
                'verbose_name': 'Seite',
                'verbose_name_plural': 'Seiten',
                'ordering': ['position', 'id'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'published', 'archived'])), name='page_status_known', violation_error_message='Bitte wählen Sie einen der angebotenen Werte.'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'published'), _negated=True), ('first_published_at__isnull', False), _connector='OR'), name='page_published_has_date', violation_error_message='Was veröffentlicht ist, braucht einen Tag der Veröffentlichung.'), models.CheckConstraint(condition=models.Q(('place__in', ['footer', 'navigation'])), name='page_place_known', violation_error_message='Bitte wählen Sie einen der angebotenen Werte.'), models.CheckConstraint(condition=django.db.models.lookups.GreaterThan(django.db.models.functions.text.Length(django.db.models.functions.text.Trim('title')), 0), name='page_title_not_blank', violation_error_message='Bitte geben Sie der Seite einen Titel.')],
            },
        ),
        migrations.CreateModel(
            name='Region',
            fields=[
                ('version', models.PositiveIntegerField(default=1, editable=False, serialize=False, verbose_name='Fassung')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='angelegt am')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='geändert am')),
                ('id', models.PositiveSmallIntegerField(default=1, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(help_text='Steht auf jeder Seite oben, zum Beispiel „LEADER-Region Musterland“.', max_length=120, verbose_name='Name der Region')),
                ('lag_name', models.CharField(blank=True, help_text='Die Lokale Aktionsgruppe, die die Strategie verantwortet. Steht unten auf jeder Seite.', max_length=160, verbose_name='Name der LAG')),
                ('motto', models.CharField(blank=True, help_text='Ein Satz unter dem Namen auf der Startseite. Darf leer bleiben.', max_length=200, verbose_name='Motto')),
                ('introduction', models.TextField(blank=True, help_text='Die ersten Sätze der Startseite. Absätze durch eine Leerzeile; Auszeichnung mit Markdown.', verbose_name='Einleitung')),
                ('contact_name', models.CharField(blank=True, max_length=160, verbose_name='Ansprechperson')),
                ('contact_address', models.TextField(blank=True, verbose_name='Anschrift')),
                ('contact_email', models.EmailField(blank=True, max_length=254, verbose_name='E-Mail')),
                ('contact_phone', models.CharField(blank=True, max_length=60, verbose_name='Telefon')),
                ('funding_statement', models.TextField(blank=True, help_text='Der Satz, den die Förderbehörde vorschreibt. Steht unten auf jeder Seite und auf jedem Blatt.', verbose_name='Förderhinweis')),
                ('data_licence', models.CharField(blank=True, help_text='Zum Beispiel „CC BY 4.0“. Leer heißt: keine Weitergabe geregelt.', max_length=120, verbose_name='Lizenz der Daten')),
            ],
            options={
                'verbose_name': 'Region',
                'verbose_name_plural': 'Region',
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='region_is_the_only_one', violation_error_message='Es gibt nur eine Region.'), models.CheckConstraint(condition=django.db.models.lookups.GreaterThan(django.db.models.functions.text.Length(django.db.models.functions.text.Trim('name')), 0), name='region_name_not_blank', violation_error_message='Bitte geben Sie den Namen der Region an.')],
            },
        ),
    ]
