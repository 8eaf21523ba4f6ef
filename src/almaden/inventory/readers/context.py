"""The context values that the calculation knows by name; others may be given and are kept."""

from __future__ import annotations

from typing import Final

#: Shares of a whole, 0 to 1.
FRACTIONS: Final = frozenset({"electrification_rate"})

#: Numbers.
NUMBERS: Final = frozenset({"population", "dental_personnel_per_1000"}) | FRACTIONS

#: The two questions on waste by which Level 1 chooses the distribution of mercury-added products:
#: is more than two thirds of the general waste collected and put on lined landfills or burnt in closed
#: incinerators; is more than one third of the waste of mercury-added products collected and treated apart?
QUESTIONS: Final = frozenset({"general_waste_mostly_controlled", "product_waste_partly_separate"})

KNOWN: Final = NUMBERS | QUESTIONS
