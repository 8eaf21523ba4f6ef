"""The context values that the calculation and its checks know by name; others may be given and are kept."""

from __future__ import annotations

from typing import Final

#: Shares of a whole, 0 to 1.
FRACTIONS: Final = frozenset({"electrification_rate"})

#: Numbers that are not negative.
NUMBERS: Final = FRACTIONS | {
    "asgm_mercury_kg",
    "capacity_5_2_3",
    "capacity_5_2_4",
    "capacity_5_2_5",
    "capacity_5_2_7",
    "capacity_5_2_9",
    "coal_power_mwh",
    "dental_personnel_per_1000",
    "municipal_waste_t",
    "national_gold_kg",
    "population",
}

#: The two questions on waste by which Level 1 chooses the distribution of mercury-added products:
#: is more than two thirds of the general waste collected and put on lined landfills or burnt in closed
#: incinerators; is more than one third of the waste of mercury-added products collected and treated apart?
QUESTIONS: Final = ("waste_collected_over_two_thirds", "waste_separated_over_one_third")

#: Days, year-month-day.
DATES: Final = frozenset({"entry_into_force"})

KNOWN: Final = NUMBERS | DATES | frozenset(QUESTIONS)
