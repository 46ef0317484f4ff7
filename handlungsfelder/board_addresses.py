"""Where the board and its pages are found, below the field's own address in the admin."""

from django.urls import path

from handlungsfelder.board_pages import EditCard, MergeCards, SplitCard, UnmergeCards
from handlungsfelder.board_views import Board, MoveCard, SetStatus, WriteCard

PAGES = (
    ("", Board, "board"),
    ("neu/", WriteCard, "board_write"),
    ("zusammenfuehren/", MergeCards, "board_merge"),
    ("<slug:code>/verschieben/", MoveCard, "board_move"),
    ("<slug:code>/status/", SetStatus, "board_status"),
    ("<slug:code>/bearbeiten/", EditCard, "board_edit"),
    ("<slug:code>/teilen/", SplitCard, "board_split"),
    ("<slug:code>/trennen/", UnmergeCards, "board_unmerge"),
)


def board_urls(admin_site) -> list:
    return [
        path(
            f"<int:pk>/tafel/{route}",
            admin_site.admin_view(view.as_view(admin_site=admin_site)),
            name=f"handlungsfelder_handlungsfeld_{name}",
        )
        for route, view, name in PAGES
    ]
