"""
The two staff roles, made after every migration, and the one rule that sets them apart.

*Redaktion* may do everything with content. *Moderation* prepares: it writes records and drafts, and leaves
what has been published as it is.
"""

from django.contrib.auth import get_permission_codename
from django.db import models

REDAKTION = "Redaktion"
MODERATION = "Moderation"

# Held by the Redaktion alone, see ContentRevision.Meta: to publish, and to change what was published.
PUBLISH = "leader_portal.publish_content"

EVERYTHING = ("view", "add", "change", "delete")
READING = ("view",)

# Model by model what each role may do at all; `may` says what it may do with one object.
ROLES: dict[str, dict[str, tuple[str, ...]]] = {
    REDAKTION: {
        "leader_portal.region": EVERYTHING,
        "leader_portal.funder": EVERYTHING,
        "leader_portal.page": EVERYTHING,
        "leader_portal.formeraddress": READING,
        "handlungsfelder.handlungsfeld": EVERYTHING,
        "handlungsfelder.topic": EVERYTHING,
        "handlungsfelder.place": EVERYTHING,
        "handlungsfelder.card": EVERYTHING,
        "workshops.workshop": EVERYTHING,
        "workshops.plenaryquestion": EVERYTHING,
        "workshops.boardcolumn": EVERYTHING,
        "workshops.boardtopic": EVERYTHING,
        "workshops.workinggroup": EVERYTHING,
        "workshops.contribution": EVERYTHING,
        "workshops.survey": EVERYTHING,
        "workshops.surveyquestion": EVERYTHING,
        "workshops.surveyanswer": EVERYTHING,
    },
    MODERATION: {
        "leader_portal.page": READING,
        "handlungsfelder.handlungsfeld": READING,
        "handlungsfelder.topic": EVERYTHING,
        "handlungsfelder.place": READING,
        "handlungsfelder.card": EVERYTHING,
        "workshops.workshop": EVERYTHING,
        "workshops.plenaryquestion": EVERYTHING,
        "workshops.boardcolumn": EVERYTHING,
        "workshops.boardtopic": EVERYTHING,
        "workshops.workinggroup": EVERYTHING,
        "workshops.contribution": EVERYTHING,
        "workshops.survey": EVERYTHING,
        "workshops.surveyquestion": EVERYTHING,
        "workshops.surveyanswer": EVERYTHING,
    },
}


def may_publish(user) -> bool:
    """Whether the user may publish, and touch what was published."""
    return user.has_perm(PUBLISH)


def may(user, action: str, thing: models.Model) -> bool:
    """
    Whether the user may `view`, `change` or `delete` this object, or `add` it where it stands.

    Ask before the change for the object as it is stored, and after it for the object as it is to be: a
    draft must not be published, nor moved into a published record, by someone who may not publish.
    """
    opts = thing._meta
    if not user.has_perm(f"{opts.app_label}.{get_permission_codename(action, opts)}"):
        return False
    return action == "view" or may_publish(user) or not thing.is_settled


def make_roles(sender, using, **kwargs):
    """
    After migrations and after a flush (a `post_migrate` receiver): both roles are there, with what `ROLES` lists. What
    somebody has given a role besides stays.
    """
    from django.contrib.auth.models import Group, Permission

    codenames = {
        role: {
            f"{model.split('.')[0]}.{action}_{model.split('.')[1]}"
            for model, actions in models_.items()
            for action in actions
        }
        for role, models_ in ROLES.items()
    }
    codenames[REDAKTION].add(PUBLISH)
    permissions = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.using(using)
        .filter(content_type__app_label__in={model.split(".")[0] for model in ROLES[REDAKTION]})
        .select_related("content_type")
    }
    for role, wanted in codenames.items():
        group, _ = Group.objects.using(using).get_or_create(name=role)
        group.permissions.add(*(permissions[name] for name in wanted if name in permissions))
