from django.urls import path

from concord.meetings.actions.web import views

app_name = "actions"
urlpatterns = [
    path("actions/<uuid:pk>", views.ShowAction.as_view(), name="action"),
    path("actions/<uuid:pk>/complete", views.CompleteAction.as_view(), name="complete"),
    path("actions/<uuid:pk>/correct", views.CorrectEvidence.as_view(), name="correct"),
]
