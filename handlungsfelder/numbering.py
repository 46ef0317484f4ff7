"""The numbers under which the fields are cited."""

from itertools import count

from django.contrib import admin, messages

from handlungsfelder.models import Handlungsfeld
from leader_portal.content.editing import Refused, one_row_of_history, one_step


@one_step("umnummeriert")
def swap_numbers(*, first: Handlungsfeld, second: Handlungsfeld):
    """
    Give each of two fields the other's number. Archived fields hold no number that others could not take, so
    they have none to give.

    No two fields may carry one number even for a moment, so the first steps aside to a number that nobody has;
    of this step the history says nothing.
    """
    if first.is_archived or second.is_archived:
        raise Refused("Archivierte Felder haben ihre Nummer freigegeben und können nicht tauschen.")
    used = set(Handlungsfeld.objects.values_list("number", flat=True))
    given, taken = first.number, second.number
    first.number = next(number for number in count(1) if number not in used)
    with one_row_of_history(first):
        first.save()
    second.number = given
    second.save()
    first.number = taken
    first.save()


@admin.action(permissions=["publish"], description="Nummern von zwei Feldern tauschen")
def swap_numbers_of_two(model_admin, request, queryset):
    """The action in the list of fields."""
    fields = list(queryset)
    if len(fields) != 2:
        model_admin.message_user(request, "Bitte wählen Sie genau zwei Handlungsfelder aus.", messages.WARNING)
        return
    first, second = fields
    try:
        swap_numbers(first=first, second=second)
    except Refused as refusal:
        model_admin.message_user(request, str(refusal), messages.ERROR)
    else:
        model_admin.message_user(request, f"Getauscht: jetzt „{first}“ und „{second}“.", messages.SUCCESS)
