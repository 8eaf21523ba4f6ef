"""Who may do what: the table of rights, and which records a person sees. Whatever is not granted is refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, Q, QuerySet

from almaden.errors import AlmadenError
from almaden.store.models import Dataset, Facility, Inventory, RegistryRow, Role, Site, Unit, User
from almaden.wording import n_

#: Whoever asks: a person with an account, the public, or the program itself.
Person = User | AnonymousUser | None

#: What each role may do, in the countries and areas that the role is for. Anyone may read what is published.
RIGHTS: Final[dict[str, frozenset[str]]] = {
    "contributor": frozenset({"read_drafts_own", "write_data", "import", "comment", "write_registry"}),
    "compiler": frozenset(
        {"read_drafts", "write_inventory", "write_data", "import", "submit", "comment", "write_stage", "write_factors"}
    ),
    "reviewer": frozenset({"read_drafts", "comment", "review", "publish"}),
    "area_lead": frozenset(
        {
            "read_drafts",
            "write_data",
            "import",
            "comment",
            "review",
            "publish",
            "write_factors",
            "submit",
            "write_registry",
            "publish_registry",
            "read_personal",
        }
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
            "write_registry",
            "publish_registry",
            "read_personal",
            "load_registry",
            "choose_weights",
        }
    ),
    "administrator": frozenset(
        {"manage_accounts", "read_journal", "manage_jobs", "read_drafts", "make_edition", "load_registry"}
    ),
}

#: Rights over the whole installation; a role for one country or one area does not give them.
_WHOLE: Final = frozenset(
    {"manage_accounts", "manage_jobs", "read_journal", "make_edition", "load_registry", "choose_weights"}
)
#: Rights over records that belong to no area; a role for one area does not give them.
_WITHOUT_AREA: Final = frozenset({"write_inventory", "write_factors", "write_stage"})

#: In an installation for one person its owner has every right.
EVERY_RIGHT: Final = frozenset().union(*RIGHTS.values())


_REFUSED: Final = n_("You may not do this. Ask an administrator for the role that it needs.")


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
        known = tuple(Grant(_rights_of(role), role.country, role.area) for role in roles)
        if settings.ALMADEN_SINGLE_USER and any(role.name == "administrator" for role in roles):
            known += (Grant(EVERY_RIGHT, "", ""),)
        user._grants = known  # type: ignore[attr-defined]  # kept for the time of one request
    return known


def _rights_of(role: Role) -> frozenset[str]:
    """The rights that a role gives where it counts."""
    given = RIGHTS.get(role.name, frozenset())
    if role.country or role.area:
        given -= _WHOLE
    return given - _WITHOUT_AREA if role.area else given


def may(user: Person, right: str, country: str = "", area: str = "") -> bool:
    """Whether a person has a right for a record.

    Args:
        user: the person.
        right: the right.
        country: country of the record; one of no country is for those who have the right for all.
        area: area of work of the record; one of no area is for those whose role is not limited to one.
    """
    return any(
        right in grant.rights and grant.country in ("", country) and grant.area in ("", area)
        for grant in grants_of(user)
    )


def may_somewhere(user: Person, right: str) -> bool:
    """Whether a person has a right for any record at all: for menus, and for records that everybody shares."""
    return any(right in grant.rights for grant in grants_of(user))


def require(user: Person, right: str, country: str = "", area: str = "") -> None:
    """Refuse what a person may not do with a record of a country and area.

    Raises:
        RightsError: the person lacks the right.
    """
    if not may(user, right, country, area):
        raise RightsError(_REFUSED)


def require_somewhere(user: Person, right: str) -> None:
    """Refuse a person who has a right for no record at all.

    Raises:
        RightsError: the person lacks the right.
    """
    if not may_somewhere(user, right):
        raise RightsError(_REFUSED)


def countries_with(user: Person, right: str, area: str = "") -> frozenset[str] | None:
    """Countries for whose records of an area a person has a right; None for all."""
    granted = (grant for grant in grants_of(user) if right in grant.rights and grant.area in ("", area))
    found = {grant.country for grant in granted}
    return None if "" in found else frozenset(found)


def areas_with(user: Person, right: str) -> frozenset[str] | None:
    """Areas of work that a person has a right for, at least in one country; None for all."""
    found = {grant.area for grant in grants_of(user) if right in grant.rights}
    return None if "" in found else frozenset(found)


def sight_of(user: Person) -> str:
    """What tells people apart who see other records: "public", "all", or the person and where they read drafts."""
    if not isinstance(user, User) or not grants_of(user):
        return "public"
    reading = {(grant.country, grant.area) for grant in grants_of(user) if "read_drafts" in grant.rights}
    if ("", "") in reading:
        return "all"
    return "-".join([str(user.pk), *(f"{country}.{area}" for country, area in sorted(reading))])


def area_of(record: Model) -> str:
    """Area of work of a record, which is that of its data set; empty for records that have none."""
    if isinstance(record, Unit):
        record = record.facility
    dataset = record.dataset if isinstance(record, (Facility, Site)) else record
    return dataset.area if isinstance(dataset, Dataset) else ""


def visible_inventories(user: Person) -> QuerySet[Inventory]:
    """Inventories that a person may see: what is published, and drafts of their own and of their countries."""
    return Inventory.objects.filter(_visible(user, Q(state__in=["published", "superseded"]), "country"))


def visible_datasets(user: Person) -> QuerySet[Dataset]:
    """Data sets that a person may see: as for inventories, and drafts of their areas of work."""
    return Dataset.objects.filter(_visible(user, Q(state="published"), "country", area="area"))


def visible_facilities(user: Person) -> QuerySet[Facility]:
    """Facilities that a person may see: those of published data sets, and drafts as for data sets."""
    return Facility.objects.filter(_visible_places(user, "country", "dataset"))


def visible_units(user: Person) -> QuerySet[Unit]:
    """Units of the facilities that a person may see."""
    return Unit.objects.filter(_visible_places(user, "facility__country", "facility__dataset"))


def visible_sites(user: Person) -> QuerySet[Site]:
    """Sites that a person may see."""
    return Site.objects.filter(_visible_places(user, "country", "dataset"))


def visible_registry(user: Person) -> QuerySet[RegistryRow]:
    """Records of the registry that a person may see.

    What is published, drafts of their own, of their countries and of their areas of work. Records that tell of
    persons are for their authors and for those who may read about persons there, published or not.
    """
    seen = Q(is_open=True) & _visible(user, Q(state="published"), "country", area="area")
    if isinstance(user, User) and user.is_active:
        seen |= Q(author=user.pk) | _granted(user, "read_personal", "country", "area")
    return RegistryRow.objects.filter(seen)


def publishable_registry(user: Person) -> QuerySet[RegistryRow]:
    """Records of the registry that a person may publish, of those that they see; their own ones too."""
    if not isinstance(user, User) or not grants_of(user):
        return RegistryRow.objects.none()
    return visible_registry(user).filter(_granted(user, "publish_registry", "country", "area"))


def _visible_places(user: Person, country: str, dataset: str) -> Q:
    public = Q(**{f"{dataset}__state": "published"})
    return _visible(user, public, country, f"{dataset}__author", f"{dataset}__area")


def _visible(user: Person, public: Q, country: str, author: str = "author", area: str = "") -> Q:
    """What a person may see: the public, their own, and what they may read drafts of by country and area."""
    if not grants_of(user):
        return public
    assert isinstance(user, User)
    return public | Q(**{author: user.pk}) | _granted(user, "read_drafts", country, area)


def _granted(user: User, right: str, country: str, area: str) -> Q:
    """The records for whose country and area a person has a right; without an area only roles for all areas count."""
    grants = [grant for grant in grants_of(user) if right in grant.rights]
    if any(not grant.country and not grant.area for grant in grants):
        return ~Q(pk__in=[])
    seen = Q(**{f"{country}__in": sorted(grant.country for grant in grants if not grant.area)})
    for grant in grants:
        if grant.area and area:
            seen |= Q(**{area: grant.area}, **({country: grant.country} if grant.country else {}))
    return seen
