"""The addresses of a group's minutes, below that of the group in the admin."""

from django.urls import path

from workshops.minutes import answer_views, paste_views, views

NAME = "workshops_workinggroup_minutes"


def record_urls(admin_site) -> list:
    """What is written into the minutes of all groups of a workshop, below the address of the workshop."""
    view = admin_site.admin_view(paste_views.PasteRecord.as_view())
    return [path("<int:pk>/einlesen/", view, name="workshops_workshop_paste")]


def minutes_urls(admin_site) -> list:
    def page(address: str, view, name: str):
        view = admin_site.admin_view(view.as_view())
        return path(f"<int:pk>/protokoll/{address}", view, name=f"{NAME}{name}")

    return [
        page("", views.Minutes, ""),
        page("beitraege/", views.Add, "_add"),
        page("senden/", views.Send, "_send"),
        page("beitraege/<int:contribution>/", views.Change, "_change"),
        page("beitraege/<int:contribution>/antwort/", answer_views.Answer, "_answer"),
        page("zurueckholen/", views.Restore, "_restore"),
        page("leitsatz/", views.GuidingStatement, "_statement"),
        page("einfuegen/", paste_views.Paste, "_paste_sheet"),
        page("einfuegen/<str:quadrant>/", paste_views.Paste, "_paste"),
        page("uebernehmen/", views.Adopt, "_adopt"),
        page("veroeffentlichen/", views.PublishField, "_publish"),
    ]
