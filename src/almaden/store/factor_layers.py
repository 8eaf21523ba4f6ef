"""Factor layers: named sets of factors that lie over a factor set, and who relies on a factor."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from django.db.models import Q, QuerySet

from almaden.errors import Fault, InputError
from almaden.inventory.readers.form import Typed, record_of
from almaden.inventory.readers.tables import FACTORS
from almaden.inventory.records import FactorRow
from almaden.store.accounts.checks import check_country
from almaden.store.acting import allow, now, plain_text
from almaden.store.inventories.convert import record_from, row_data
from almaden.store.inventories.guard import OPEN, ClosedError
from almaden.store.journal import writing
from almaden.store.models import FactorLayer, User
from almaden.store.rights import Person, countries_with, grants_of
from almaden.wording import n_

#: More factors than this are no layer of a country.
MOST_ROWS: Final = 5_000
_LONGEST_NAME: Final = 80
_LONGEST_TITLE: Final = 300


def make(
    actor: User | None, name: str, *, title: str = "", country: str = "", rows: Sequence[Mapping[str, Typed]] = ()
) -> FactorLayer:
    """Make a layer.

    Args:
        actor: who makes it, and is its author; None for the program.
        name: the name by which inventories take it; no other layer has it.
        title: what it is.
        country: the country that its factors are for; empty for any.
        rows: its factors, each by the columns of ``factors.csv``.

    Raises:
        InputError: with everything that is wrong; a fault names the row, counted from 1.
    """
    check_country(country)
    allow(actor, "write_factors", country)
    name, title = plain_text(name), plain_text(title)
    _check_names(name, title)
    layer = FactorLayer(name=name, title=title, country=country, rows=_read(rows), author=actor, made_on=now())
    with writing(actor, "factor_layer.add") as work:
        return work.add(layer)


def change(
    actor: User | None, layer: FactorLayer, expected: int | None, *, reason: str = "", **values: Any
) -> FactorLayer:
    """Change title or rows of a layer that is a draft or was returned.

    Args:
        actor: who changes it.
        layer: the layer.
        expected: the version that the person saw.
        reason: why, for the journal.
        **values: title; rows, which take the place of all rows.

    Raises:
        ConflictError: somebody changed it meanwhile.
        ClosedError: it was submitted or published.
        InputError: with everything that is wrong.
    """
    allow(actor, "write_factors", layer.country)
    if "title" in values:
        values["title"] = plain_text(values["title"])
        _check_names(layer.name, values["title"], layer)
    if "rows" in values:
        values["rows"] = _read(values["rows"])
    unknown = values.keys() - {"title", "rows"}
    if unknown:
        raise InputError(Fault(n_("this cannot be changed"), column=column) for column in sorted(unknown))
    with writing(actor, "factor_layer.change", reason=plain_text(reason)) as work:
        current = FactorLayer.objects.select_for_update().get(pk=layer.pk)
        if current.state not in OPEN:
            raise ClosedError(n_("This layer was submitted or published and cannot be changed. Make a new one."))
        work.change(layer, expected, **values)
    return layer


def rows(layer: FactorLayer) -> tuple[FactorRow, ...]:
    """The factors of a layer; the place of each is its number."""
    made = [record_from(FACTORS, row, f"{layer.name}, row {number}") for number, row in enumerate(layer.rows, start=1)]
    return tuple(row for row in made if isinstance(row, FactorRow))


def visible_layers(user: Person) -> QuerySet[FactorLayer]:
    """Layers that a person may see: what is published, their own, and those of their countries."""
    public = Q(state__in=["published", "superseded"])
    if not grants_of(user):
        return FactorLayer.objects.filter(public)
    assert isinstance(user, User)
    countries = countries_with(user, "read_drafts")
    if countries is None:
        return FactorLayer.objects.all()
    return FactorLayer.objects.filter(public | Q(author=user) | Q(country__in=sorted(countries)))


def _read(rows: Sequence[Mapping[str, Typed]]) -> list[dict[str, Any]]:
    faults: list[Fault] = []
    read = []
    if len(rows) > MOST_ROWS:
        raise InputError(Fault(n_("the layer has too many rows"), column="rows", value=str(len(rows))))
    for number, values in enumerate(rows, start=1):
        try:
            read.append(row_data(record_of(FACTORS, values)))
        except InputError as error:
            faults += [replace(fault, row=number) for fault in error.faults]
    if faults:
        raise InputError(faults)
    return read


def _check_names(name: str, title: str, layer: FactorLayer | None = None) -> None:
    faults = list(_name_faults(name, layer))
    if len(title) > _LONGEST_TITLE:
        faults.append(Fault(n_("the text is too long"), column="title", value=title, advice=n_("shorten it")))
    if faults:
        raise InputError(faults)


def _name_faults(name: str, layer: FactorLayer | None) -> Iterator[Fault]:
    if not name or len(name) > _LONGEST_NAME or name == FACTORS.name:
        yield Fault(
            n_("the name of the layer is empty, too long, or means the inventory's own factors"),
            column="name",
            value=name,
            advice=n_("choose another name"),
        )
    elif FactorLayer.objects.filter(name=name).exclude(pk=layer.pk if layer else 0).exists():
        yield Fault(n_("there is a layer with this name"), column="name", value=name, advice=n_("choose another name"))
