from django.urls import path

from concord.casework.assessment.web import answering, concluding, showing

app_name = "assessment"
urlpatterns = [
    path("assessments", showing.Assessments.as_view(), name="list"),
    path("assessments/<uuid:pk>", showing.ShowAssessment.as_view(), name="assessment"),
    path("assessments/<uuid:pk>/take-on", showing.TakeOn.as_view(), name="take_on"),
    path(
        "assessments/<uuid:pk>/domains/<str:domain>",
        answering.AnswerDomain.as_view(),
        name="domain",
    ),
    path("assessments/<uuid:pk>/overall", answering.RecordOverall.as_view(), name="overall"),
    path("assessments/<uuid:pk>/submit", concluding.Submit.as_view(), name="submit"),
    path("assessments/<uuid:pk>/agree", concluding.Agree.as_view(), name="agree"),
    path("assessments/<uuid:pk>/send-back", concluding.SendBack.as_view(), name="send_back"),
]
