"""The web server's way in. It refuses a database role that the walls do not bind."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "concord.project.settings")
application = get_wsgi_application()

from concord.trust.context.startup import refuse_unsafe_role  # noqa: E402

refuse_unsafe_role()
