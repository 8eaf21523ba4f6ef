"""What is made of the rows of the registry for lists and counts: countries, links, pairs, what looks for money."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations
from typing import Final

from almaden.partnership.records.activities import ActivityRecord
from almaden.partnership.records.base import RegistryRecord
from almaden.store.models import RegistryCountry, RegistryLink, RegistryPair, RegistryRow
from almaden.store.models.registry import RegistryState
from almaden.store.registry import wish_rows
from almaden.store.registry.columns import countries_of, links_of, record_of

#: Rows written by one statement.
BATCH: Final = 500
#: Partners of one activity that work together; in a longer list they only stand together.
MOST_TOGETHER: Final = 30


def pairs_of(record: RegistryRecord) -> Iterable[tuple[str, str]]:
    """The partners that a document names together in an activity; none where they were filled in or told as a group."""
    if not isinstance(record, ActivityRecord) or record.partners_basis != "stated":
        return ()
    named = sorted(set(record.partners))
    return combinations(named, 2) if len(named) <= MOST_TOGETHER else ()


def derive(rows: Iterable[RegistryRow]) -> None:
    """Make the lists of countries, links and pairs of rows again; in the transaction that writes the rows."""
    rows = list(rows)
    countries, links, pairs = [], [], []
    for row in rows:
        record = record_of(row, personal=False)
        counted = row.state == RegistryState.PUBLISHED and not row.same_as
        countries += [
            RegistryCountry(row=row, kind=row.kind, country=one, counted=counted, area=row.area)
            for one in countries_of(record)
        ]
        links += [
            RegistryLink(row=row, field=field, target_kind=kind, target=key)
            for field, kind, key in links_of(row.kind, record)
        ]
        pairs += [RegistryPair(row=row, one=one, other=other, counted=counted) for one, other in pairs_of(record)]
    touched = wish_rows.touched(rows)
    for start in range(0, len(rows), BATCH):
        ids = [row.pk for row in rows[start : start + BATCH]]
        RegistryCountry.objects.filter(row__in=ids).delete()
        RegistryLink.objects.filter(row__in=ids).delete()
        RegistryPair.objects.filter(row__in=ids).delete()
    RegistryCountry.objects.bulk_create(countries, batch_size=BATCH)
    RegistryLink.objects.bulk_create(links, batch_size=BATCH)
    RegistryPair.objects.bulk_create(pairs, batch_size=BATCH)
    wish_rows.renew(touched | wish_rows.touched(rows))
