"""The documents that are cited, found by their words."""

from __future__ import annotations

from django.db.models import QuerySet

from almaden.store.models import SourceDocument
from almaden.store.search import matching


def documents(text: str = "") -> QuerySet[SourceDocument]:
    """All documents, or those whose words hold every word of a text."""
    found = SourceDocument.objects.all()
    return found.filter(pk__in=matching("source_document", text)) if text.strip() else found
