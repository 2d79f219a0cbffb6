"""The web server's way in. It refuses a database role that the walls do not bind.

Loaded once, before the workers are forked: one that dies is replaced in no time, with every page
ready to be shown.
"""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "concord.project.settings")
application = get_wsgi_application()

from django.db import connections  # noqa: E402 - after Django is set up
from django.template.loader import get_template  # noqa: E402 - after Django is set up
from django.urls import reverse  # noqa: E402 - after Django is set up

from concord.trust.context.startup import refuse_unsafe_role  # noqa: E402 - after Django is set up

refuse_unsafe_role()
# Both load what the first request of a worker would otherwise wait for.
reverse("desk:home")
get_template("ui/base.html")
# Workers must not share a connection.
connections.close_all()
