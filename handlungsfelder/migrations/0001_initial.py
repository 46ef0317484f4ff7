# The first state of the database; rewritten as long as nothing has been released.

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
import django.utils.timezone
import handlungsfelder.models
import leader_portal.content.operations
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
            name='Handlungsfeld',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(help_text='Teil der Adresse im Netz: Kleinbuchstaben, Ziffern und Bindestriche. Ändern Sie das Kürzel, führt die alte Adresse weiterhin hierher.', max_length=80, unique=True, verbose_name='Adresse (Kürzel)')),
                ('version', models.PositiveIntegerField(default=1, editable=False, serialize=False, verbose_name='Fassung')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='angelegt am')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='geändert am')),
                ('status', models.CharField(choices=[('draft', 'Entwurf'), ('published', 'Veröffentlicht'), ('archived', 'Archiviert')], default='draft', help_text='Ein Entwurf ist nur für die Redaktion da. Veröffentlichtes steht nach dem Speichern sofort auf der Website. Archiviertes ist für Besucher*innen weg, bleibt aber erhalten und lässt sich zurückholen.', max_length=10, verbose_name='Status')),
                ('first_published_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='erstmals veröffentlicht am')),
                ('number', models.PositiveSmallIntegerField(help_text='Die Nummer, unter der das Feld zitiert wird („HF 2“). Archivierte Felder geben ihre Nummer frei.', validators=[django.core.validators.MinValueValidator(1)], verbose_name='Nummer')),
                ('title', models.CharField(max_length=160, verbose_name='Titel')),
                ('qualifier', models.CharField(blank=True, help_text='Steht kleiner hinter dem Titel, zum Beispiel „mit Energie und Verkehr“.', max_length=160, verbose_name='Zusatz zum Titel')),
                ('topics_line', models.TextField(blank=True, help_text='Die Zeile der Themen unter dem Titel, wie auf dem Blatt der Arbeitsgruppe.', verbose_name='Themenzeile')),
                ('guiding_statement_stem', models.CharField(blank=True, help_text='Zum Beispiel „Mit diesem Handlungsfeld wollen wir für die Region erreichen, dass …“.', max_length=300, verbose_name='Satzanfang des Leitsatzes')),
                ('guiding_statement', models.TextField(blank=True, help_text='Führt den Satzanfang zu Ende. Steht als größter Text auf der Seite des Feldes.', verbose_name='Leitsatz')),
                ('hue', models.CharField(choices=[('teal', 'Petrol'), ('brick', 'Ziegelrot'), ('forest', 'Waldgrün'), ('blue', 'Blau'), ('plum', 'Pflaume'), ('ochre', 'Ocker'), ('slate', 'Schiefer'), ('rose', 'Rosenrot')], default='teal', max_length=12, verbose_name='Farbe')),
            ],
            options={
                'verbose_name': 'Handlungsfeld',
                'verbose_name_plural': 'Handlungsfelder',
                'ordering': ['number', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'published', 'archived'])), name='handlungsfeld_status_known', violation_error_message='Bitte wählen Sie einen der angebotenen Werte.'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'published'), _negated=True), ('first_published_at__isnull', False), _connector='OR'), name='handlungsfeld_published_has_date', violation_error_message='Was veröffentlicht ist, braucht einen Tag der Veröffentlichung.'), models.UniqueConstraint(condition=models.Q(('status', 'archived'), _negated=True), fields=('number',), name='handlungsfeld_number_unique', violation_error_message='Diese Nummer trägt schon ein anderes Handlungsfeld.'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='handlungsfeld_number_from_one', violation_error_message='Handlungsfelder werden ab 1 gezählt.'), models.CheckConstraint(condition=django.db.models.lookups.GreaterThan(django.db.models.functions.text.Length(django.db.models.functions.text.Trim('title')), 0), name='handlungsfeld_title_not_blank', violation_error_message='Bitte geben Sie dem Handlungsfeld einen Titel.'), models.CheckConstraint(condition=models.Q(('hue__in', ['teal', 'brick', 'forest', 'blue', 'plum', 'ochre', 'slate', 'rose'])), name='handlungsfeld_hue_known', violation_error_message='Bitte wählen Sie einen der angebotenen Werte.')],
            },
        ),
        migrations.CreateModel(
            name='Card',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, serialize=False, verbose_name='Fassung')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='angelegt am')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='geändert am')),
                ('status', models.CharField(choices=[('draft', 'Entwurf'), ('published', 'Veröffentlicht'), ('archived', 'Archiviert')], default='draft', help_text='Ein Entwurf ist nur für die Redaktion da. Veröffentlichtes steht nach dem Speichern sofort auf der Website. Archiviertes ist für Besucher*innen weg, bleibt aber erhalten und lässt sich zurückholen.', max_length=10, verbose_name='Status')),
                ('first_published_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='erstmals veröffentlicht am')),
                ('position', models.PositiveIntegerField(blank=True, help_text='Bestimmt die Reihenfolge, kleine Zahlen zuerst. Leer gelassen kommt es ans Ende.', verbose_name='Position')),
                ('code', models.CharField(default=handlungsfelder.models.new_code, editable=False, help_text='Unter diesem Code ist die Karte zu finden, im Netz und auf Papier. Er ändert sich nie.', max_length=12, unique=True, verbose_name='Code')),
                ('quadrant', models.CharField(choices=[('strength', 'Stärken'), ('weakness', 'Schwächen'), ('potential', 'Potentiale'), ('idea', 'Ideen')], max_length=10, verbose_name='Quadrant')),
                ('text', models.TextField(help_text='Ein Gedanke, in einem Satz oder wenigen. Was die Gruppe wörtlich sagte, bleibt im Protokoll.', verbose_name='Text')),
                ('merged_into', models.ForeignKey(blank=True, help_text='Nur bei archivierten Karten: Ihre Adresse führt dann zu dieser Karte.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged_cards', to='handlungsfelder.card', verbose_name='aufgegangen in')),
                ('handlungsfeld', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cards', to='handlungsfelder.handlungsfeld', verbose_name='Handlungsfeld')),
            ],
            options={
                'verbose_name': 'Karte',
                'verbose_name_plural': 'Karten',
                'ordering': ['position', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='HistoricalCard',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('operation', models.UUIDField(db_index=True, default=leader_portal.content.operations.current_id, editable=False)),
                ('undoes', models.UUIDField(db_index=True, default=leader_portal.content.operations.undone_id, editable=False, null=True)),
                ('is_renumbering', models.BooleanField(default=leader_portal.content.operations.is_renumbering, editable=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='angelegt am')),
                ('status', models.CharField(choices=[('draft', 'Entwurf'), ('published', 'Veröffentlicht'), ('archived', 'Archiviert')], default='draft', help_text='Ein Entwurf ist nur für die Redaktion da. Veröffentlichtes steht nach dem Speichern sofort auf der Website. Archiviertes ist für Besucher*innen weg, bleibt aber erhalten und lässt sich zurückholen.', max_length=10, verbose_name='Status')),
                ('first_published_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='erstmals veröffentlicht am')),
                ('position', models.PositiveIntegerField(blank=True, help_text='Bestimmt die Reihenfolge, kleine Zahlen zuerst. Leer gelassen kommt es ans Ende.', verbose_name='Position')),
                ('code', models.CharField(db_index=True, default=handlungsfelder.models.new_code, editable=False, help_text='Unter diesem Code ist die Karte zu finden, im Netz und auf Papier. Er ändert sich nie.', max_length=12, verbose_name='Code')),
                ('quadrant', models.CharField(choices=[('strength', 'Stärken'), ('weakness', 'Schwächen'), ('potential', 'Potentiale'), ('idea', 'Ideen')], max_length=10, verbose_name='Quadrant')),
                ('text', models.TextField(help_text='Ein Gedanke, in einem Satz oder wenigen. Was die Gruppe wörtlich sagte, bleibt im Protokoll.', verbose_name='Text')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('handlungsfeld', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='handlungsfelder.handlungsfeld', verbose_name='Handlungsfeld')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('merged_into', models.ForeignKey(blank=True, db_constraint=False, help_text='Nur bei archivierten Karten: Ihre Adresse führt dann zu dieser Karte.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='handlungsfelder.card', verbose_name='aufgegangen in')),
            ],
            options={
                'verbose_name': 'historical Karte',
                'verbose_name_plural': 'historical Karten',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalHandlungsfeld',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('slug', models.SlugField(help_text='Teil der Adresse im Netz: Kleinbuchstaben, Ziffern und Bindestriche. Ändern Sie das Kürzel, führt die alte Adresse weiterhin hierher.', max_length=80, verbose_name='Adresse (Kürzel)')),
                ('operation', models.UUIDField(db_index=True, default=leader_portal.content.operations.current_id, editable=False)),
                ('undoes', models.UUIDField(db_index=True, default=leader_portal.content.operations.undone_id, editable=False, null=True)),
                ('is_renumbering', models.BooleanField(default=leader_portal.content.operations.is_renumbering, editable=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='angelegt am')),
                ('status', models.CharField(choices=[('draft', 'Entwurf'), ('published', 'Veröffentlicht'), ('archived', 'Archiviert')], default='draft', help_text='Ein Entwurf ist nur für die Redaktion da. Veröffentlichtes steht nach dem Speichern sofort auf der Website. Archiviertes ist für Besucher*innen weg, bleibt aber erhalten und lässt sich zurückholen.', max_length=10, verbose_name='Status')),
                ('first_published_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='erstmals veröffentlicht am')),
                ('number', models.PositiveSmallIntegerField(help_text='Die Nummer, unter der das Feld zitiert wird („HF 2“). Archivierte Felder geben ihre Nummer frei.', validators=[django.core.validators.MinValueValidator(1)], verbose_name='Nummer')),
                ('title', models.CharField(max_length=160, verbose_name='Titel')),
                ('qualifier', models.CharField(blank=True, help_text='Steht kleiner hinter dem Titel, zum Beispiel „mit Energie und Verkehr“.', max_length=160, verbose_name='Zusatz zum Titel')),
                ('topics_line', models.TextField(blank=True, help_text='Die Zeile der Themen unter dem Titel, wie auf dem Blatt der Arbeitsgruppe.', verbose_name='Themenzeile')),
                ('guiding_statement_stem', models.CharField(blank=True, help_text='Zum Beispiel „Mit diesem Handlungsfeld wollen wir für die Region erreichen, dass …“.', max_length=300, verbose_name='Satzanfang des Leitsatzes')),
                ('guiding_statement', models.TextField(blank=True, help_text='Führt den Satzanfang zu Ende. Steht als größter Text auf der Seite des Feldes.', verbose_name='Leitsatz')),
                ('hue', models.CharField(choices=[('teal', 'Petrol'), ('brick', 'Ziegelrot'), ('forest', 'Waldgrün'), ('blue', 'Blau'), ('plum', 'Pflaume'), ('ochre', 'Ocker'), ('slate', 'Schiefer'), ('rose', 'Rosenrot')], default='teal', max_length=12, verbose_name='Farbe')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical Handlungsfeld',
                'verbose_name_plural': 'historical Handlungsfelder',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalTopic',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('operation', models.UUIDField(db_index=True, default=leader_portal.content.operations.current_id, editable=False)),
                ('undoes', models.UUIDField(db_index=True, default=leader_portal.content.operations.undone_id, editable=False, null=True)),
                ('is_renumbering', models.BooleanField(default=leader_portal.content.operations.is_renumbering, editable=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='angelegt am')),
                ('status', models.CharField(choices=[('draft', 'Entwurf'), ('published', 'Veröffentlicht'), ('archived', 'Archiviert')], default='draft', help_text='Ein Entwurf ist nur für die Redaktion da. Veröffentlichtes steht nach dem Speichern sofort auf der Website. Archiviertes ist für Besucher*innen weg, bleibt aber erhalten und lässt sich zurückholen.', max_length=10, verbose_name='Status')),
                ('first_published_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='erstmals veröffentlicht am')),
                ('position', models.PositiveIntegerField(blank=True, help_text='Bestimmt die Reihenfolge, kleine Zahlen zuerst. Leer gelassen kommt es ans Ende.', verbose_name='Position')),
                ('title', models.CharField(max_length=300, verbose_name='Titel')),
                ('mandated_by_state', models.BooleanField(blank=True, help_text='„Unbekannt“, solange es nicht überliefert ist.', null=True, verbose_name='Pflichtthema des Landes')),
                ('named_by_lag', models.BooleanField(blank=True, help_text='„Unbekannt“, solange es nicht überliefert ist.', null=True, verbose_name='von der LAG benannt')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('handlungsfeld', models.ForeignKey(blank=True, db_constraint=False, help_text='Leer heißt: Querschnittsthema, gilt für alle Felder.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='handlungsfelder.handlungsfeld', verbose_name='Handlungsfeld')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical Thema',
                'verbose_name_plural': 'historical Themen',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Place',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(help_text='Teil der Adresse im Netz: Kleinbuchstaben, Ziffern und Bindestriche. Ändern Sie das Kürzel, führt die alte Adresse weiterhin hierher.', max_length=80, unique=True, verbose_name='Adresse (Kürzel)')),
                ('version', models.PositiveIntegerField(default=1, editable=False, serialize=False, verbose_name='Fassung')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='angelegt am')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='geändert am')),
                ('name', models.CharField(max_length=120, verbose_name='Name')),
                ('part_of', models.ForeignKey(blank=True, help_text='Zum Beispiel die Gemeinde, zu der ein Dorf gehört.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='handlungsfelder.place', verbose_name='gehört zu')),
            ],
            options={
                'verbose_name': 'Ort',
                'verbose_name_plural': 'Orte',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='HistoricalPlace',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('slug', models.SlugField(help_text='Teil der Adresse im Netz: Kleinbuchstaben, Ziffern und Bindestriche. Ändern Sie das Kürzel, führt die alte Adresse weiterhin hierher.', max_length=80, verbose_name='Adresse (Kürzel)')),
                ('operation', models.UUIDField(db_index=True, default=leader_portal.content.operations.current_id, editable=False)),
                ('undoes', models.UUIDField(db_index=True, default=leader_portal.content.operations.undone_id, editable=False, null=True)),
                ('is_renumbering', models.BooleanField(default=leader_portal.content.operations.is_renumbering, editable=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='angelegt am')),
                ('name', models.CharField(max_length=120, verbose_name='Name')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('part_of', models.ForeignKey(blank=True, db_constraint=False, help_text='Zum Beispiel die Gemeinde, zu der ein Dorf gehört.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='handlungsfelder.place', verbose_name='gehört zu')),
            ],
            options={
                'verbose_name': 'historical Ort',
                'verbose_name_plural': 'historical Orte',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalCard_places',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('m2m_history_id', models.AutoField(primary_key=True, serialize=False)),
                ('card', models.ForeignKey(blank=True, db_constraint=False, db_tablespace='', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='handlungsfelder.card')),
                ('history', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to='handlungsfelder.historicalcard')),
                ('place', models.ForeignKey(blank=True, db_constraint=False, db_tablespace='', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='handlungsfelder.place')),
            ],
            options={
                'verbose_name': 'HistoricalCard_places',
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddField(
            model_name='card',
            name='places',
            field=models.ManyToManyField(blank=True, help_text='Nur Orte, die der Text nennt.', related_name='cards', to='handlungsfelder.place', verbose_name='Orte'),
        ),
        migrations.CreateModel(
            name='Topic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, serialize=False, verbose_name='Fassung')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='angelegt am')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='geändert am')),
                ('status', models.CharField(choices=[('draft', 'Entwurf'), ('published', 'Veröffentlicht'), ('archived', 'Archiviert')], default='draft', help_text='Ein Entwurf ist nur für die Redaktion da. Veröffentlichtes steht nach dem Speichern sofort auf der Website. Archiviertes ist für Besucher*innen weg, bleibt aber erhalten und lässt sich zurückholen.', max_length=10, verbose_name='Status')),
                ('first_published_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='erstmals veröffentlicht am')),
                ('position', models.PositiveIntegerField(blank=True, help_text='Bestimmt die Reihenfolge, kleine Zahlen zuerst. Leer gelassen kommt es ans Ende.', verbose_name='Position')),
                ('title', models.CharField(max_length=300, verbose_name='Titel')),
                ('mandated_by_state', models.BooleanField(blank=True, help_text='„Unbekannt“, solange es nicht überliefert ist.', null=True, verbose_name='Pflichtthema des Landes')),
                ('named_by_lag', models.BooleanField(blank=True, help_text='„Unbekannt“, solange es nicht überliefert ist.', null=True, verbose_name='von der LAG benannt')),
                ('handlungsfeld', models.ForeignKey(blank=True, help_text='Leer heißt: Querschnittsthema, gilt für alle Felder.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='topics', to='handlungsfelder.handlungsfeld', verbose_name='Handlungsfeld')),
            ],
            options={
                'verbose_name': 'Thema',
                'verbose_name_plural': 'Themen',
                'ordering': ['position', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='HistoricalCard_topics',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('m2m_history_id', models.AutoField(primary_key=True, serialize=False)),
                ('card', models.ForeignKey(blank=True, db_constraint=False, db_tablespace='', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='handlungsfelder.card')),
                ('history', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to='handlungsfelder.historicalcard')),
                ('topic', models.ForeignKey(blank=True, db_constraint=False, db_tablespace='', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='handlungsfelder.topic')),
            ],
            options={
                'verbose_name': 'HistoricalCard_topics',
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddField(
            model_name='card',
            name='topics',
            field=models.ManyToManyField(blank=True, help_text='Themen, zu denen die Karte etwas sagt, gern auch aus anderen Handlungsfeldern.', related_name='cards', to='handlungsfelder.topic', verbose_name='Themen'),
        ),
        migrations.AddConstraint(
            model_name='place',
            constraint=models.CheckConstraint(condition=django.db.models.lookups.GreaterThan(django.db.models.functions.text.Length(django.db.models.functions.text.Trim('name')), 0), name='place_name_not_blank', violation_error_message='Bitte geben Sie den Namen des Ortes an.'),
        ),
        migrations.AddConstraint(
            model_name='place',
            constraint=models.CheckConstraint(condition=models.Q(('part_of__isnull', True), models.Q(('part_of', models.F('id')), _negated=True), _connector='OR'), name='place_not_part_of_itself', violation_error_message='Ein Ort kann nicht zu sich selbst gehören.'),
        ),
        migrations.AddConstraint(
            model_name='topic',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'published', 'archived'])), name='topic_status_known', violation_error_message='Bitte wählen Sie einen der angebotenen Werte.'),
        ),
        migrations.AddConstraint(
            model_name='topic',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'published'), _negated=True), ('first_published_at__isnull', False), _connector='OR'), name='topic_published_has_date', violation_error_message='Was veröffentlicht ist, braucht einen Tag der Veröffentlichung.'),
        ),
        migrations.AddConstraint(
            model_name='topic',
            constraint=models.CheckConstraint(condition=django.db.models.lookups.GreaterThan(django.db.models.functions.text.Length(django.db.models.functions.text.Trim('title')), 0), name='topic_title_not_blank', violation_error_message='Bitte geben Sie dem Thema einen Titel.'),
        ),
        migrations.AddConstraint(
            model_name='topic',
            constraint=models.UniqueConstraint(fields=('handlungsfeld', 'title'), name='topic_unique_in_field', violation_error_message='Dieses Thema gibt es in diesem Handlungsfeld schon, vielleicht im Archiv.'),
        ),
        migrations.AddConstraint(
            model_name='topic',
            constraint=models.UniqueConstraint(condition=models.Q(('handlungsfeld__isnull', True)), fields=('title',), name='topic_unique_cross_cutting', violation_error_message='Dieses Querschnittsthema gibt es schon, vielleicht im Archiv.'),
        ),
        migrations.AddConstraint(
            model_name='card',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'published', 'archived'])), name='card_status_known', violation_error_message='Bitte wählen Sie einen der angebotenen Werte.'),
        ),
        migrations.AddConstraint(
            model_name='card',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'published'), _negated=True), ('first_published_at__isnull', False), _connector='OR'), name='card_published_has_date', violation_error_message='Was veröffentlicht ist, braucht einen Tag der Veröffentlichung.'),
        ),
        migrations.AddConstraint(
            model_name='card',
            constraint=models.CheckConstraint(condition=django.db.models.lookups.GreaterThan(django.db.models.functions.text.Length(django.db.models.functions.text.Trim('text')), 0), name='card_text_not_blank', violation_error_message='Bitte geben Sie einen Text ein.'),
        ),
        migrations.AddConstraint(
            model_name='card',
            constraint=models.CheckConstraint(condition=models.Q(('quadrant__in', ['strength', 'weakness', 'potential', 'idea'])), name='card_quadrant_known', violation_error_message='Bitte wählen Sie einen der angebotenen Werte.'),
        ),
        migrations.AddConstraint(
            model_name='card',
            constraint=models.CheckConstraint(condition=models.Q(('merged_into__isnull', True), ('status', 'archived'), _connector='OR'), name='card_merged_is_archived', violation_error_message='Diese Karte ist in einer anderen aufgegangen und bleibt darum archiviert. Die Tafel kann die Zusammenführung aufheben.'),
        ),
        migrations.AddConstraint(
            model_name='card',
            constraint=models.CheckConstraint(condition=models.Q(('merged_into__isnull', True), models.Q(('merged_into', models.F('id')), _negated=True), _connector='OR'), name='card_not_merged_into_itself', violation_error_message='Eine Karte kann nicht in sich selbst aufgehen.'),
        ),
    ]
