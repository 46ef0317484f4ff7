from django.urls import path, re_path

from . import print_views, views

app_name = "workshops"
urlpatterns = [
    path("workshops/", views.WorkshopList.as_view(), name="workshops"),
    path("workshops/<slug:slug>/", views.WorkshopDetail.as_view(), name="workshop"),
    path("workshops/<slug:slug>/umfragen/<int:pk>/", views.SurveyDetail.as_view(), name="survey"),
    path(
        "workshops/<slug:slug>/druck/ergebnisdokumentation.docx",
        print_views.documentation_for_word,
        name="documentation-for-word",
    ),
    re_path(
        r"^workshops/(?P<slug>[-\w]+)/druck/(?P<sheet>[a-z]+)\.(?P<form>pdf|png)$",
        print_views.workshop_sheet,
        name="workshop-sheet",
    ),
]
