"""Addresses of the API."""

from __future__ import annotations

from django.urls import path

from almaden.web.api.app import api
from almaden.web.api.docs import documentation

urlpatterns = [path("v1/", api.urls), path("docs", documentation, name="api_docs")]
