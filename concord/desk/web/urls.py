from django.urls import path

from concord.desk.web import (
    audit_changes,
    audit_log,
    audit_questions,
    audit_readers,
    children,
    emergency,
    exporting,
    figures,
    home,
    paper,
)

app_name = "desk"
urlpatterns = [
    path("", home.Home.as_view(), name="home"),
    path("notices/<uuid:pk>/put-away", home.PutAway.as_view(), name="put_away"),
    path("children", children.Children.as_view(), name="children"),
    path("children/export", exporting.ExportChildren.as_view(), name="export_children"),
    path("children/<uuid:pk>", children.ShowChild.as_view(), name="child"),
    path("children/<uuid:pk>/export", paper.ExportChild.as_view(), name="export_child"),
    path("children/<uuid:pk>/who-can-see", children.WhoCanSee.as_view(), name="child_access"),
    path("children/<uuid:pk>/who-opened", audit_readers.WhoOpened.as_view(), name="child_readers"),
    path("children/<uuid:pk>/changes", audit_changes.WhatChanged.as_view(), name="child_changes"),
    path(
        "children/<uuid:pk>/changes/<uuid:record>",
        audit_changes.WhatChanged.as_view(),
        name="record_changes",
    ),
    path("audit", audit_log.AuditLog.as_view(), name="audit_log"),
    path("audit/questions", audit_questions.Questions.as_view(), name="audit_questions"),
    path(
        "audit/questions/<uuid:pk>",
        audit_questions.AnswerQuestion.as_view(),
        name="audit_question",
    ),
    path("audit/find", audit_log.FindChild.as_view(), name="audit_find"),
    path(
        "audit/children/<uuid:pk>", audit_readers.WhoOpenedForKeeper.as_view(), name="audit_child"
    ),
    path("emergency-access", emergency.AskForEmergency.as_view(), name="emergency"),
    path("emergency-access/not-opened", emergency.InVain.as_view(), name="emergency_in_vain"),
    path(
        "emergency-access/reviews", emergency.EmergencyReviews.as_view(), name="emergency_reviews"
    ),
    path(
        "emergency-access/<uuid:pk>", emergency.ReviewEmergency.as_view(), name="emergency_review"
    ),
    path("figures", figures.Figures.as_view(), name="insight"),
    path("figures/<str:month>/<str:level>", figures.FigureList.as_view(), name="insight_list"),
]
