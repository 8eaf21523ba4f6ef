"""What the store holds, data set by data set."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Sum

from almaden.store.models import ArchiveFile, Dataset, Facility, Site, Unit


@dataclass(frozen=True)
class DatasetLine:
    """A data set and how many records of each type it has."""

    key: str
    title: str
    state: str
    records: dict[str, int]


def datasets() -> tuple[DatasetLine, ...]:
    """All data sets, for whoever runs the program on this machine."""
    counted = {
        "facility": _counts(Facility, "dataset"),
        "unit": _counts(Unit, "facility__dataset"),
        "site": _counts(Site, "dataset"),
        "observation": dict(
            ArchiveFile.objects.filter(state="current")
            .values_list("dataset")
            .annotate(found=Sum("rows"))
            .values_list("dataset", "found")
        ),
    }
    return tuple(
        DatasetLine(
            one.key, one.title, one.state, {name: found[one.pk] for name, found in counted.items() if one.pk in found}
        )
        for one in Dataset.objects.order_by("key")
    )


def _counts(table: type[Facility] | type[Site] | type[Unit], path: str) -> dict[int, int]:
    rows = table._default_manager.order_by().values_list(path).annotate(found=Count("pk"))
    return dict(rows.values_list(path, "found"))
