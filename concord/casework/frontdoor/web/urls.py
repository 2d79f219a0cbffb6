from django.urls import path

from concord.casework.frontdoor.web import attaching, correcting, deciding, referring

app_name = "frontdoor"
urlpatterns = [
    path("referrals/<uuid:pk>/attach", attaching.Attach.as_view(), name="attach"),
    path("referrals/<uuid:pk>/correct", correcting.CorrectWorry.as_view(), name="correct"),
    path("refer", referring.Drafts.as_view(), name="drafts"),
    path("refer/new", referring.Begin.as_view(), name="begin"),
    path("refer/sent/<uuid:pk>", referring.Sent.as_view(), name="sent"),
    path("refer/<uuid:draft>/check", referring.Check.as_view(), name="check"),
    path("refer/<uuid:draft>/discard", referring.Discard.as_view(), name="discard"),
    path("refer/<uuid:draft>/<slug:step>", referring.Step.as_view(), name="step"),
    path("front-door", deciding.Worklist.as_view(), name="worklist"),
    path("referrals/<uuid:pk>", deciding.ShowReferral.as_view(), name="referral"),
    path("referrals/<uuid:pk>/acknowledge", deciding.Acknowledge.as_view(), name="acknowledge"),
    path("referrals/<uuid:pk>/who", deciding.Settle.as_view(), name="identity"),
    path("referrals/<uuid:pk>/decide", deciding.DecideReferral.as_view(), name="decide"),
]
