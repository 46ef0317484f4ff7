from django.urls import path, re_path

from . import print_views, views

app_name = "handlungsfelder"
urlpatterns = [
    path("handlungsfelder/", views.FieldList.as_view(), name="fields"),
    path("handlungsfelder/<slug:slug>/", views.FieldDetail.as_view(), name="field"),
    re_path(
        r"^handlungsfelder/druck/(?P<kind>[a-z]+)\.(?P<form>pdf|png)$", print_views.fields_sheet, name="fields-sheet"
    ),
    re_path(
        r"^handlungsfelder/(?P<slug>[-\w]+)/druck/(?P<kind>[a-z]+)\.(?P<form>pdf|png)$",
        print_views.field_sheet,
        name="field-sheet",
    ),
    path("karten/<slug:code>/", views.CardDetail.as_view(), name="card"),
    path("themen/", views.TopicList.as_view(), name="topics"),
    path("themen/<int:pk>/", views.TopicDetail.as_view(), name="topic"),
    path("orte/", views.PlaceList.as_view(), name="places"),
    path("orte/<slug:slug>/", views.PlaceDetail.as_view(), name="place"),
]
