"""Where the pinboard and its pages are found, below the field's own address in the admin."""

from django.urls import path

from handlungsfelder.pinboard.pages import EditCard, MergeCards, SplitCard, UnmergeCards
from handlungsfelder.pinboard.selection import Selection
from handlungsfelder.pinboard.views import MoveCard, Pinboard, SetStatus, ShowCard, WriteCard

PAGES = (
    ("", Pinboard, "pinboard"),
    ("neu/", WriteCard, "pinboard_write"),
    ("zusammenfuehren/", MergeCards, "pinboard_merge"),
    ("auswahl/", Selection, "pinboard_selection"),
    ("<slug:code>/", ShowCard, "pinboard_card"),
    ("<slug:code>/verschieben/", MoveCard, "pinboard_move"),
    ("<slug:code>/status/", SetStatus, "pinboard_status"),
    ("<slug:code>/bearbeiten/", EditCard, "pinboard_edit"),
    ("<slug:code>/teilen/", SplitCard, "pinboard_split"),
    ("<slug:code>/trennen/", UnmergeCards, "pinboard_unmerge"),
)


def pinboard_urls(admin_site) -> list:
    return [
        path(
            f"<int:pk>/tafel/{route}",
            admin_site.admin_view(view.as_view()),
            name=f"handlungsfelder_handlungsfeld_{name}",
        )
        for route, view, name in PAGES
    ]
