from django.urls import path

from . import views

app_name = "workshops"
urlpatterns = [
    path("workshops/", views.WorkshopList.as_view(), name="workshops"),
    path("workshops/<slug:slug>/", views.WorkshopDetail.as_view(), name="workshop"),
    path("workshops/<slug:slug>/umfragen/<int:pk>/", views.SurveyDetail.as_view(), name="survey"),
]
