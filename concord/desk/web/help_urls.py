from django.contrib.auth.decorators import login_not_required
from django.urls import path

from concord.desk.web import help as pages
from concord.desk.web import roles

app_name = "help"
urlpatterns = [
    path("", login_not_required(pages.Help.as_view()), name="help"),
    path("roles", roles.Roles.as_view(), name="roles"),
    path("privacy", login_not_required(pages.Privacy.as_view()), name="privacy"),
    path("accessibility", login_not_required(pages.Accessibility.as_view()), name="accessibility"),
]
