"""Addresses of the API."""

from __future__ import annotations

from django.urls import path

from almaden.web.api.app import api

urlpatterns = [path("v1/", api.urls)]
