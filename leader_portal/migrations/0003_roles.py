"""The two staff roles with their permissions, as `leader_portal/roles.py` lists them."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

from leader_portal.roles import PUBLISH, REDAKTION, ROLES


def make_roles(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    # Permissions are otherwise made after all migrations, too late for the groups to get them.
    for label in ("leader_portal", "handlungsfelder", "workshops"):
        config = apps.get_app_config(label)
        config.models_module = True
        create_permissions(config, apps=apps, verbosity=0, using=schema_editor.connection.alias)
        config.models_module = None
    for name, models in ROLES.items():
        group, _ = Group.objects.get_or_create(name=name)
        wanted = {
            f"{label.split('.')[0]}.{action}_{label.split('.')[1]}"
            for label, actions in models.items()
            for action in actions
        }
        if name == REDAKTION:
            wanted.add(PUBLISH)
        for permission in Permission.objects.select_related("content_type"):
            if f"{permission.content_type.app_label}.{permission.codename}" in wanted:
                group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [
        ("leader_portal", "0002_history"),
        ("handlungsfelder", "0002_history"),
        ("workshops", "0002_history"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_roles, migrations.RunPython.noop)]
