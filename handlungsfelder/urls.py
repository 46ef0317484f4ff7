from django.urls import path

from . import views

app_name = "handlungsfelder"
urlpatterns = [
    path("handlungsfelder/", views.FieldList.as_view(), name="fields"),
    path("handlungsfelder/<slug:slug>/", views.FieldDetail.as_view(), name="field"),
    path("karten/<slug:code>/", views.CardDetail.as_view(), name="card"),
    path("themen/", views.TopicList.as_view(), name="topics"),
    path("themen/<int:pk>/", views.TopicDetail.as_view(), name="topic"),
    path("orte/", views.PlaceList.as_view(), name="places"),
    path("orte/<slug:slug>/", views.PlaceDetail.as_view(), name="place"),
]
