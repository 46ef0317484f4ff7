from django.urls import path, re_path

from . import print_views, views

app_name = "workshops"
urlpatterns = [
    path("workshops/", views.WorkshopList.as_view(), name="workshops"),
    path("workshops/<slug:slug>/", views.WorkshopDetail.as_view(), name="workshop"),
    path("workshops/<slug:slug>/umfragen/<int:pk>/", views.SurveyDetail.as_view(), name="survey"),
    re_path(
        r"^workshops/(?P<slug>[-\w]+)/druck/(?P<kind>[a-z]+)\.(?P<form>pdf|png|docx)$",
        print_views.workshop_sheet,
        name="workshop-sheet",
    ),
]
