from django.urls import path

from concord.casework.tracking.web import views

app_name = "tracking"
urlpatterns = [
    path("tracking/<uuid:pk>/lead-worker", views.NameLeadWorker.as_view(), name="lead_worker"),
    path("tracking/<uuid:pk>/close", views.CloseTracking.as_view(), name="close"),
]
