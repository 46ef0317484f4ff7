"""What stands around every sheet: who publishes it, of which day it is, who pays for it."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format

from leader_portal.content.audience import is_preview
from leader_portal.models import Region
from leader_portal.printing.addresses import address_to_read
from leader_portal.printing.logos import logos_on_paper


def frame_of_sheet(
    title: str,
    printed_on: date,
    *,
    subject: str = "",
    path: str = "/",
    changed_at: datetime | None = None,
    note: str = "",
) -> dict:
    """
    What stands around every sheet, as `data.frame` in its template.

    `title` is the document's, `printed_on` the day that stands on it, `subject` what the foot of each page calls it,
    `path` where it stands on the site, `changed_at` when what it shows last changed, and `note` what has to be said of
    it on every page. Two queries.
    """
    region = Region.objects.first()
    day = date_format(timezone.localtime(changed_at), "j. F Y") if changed_at else ""
    return {
        "title": title,
        "author": (region.lag_name or region.name) if region else "",
        "region": region.name if region else "",
        "funding": region.funding_statement if region else "",
        "logos": logos_on_paper(),
        "subject": subject,
        "state": day,
        "note": note,
        "printed_on": date_format(printed_on, "j. F Y"),
        "address": address_to_read(path),
        "has_drafts": is_preview(),
    }
