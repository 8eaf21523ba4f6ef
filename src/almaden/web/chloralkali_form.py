"""The form of a conversion: a plant and its user's own numbers, all within one address. Nothing is stored.

A case is its query: it can be kept as a bookmark and sent to others.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from django import forms
from django.http import QueryDict

from almaden.errors import Fault, InputError
from almaden.reference.record import Record
from almaden.sectors.chloralkali.conversion_inputs import ConvertingPlant, default_money_year, defaults
from almaden.sectors.chloralkali.conversion_records import ConversionRecord
from almaden.sectors.chloralkali.converting import converting, told_over
from almaden.sectors.chloralkali.readers.plant_checks import check_plants
from almaden.sectors.chloralkali.records import PlantRecord
from almaden.web.coal_form import PartForm
from almaden.web.coal_pictures import figures
from almaden.web.coal_working import as_rows
from almaden.web.faults_in_forms import tell
from almaden.web.shown import number
from almaden.wording import n_

#: Identifier of the plant of the form.
OWN: Final = "plant"
PLANT_LABELS: Final = {
    "country": n_("Country"),
    "capacity": n_("Capacity of the mercury cells"),
    "capacity_unit": n_("Unit of the capacity"),
    "capacity_of": n_("Capacity of"),
}
#: The fields of a conversion under their headings; those of the last are rarely known.
GROUPS: Final = (
    (
        n_("Energy"),
        {
            "power_price": n_("Electricity, EUR/MWh"),
            "power_price_low": n_("its low end"),
            "power_price_high": n_("its high end"),
            "steam_price": n_("Steam, EUR/t"),
            "power_mercury": n_("Mercury cells, kWh/t Cl2"),
            "power_membrane": n_("Membrane cells, kWh/t Cl2"),
        },
    ),
    (
        n_("Capital"),
        {
            "capital": n_("Capital, EUR per t a year"),
            "capital_low": n_("its low end"),
            "capital_high": n_("its high end"),
            "discount": n_("Real discount rate, as share"),
            "life": n_("Life, years"),
            "building_years": n_("Years of building"),
        },
    ),
    (
        n_("Finance"),
        {
            "grant_share": n_("Grant, share of the capital"),
            "loan_share": n_("Loan, share of the rest"),
            "interest": n_("Real interest, as share"),
            "loan_years": n_("Years of the loan"),
            "grace_years": n_("of them without repayment"),
            "foreign_loan_share": n_("Loan in foreign money, share"),
            "foreign_capital_share": n_("Capital bought abroad, share"),
            "devaluation": n_("Devaluation a year, as share"),
            "devaluation_low": n_("its low end"),
            "devaluation_high": n_("its high end"),
        },
    ),
)
RARE: Final = {
    "currency": n_("Money of the prices"),
    "per_eur": n_("of it for one EUR"),
    "utilisation": n_("Share of the capacity used"),
    "surplus_mercury_t": n_("Mercury left over, t"),
    "surplus_cost": n_("Disposing of it, EUR/t"),
    "mercury_use": n_("Mercury used up, g/t Cl2"),
    "mercury_price": n_("Mercury, EUR/kg"),
    "mercury_control": n_("Holding mercury back, EUR/t Cl2"),
    "waste": n_("Decommissioning, EUR per t a year"),
    "steam": n_("Steam needed, t/t Cl2"),
    "staff_mercury": n_("Staff before, EUR/t Cl2"),
    "staff_membrane": n_("Staff after, EUR/t Cl2"),
    "maintenance_mercury": n_("Maintenance before, EUR/t Cl2"),
    "maintenance_membrane": n_("Maintenance after, EUR/t Cl2"),
    "membranes": n_("Membranes, EUR/t Cl2"),
    "brine": n_("Cleaning of brine, EUR/t Cl2"),
    "lost_months": n_("Months without production"),
    "margin": n_("Margin lost, EUR/t Cl2"),
}
LABELS: Final = {name: label for _title, fields in GROUPS for name, label in fields.items()} | RARE
#: What may be told for all plants of a register at once: nothing that hangs on the money of a plant.
COMMON: Final = {
    name: LABELS[name]
    for name in (
        "power_price", "discount", "grant_share", "loan_share", "interest", "loan_years", "foreign_loan_share",
        "foreign_capital_share", "devaluation",
    )
}  # fmt: skip
#: No price or amount of the form is larger, in any money.
MOST: Final = 1e9
#: A plant that does not exist, for a first look.
EXAMPLE: Final = {"country": "BRA", "capacity": "100", "power_price": "60"}
_STANDING: Final = {"capacity_unit": "kt/y", "capacity_of": "Cl2", "currency": "EUR"}


class ConversionForm:
    """The whole form.

    Attributes:
        data: what was asked.
        plant: the plant.
        own: the user's own numbers.
    """

    def __init__(self, data: QueryDict) -> None:
        data = data.copy()
        for name, usual in _STANDING.items():
            data.setdefault(name, usual)
        self.data = data
        self.plant = PartForm(PlantRecord, PLANT_LABELS, data)
        self.own = PartForm(ConversionRecord, LABELS, data)
        _place_defaults(self.own)

    @property
    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields of the conversion under their headings."""
        return [(title, [self.own[name] for name in names]) for title, names in GROUPS]

    @property
    def rare(self) -> list[forms.BoundField]:
        """The fields that few fill in."""
        return [self.own[name] for name in RARE]

    @property
    def rare_used(self) -> bool:
        """Whether one of these is filled in."""
        return any(self.data.get(name) and self.data[name] != _STANDING.get(name) for name in RARE)

    def converted(self, name: str) -> ConvertingPlant:
        """The plant with its own numbers.

        Args:
            name: what it is called.

        Raises:
            InputError: everything that is wrong; it stands at the fields too.
        """
        faults: list[Any] = []
        records = []
        for form, more in ((self.plant, {"id": OWN, "state": "operating", "site": name}), (self.own, {"plant": OWN})):
            try:
                records.append(form.made(**more))
            except InputError as error:
                faults += error.faults
        if faults:
            raise InputError(faults)
        plant, settings = records
        assert isinstance(plant, PlantRecord)
        assert isinstance(settings, ConversionRecord)
        faults = [*_faults(plant), *_too_large(settings)]
        if faults:
            for form in (self.plant, self.own):
                tell(form, (fault for fault in faults if fault.column in form.fields))
            raise InputError(faults)
        found, notes = converting((plant,), {OWN: settings})
        if not found:
            raise InputError(Fault(n_("the field must not be empty"), column="capacity", advice=notes[0]))
        return found[0]


class CommonForm:
    """What is told for all plants of a register.

    Attributes:
        data: what was asked.
        own: the numbers.
    """

    def __init__(self, data: QueryDict) -> None:
        self.data = data
        self.own = PartForm(ConversionRecord, COMMON, data)

    @property
    def told(self) -> dict[str, Any]:
        """The numbers by field.

        Raises:
            InputError: everything that is wrong; it stands at the fields too.
        """
        made = self.own.made(plant=OWN)
        faults = list(_too_large(made))
        if faults:
            tell(self.own, faults)
            raise InputError(faults)
        return {name: value for name in COMMON if (value := getattr(made, name)) is not None}

    def over(self, plant: ConvertingPlant, told: dict[str, Any]) -> ConvertingPlant:
        """A plant of the register with these numbers in the place of its own."""
        return replace(plant, settings=told_over(plant.settings, plant.id, told)) if told else plant


def _faults(plant: PlantRecord) -> Iterator[Fault]:
    """What the reader of files would refuse, without the row of a table."""
    for fault in check_plants(as_rows(PlantRecord, "", [plant]), None):
        yield replace(fault, row=None, sheet="")


def _too_large(record: Record) -> Iterator[Fault]:
    for name in LABELS:
        value = getattr(record, name)
        if isinstance(value, float) and value > MOST:
            yield Fault(n_("the number is too large"), column=name, value=format(value, "g"), accepted=f"{MOST:g}")


def _place_defaults(form: PartForm) -> None:
    """Say in each empty field what is taken for it."""
    for name, one in defaults(default_money_year()).items():
        if name in form.fields:
            form.fields[name].widget.attrs["placeholder"] = number(figures(one.value))
