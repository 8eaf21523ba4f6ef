"""Who may do what: the table of rights, and which records a person sees. Whatever is not granted is refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from almaden.errors import AlmadenError
from almaden.store.models import Dataset, Facility, Inventory, Role, Site, Unit, User
from almaden.wording import n_

#: Whoever asks: a person with an account, the public, or the program itself.
Person = User | AnonymousUser | None

#: What each role may do, in the countries and areas that the role is for. Anyone may read what is published.
RIGHTS: Final[dict[str, frozenset[str]]] = {
    "contributor": frozenset({"read_drafts_own", "write_data", "import", "comment"}),
    "compiler": frozenset(
        {"read_drafts", "write_inventory", "write_data", "import", "submit", "comment", "write_stage", "write_factors"}
    ),
    "reviewer": frozenset({"read_drafts", "comment", "review", "publish"}),
    "area_lead": frozenset(
        {"read_drafts", "write_data", "import", "comment", "review", "publish", "write_factors", "submit"}
    ),
    "secretariat": frozenset(
        {
            "read_drafts",
            "write_data",
            "import",
            "submit",
            "comment",
            "review",
            "publish",
            "write_stage",
            "write_inventory",
            "write_factors",
            "make_edition",
            "withdraw",
            "read_journal",
        }
    ),
    "administrator": frozenset({"manage_accounts", "read_journal", "manage_jobs", "read_drafts", "make_edition"}),
}

#: In an installation for one person its owner has every right.
EVERY_RIGHT: Final = frozenset().union(*RIGHTS.values())


class RightsError(AlmadenError):
    """The person may not do this."""


@dataclass(frozen=True)
class Grant:
    """One role as it counts: its rights, and where; empty country and area mean everywhere."""

    rights: frozenset[str]
    country: str
    area: str


def grants_of(user: Person) -> tuple[Grant, ...]:
    """The grants of a person, none for the public and for closed accounts."""
    if not isinstance(user, User) or not user.is_active:
        return ()
    known: tuple[Grant, ...] | None = getattr(user, "_grants", None)
    if known is None:
        roles = Role.objects.filter(user_id=user.pk)
        known = tuple(Grant(RIGHTS.get(role.name, frozenset()), role.country, role.area) for role in roles)
        if settings.ALMADEN_SINGLE_USER and any(role.name == "administrator" for role in roles):
            known += (Grant(EVERY_RIGHT, "", ""),)
        user._grants = known  # type: ignore[attr-defined]  # kept for the time of one request
    return known


def may(user: Person, right: str, country: str = "", area: str = "") -> bool:
    """Whether a person has a right for a country and area; without both, whether they have it anywhere."""
    return any(
        right in grant.rights
        and (not grant.country or not country or grant.country == country)
        and (not grant.area or not area or grant.area == area)
        for grant in grants_of(user)
    )


def require(user: Person, right: str, country: str = "", area: str = "") -> None:
    """Refuse what a person may not do.

    Raises:
        RightsError: the person lacks the right.
    """
    if not may(user, right, country, area):
        raise RightsError(n_("You may not do this. Ask an administrator for the role that it needs."))


def countries_with(user: Person, right: str) -> frozenset[str] | None:
    """Countries for which a person has a right; None for all."""
    found = {grant.country for grant in grants_of(user) if right in grant.rights}
    return None if "" in found else frozenset(found)


def visible_inventories(user: Person) -> QuerySet[Inventory]:
    """Inventories that a person may see: what is published, and drafts of their own and of their countries."""
    return Inventory.objects.filter(_visible(user, Q(state__in=["published", "superseded"]), "country"))


def visible_datasets(user: Person) -> QuerySet[Dataset]:
    """Data sets that a person may see."""
    return Dataset.objects.filter(_visible(user, Q(state="published"), "country"))


def visible_facilities(user: Person) -> QuerySet[Facility]:
    """Facilities that a person may see: those of published data sets, and drafts as for inventories."""
    return Facility.objects.filter(_visible(user, Q(dataset__state="published"), "country", "dataset__author"))


def visible_units(user: Person) -> QuerySet[Unit]:
    """Units of the facilities that a person may see."""
    shown = _visible(user, Q(facility__dataset__state="published"), "facility__country", "facility__dataset__author")
    return Unit.objects.filter(shown)


def visible_sites(user: Person) -> QuerySet[Site]:
    """Sites that a person may see."""
    return Site.objects.filter(_visible(user, Q(dataset__state="published"), "country", "dataset__author"))


def _visible(user: Person, public: Q, country: str, author: str = "author") -> Q:
    if not grants_of(user):
        return public
    assert isinstance(user, User)
    countries = countries_with(user, "read_drafts")
    if countries is None:
        return Q()
    return public | Q(**{author: user.pk}) | Q(**{f"{country}__in": sorted(countries)})
