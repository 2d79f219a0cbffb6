"""The gallery of components: included in practice mode only."""

from django.urls import path

from concord.ui.gallery import views

app_name = "gallery"
urlpatterns = [
    path("gallery/components/<str:state>", views.components, name="components"),
    path("gallery/fields/<str:state>", views.fields, name="fields"),
    path("gallery/question/<str:state>", views.question, name="question"),
    path("gallery/conflict/<str:state>", views.conflict, name="conflict"),
    path("gallery/error/<int:status>", views.error, name="error"),
]
