"""Every address of Concord. Each has a row in the access matrix (access_matrix.py)."""

from allauth.account import views as account
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path

from concord.desk.web.administration_joining import BeginAccount
from concord.project import single_sign_on
from concord.project.drafting import KeepDraft
from concord.project.printing import Printed
from concord.project.reports import policy_breach
from concord.project.sessions import session
from concord.project.sign_in import HeldForm, WhereSignedIn
from concord.project.watching import health, metrics

sign_in = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("sessions/", WhereSignedIn.as_view(), name="usersessions_list"),
    path("2fa/", include("allauth.mfa.urls")),
    path("agency/<slug:provider_id>/", single_sign_on.begin, name="openid_connect_login"),
    path(
        "agency/<slug:provider_id>/back", single_sign_on.come_back, name="openid_connect_callback"
    ),
]

watching = [
    path("health/live", health.live, name="live"),
    path("health/ready", health.ready, name="ready"),
    path("metrics", metrics.metrics, name="metrics"),
]

urlpatterns = [
    *watching,
    path("accounts/", include(sign_in)),
    path("reports/csp", policy_breach, name="policy_breach"),
    path("drafts", KeepDraft.as_view(), name="keep_draft"),
    path("printed", Printed.as_view(), name="printed"),
    path("session", session, name="session"),
    path("carry-on/<uuid:key>", HeldForm.as_view(), name="held_form"),
    path("begin/<str:token>", login_not_required(BeginAccount.as_view()), name="begin_account"),
    path("", include("concord.casework.frontdoor.web.urls")),
    path("", include("concord.casework.assessment.web.urls")),
    path("", include("concord.casework.tracking.web.urls")),
    path("", include("concord.engines.documents.web.urls")),
    path("", include("concord.meetings.sittings.web.urls")),
    path("", include("concord.meetings.actions.web.urls")),
    path("", include("concord.desk.web.urls")),
    path("help/", include("concord.desk.web.help_urls")),
]

if settings.PRACTICE:
    # Every component in every state, for those who build pages.
    urlpatterns.append(path("", include("concord.ui.urls")))

handler400 = "concord.project.errors.bad_request"
handler403 = "concord.project.errors.forbidden"
handler404 = "concord.project.errors.not_found"
handler500 = "concord.project.errors.server_error"
