"""The sites that series name, by the identifiers that observations know them by."""

from __future__ import annotations

from collections.abc import Iterable

from almaden.store.models import Identifier, Site


def sites_named(names: Iterable[str]) -> dict[str, Site]:
    """Sites by their identifiers, such as ``gaw:MHD``; those that are not there are left out."""
    wanted = set(names)
    values = {name.partition(":")[2] for name in wanted}
    rows = Identifier.objects.filter(value__in=values, site__isnull=False).select_related("site__dataset")
    found = {f"{row.scheme}:{row.value}": row.site for row in rows}
    return {name: site for name, site in found.items() if name in wanted and site is not None}
