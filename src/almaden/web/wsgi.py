"""The application as servers start it."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "almaden.web.settings")
_django = get_wsgi_application()

# These need the settings, which Django has read by now.
from django.db import connection  # noqa: E402

from almaden.web.api.prepared import Prepared  # noqa: E402
from almaden.web.turns import Turns  # noqa: E402

application = Prepared(Turns(_django) if connection.vendor == "sqlite" else _django)
