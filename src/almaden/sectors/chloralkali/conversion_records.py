"""What a user tells of the conversion of a plant: one row a plant, declared once; whatever is empty is a default."""

from __future__ import annotations

from typing import Any, Final

from almaden.reference.record import Record, described

_SHARE: Final[dict[str, Any]] = {"default": None, "ge": 0, "le": 1}
_POSITIVE: Final[dict[str, Any]] = {"default": None, "gt": 0}
_AMOUNT: Final[dict[str, Any]] = {"default": None, "ge": 0}


class ConversionRecord(Record):
    """The user's own numbers for converting a plant from mercury to membrane cells.

    Prices are in the money of column ``currency``, without inflation. Own numbers stand in place of the defaults;
    one without a range of its own gets a narrow one.
    """

    plant: str = described("Identifier of the plant, as in the table of plants.", "P1", min_length=1, max_length=100)
    currency: str = described("Money of the prices in this row.", "BRL", default="EUR", pattern="^[A-Z]{3}$")
    per_eur: float | None = described(
        "Units of that money for one EUR; needed where it is not EUR.", "5.4", default=None, gt=0
    )
    capital: float | None = described("Capital for each t of capacity.", "600", "per t Cl2/y", **_POSITIVE)
    capital_low: float | None = described("Its low end, 95 %.", "500", "per t Cl2/y", **_POSITIVE)
    capital_high: float | None = described("Its high end, 95 %.", "750", "per t Cl2/y", **_POSITIVE)
    power_price: float | None = described("Price of electricity.", "55", "per MWh", **_AMOUNT)
    power_price_low: float | None = described("Its low end over the life, 95 %.", "40", "per MWh", **_AMOUNT)
    power_price_high: float | None = described("Its high end over the life, 95 %.", "80", "per MWh", **_AMOUNT)
    steam_price: float | None = described("Price of steam.", "18", "per t", **_AMOUNT)
    power_mercury: float | None = described("Electricity of the mercury cells.", "3450", "kWh/t Cl2", **_POSITIVE)
    power_membrane: float | None = described("Electricity of the membrane cells.", "2450", "kWh/t Cl2", **_POSITIVE)
    steam: float | None = described("Steam to concentrate caustic; 0 where none is.", "0.5", "t/t Cl2", **_AMOUNT)
    utilisation: float | None = described(
        "Share of the capacity that is used, 0 to 1.", "0.82", default=None, gt=0, le=1
    )
    staff_mercury: float | None = described("Staff of the mercury plant.", "30", "per t Cl2", **_AMOUNT)
    staff_membrane: float | None = described("Staff of the membrane plant.", "24", "per t Cl2", **_AMOUNT)
    maintenance_mercury: float | None = described("Maintenance of the mercury plant.", "26", "per t Cl2", **_AMOUNT)
    maintenance_membrane: float | None = described("Maintenance of the membrane plant.", "19", "per t Cl2", **_AMOUNT)
    membranes: float | None = described("Membranes and coatings replaced.", "5", "per t Cl2", **_AMOUNT)
    brine: float | None = described("Finer cleaning of brine for membranes.", "2", "per t Cl2", **_AMOUNT)
    mercury_use: float | None = described("Mercury bought to make up losses.", "15", "g/t Cl2", **_AMOUNT)
    mercury_price: float | None = described("Price of mercury.", "35", "per kg", **_AMOUNT)
    mercury_control: float | None = described("Holding back and measuring mercury.", "10", "per t Cl2", **_AMOUNT)
    surplus_mercury_t: float | None = described("Mercury left over at the change.", "210", "t", **_AMOUNT)
    surplus_cost: float | None = described("Stabilising and disposing of it.", "3000", "per t mercury", **_AMOUNT)
    waste: float | None = described("Decommissioning and mercury waste.", "60", "per t Cl2/y", **_AMOUNT)
    lost_months: float | None = described("Production lost at the change.", "1.5", "months", **_AMOUNT)
    margin: float | None = described("Margin lost with each t not made.", "120", "per t Cl2", **_AMOUNT)
    life: int | None = described("Life of the membrane plant.", "20", "years", default=None, ge=1, le=60)
    discount: float | None = described("Real rate of discount.", "0.08", "per year", **_SHARE)
    building_years: int | None = described(
        "Years from the decision to the change.", "2", "years", default=None, ge=0, le=10
    )
    grant_share: float | None = described("Share of the capital that is a grant, 0 to 1.", "0.2", **_SHARE)
    loan_share: float | None = described("Share of what the grant leaves that is a loan, 0 to 1.", "0.6", **_SHARE)
    interest: float | None = described("Real interest of the loan.", "0.05", "per year", **_SHARE)
    loan_years: int | None = described(
        "Years until the loan is paid back, grace among them.", "12", "years", default=None, ge=1, le=60
    )
    grace_years: int | None = described(
        "First years in which only interest is paid.", "2", "years", default=None, ge=0, le=30
    )
    foreign_loan_share: float | None = described("Share of the loan that is in foreign money, 0 to 1.", "1", **_SHARE)
    foreign_capital_share: float | None = described("Share of the capital that is bought abroad.", "0.5", **_SHARE)
    devaluation: float | None = described(
        "Real rise in a year of what foreign money costs: 0.05 where it costs 5 % more; below 0 for a fall.",
        "0.05", "per year", default=None, gt=-0.5, le=2,
    )  # fmt: skip
    devaluation_low: float | None = described("Its low end, 95 %.", "-0.02", "per year", default=None, gt=-0.5, le=2)
    devaluation_high: float | None = described("Its high end, 95 %.", "0.15", "per year", default=None, gt=-0.5, le=2)
    source: str = described("Where this was read.", "Offer of a supplier, 2024", default="")
    note: str = described("Anything a reader should know.", "", default="")


#: The table by name of its sheet or file; it may stand in one workbook with the plants.
CONVERSION_TABLES: Final[dict[str, type[Record]]] = {"conversion": ConversionRecord}
