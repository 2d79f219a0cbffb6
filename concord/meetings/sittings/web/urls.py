from django.urls import path

from concord.meetings.sittings.web import correcting, views

app_name = "sittings"
urlpatterns = [
    path("meetings", views.Sittings.as_view(), name="list"),
    path("meetings/<uuid:pk>", views.ShowSitting.as_view(), name="sitting"),
    path("meetings/<uuid:pk>/start", views.Start.as_view(), name="start"),
    path("meetings/<uuid:pk>/close", views.Close.as_view(), name="close"),
    path("meetings/<uuid:pk>/attendance", views.Attendance.as_view(), name="attendance"),
    path("meetings/items/<uuid:pk>", views.ShowItem.as_view(), name="item"),
    path("meetings/items/<uuid:pk>/record", views.Record.as_view(), name="record"),
    path("meetings/items/<uuid:pk>/contribute", views.Contribute.as_view(), name="contribute"),
    path(
        "meetings/contributions/<uuid:pk>/correct",
        correcting.CorrectContribution.as_view(),
        name="correct",
    ),
    path(
        "meetings/items/<uuid:pk>/correct/<slug:part>",
        correcting.CorrectMinute.as_view(),
        name="correct_minute",
    ),
    path("meetings/items/<uuid:pk>/actions/new", views.AddAction.as_view(), name="add_action"),
]
