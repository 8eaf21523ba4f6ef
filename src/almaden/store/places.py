"""Writes facilities, units and sites, and says where a person may see a site."""

from __future__ import annotations

import math
from typing import Any, Final, TypeVar

from django.db.models import QuerySet

from almaden.errors import Fault, InputError
from almaden.reference.records import FacilityRecord, SiteRecord, UnitRecord
from almaden.store.dataset_guard import check_open, is_open
from almaden.store.journal import Work, record_type, writing
from almaden.store.models import Dataset, Facility, Identifier, Site, Unit, User
from almaden.store.models.datasets import DatasetState
from almaden.store.place_checks import check
from almaden.store.reviews.authors import works_alone
from almaden.store.rights import Person, RightsError, countries_with, may, require, visible_datasets
from almaden.wording import n_

#: A place or a unit.
P = TypeVar("P", Facility, Unit, Site)

#: Informal mines are shown in public at a corner of a net of this width: raids on miners must not start here.
BLUR_DEGREES: Final = 0.1


def make_facility(actor: User, dataset: Dataset, record: FacilityRecord, *, reason: str = "") -> Facility:
    """Add a facility to a data set.

    Raises:
        RightsError: the person may not write data of the country, or not into this data set.
        ClosedError: the data set is no draft.
        InputError: the country or category does not exist, or another record has the identifier.
    """
    _may_write(actor, dataset, record.country)
    check(Facility, record)
    with writing(actor, "facility.add", reason=reason) as work:
        check_open(actor, dataset)
        return _add(work, Facility(dataset=dataset, **record.model_dump()))


def change_facility(
    actor: User, facility: Facility, expected: int, record: FacilityRecord, *, reason: str = ""
) -> bool:
    """Change a facility that the person saw in version ``expected``.

    Returns:
        Whether anything was different.

    Raises:
        RightsError, InputError: as for :func:`make_facility`.
        ConflictError: somebody else changed it meanwhile.
    """
    _may_write(actor, facility.dataset, facility.country)
    _may_write(actor, facility.dataset, record.country)
    check(Facility, record)
    with writing(actor, "facility.change", reason=reason) as work:
        check_open(actor, facility.dataset)
        return _change(work, facility, expected, record.model_dump())


def make_unit(actor: User, facility: Facility, record: UnitRecord, *, reason: str = "") -> Unit:
    """Add a unit to a facility.

    Raises:
        RightsError, InputError: as for :func:`make_facility`.
    """
    _may_write(actor, facility.dataset, facility.country)
    check(Unit, record)
    with writing(actor, "unit.add", reason=reason) as work:
        check_open(actor, facility.dataset)
        return _add(work, Unit(facility=facility, **record.model_dump(exclude={"facility"})))


def change_unit(actor: User, unit: Unit, expected: int, record: UnitRecord, *, reason: str = "") -> bool:
    """Change a unit that the person saw in version ``expected``; says whether anything was different.

    Raises:
        RightsError, InputError, ConflictError: as for :func:`change_facility`.
    """
    _may_write(actor, unit.facility.dataset, unit.facility.country)
    check(Unit, record)
    with writing(actor, "unit.change", reason=reason) as work:
        check_open(actor, unit.facility.dataset)
        return _change(work, unit, expected, record.model_dump(exclude={"facility"}))


def make_site(actor: User, dataset: Dataset, record: SiteRecord, *, reason: str = "") -> Site:
    """Add a site to a data set.

    Raises:
        RightsError, InputError: as for :func:`make_facility`.
    """
    _may_write(actor, dataset, record.country)
    check(Site, record)
    with writing(actor, "site.add", reason=reason) as work:
        check_open(actor, dataset)
        return _add(work, Site(dataset=dataset, **record.model_dump()))


def change_site(actor: User, site: Site, expected: int, record: SiteRecord, *, reason: str = "") -> bool:
    """Change a site that the person saw in version ``expected``; says whether anything was different.

    Raises:
        RightsError: as for :func:`make_facility`, or the person does not see where the site is.
        InputError, ConflictError: as for :func:`change_facility`.
    """
    _may_write(actor, site.dataset, site.country)
    _may_write(actor, site.dataset, record.country)
    if is_blurred(actor, site):
        # The form showed the blurred place: it would overwrite the true one.
        raise RightsError(n_("You do not see where this site is, so you may not change it."))
    check(Site, record)
    with writing(actor, "site.change", reason=reason) as work:
        check_open(actor, site.dataset)
        return _change(work, site, expected, record.model_dump())


def is_blurred(user: Person, site: Site) -> bool:
    """Whether a person sees an informal mine only roughly: all but those who may read drafts of its country."""
    if site.kind != "informal_mine":
        return False
    countries = countries_with(user, "read_drafts")
    return countries is not None and site.country not in countries


def position(user: Person, site: Site) -> tuple[float | None, float | None]:
    """Latitude and longitude of a site in degrees, as a person may see them."""
    if site.latitude is None or site.longitude is None:
        return None, None
    if is_blurred(user, site):
        return blurred(site.latitude), blurred(site.longitude)
    return site.latitude, site.longitude


def instead(user: Person, site: Site) -> dict[str, Any]:
    """What a person sees in place of the fields that would tell where a site is; nothing where they may know."""
    if not is_blurred(user, site):
        return {}
    latitude, longitude = position(user, site)
    # What the source says beyond the columns may tell the place in words, and the height narrows it down.
    return {"latitude": latitude, "longitude": longitude, "elevation_m": None, "attributes": {}}


def blurred(degrees: float) -> float:
    """A coordinate on the net of :data:`BLUR_DEGREES`."""
    return round(math.floor(degrees / BLUR_DEGREES + 0.5) * BLUR_DEGREES, 1)


def writable_datasets(actor: User) -> QuerySet[Dataset]:
    """The data sets that a person may add places to."""
    states = [DatasetState.DRAFT, *([DatasetState.PUBLISHED] if works_alone(actor) else [])]
    return visible_datasets(actor).filter(state__in=states).order_by("title", "id")


def may_change(user: Person, dataset: Dataset, country: str) -> bool:
    """Whether a person may change a record of a country in a data set now."""
    return isinstance(user, User) and may(user, "write_data", country) and is_open(user, dataset)


def _may_write(actor: User, dataset: Dataset, country: str) -> None:
    require(actor, "write_data", country)
    if not visible_datasets(actor).filter(pk=dataset.pk).exists():
        raise RightsError(n_("You may not write into this data set."))


def _add(work: Work, place: P) -> P:
    _claim(place, place.identifiers)
    work.add(place)
    _keep_identifiers(place)
    return place


def _change(work: Work, place: Facility | Unit | Site, expected: int, values: dict[str, Any]) -> bool:
    _claim(place, values["identifiers"])
    # What a source told beyond the fields is not on the form.
    values["attributes"] = values["attributes"] or place.attributes
    changed = work.change(place, expected, **values)
    if changed:
        Identifier.objects.filter(**_owner(place)).delete()
        _keep_identifiers(place)
    return changed


def _claim(place: Facility | Unit | Site, identifiers: dict[str, str]) -> None:
    """See that no other record has one of the identifiers."""
    for scheme, value in identifiers.items():
        taken = Identifier.objects.filter(scheme=scheme, value=value)
        if place.pk is not None:
            taken = taken.exclude(**_owner(place))
        if taken.exists():
            raise InputError(
                Fault(
                    n_("another record has this identifier"),
                    column="identifiers",
                    value=f"{scheme}:{value}",
                    advice=n_("find the other record by the search, and change it instead of adding a second one"),
                )
            )


def _keep_identifiers(place: Facility | Unit | Site) -> None:
    Identifier.objects.bulk_create(
        Identifier(scheme=scheme, value=value, **_owner(place)) for scheme, value in place.identifiers.items()
    )


def _owner(place: Facility | Unit | Site) -> dict[str, Any]:
    return {record_type(type(place)): place}
