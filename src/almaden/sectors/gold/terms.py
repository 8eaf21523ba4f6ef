"""The words of small-scale gold mining that tables, templates and results share."""

from __future__ import annotations

from typing import Final, Literal

#: How gold is won: mercury added to the whole ore, to a concentrate, or no mercury at all.
Practice = Literal["whole_ore", "concentrate", "mercury_free"]
PRACTICES: Final[tuple[Practice, ...]] = ("whole_ore", "concentrate", "mercury_free")

#: Ways to estimate the gold of a country: miners and what each wins; processing units and what passes through them;
#: what is bought and exported; what is left of the national production without the formal mines.
Route = Literal["extraction", "processing", "trade", "residual"]
ROUTES: Final[tuple[Route, ...]] = ("extraction", "processing", "trade", "residual")

#: Where the mercury that is bought goes: burnt off at the sites, burnt off in gold shops, held back in shops, given
#: back by retorts and stored, lost to water, lost to land.
Pathway = Literal["air_burning", "air_shops", "captured", "stored", "water", "land"]
PATHWAYS: Final[tuple[Pathway, ...]] = ("air_burning", "air_shops", "captured", "stored", "water", "land")

#: Quality of a value in four classes: 4 recent quantitative field data, 3 quantitative and not brought up to date for
#: about five years, 2 some indication, 1 presence alone.
DataClass = int

#: Sets of mercury-to-gold ratios: those of field work, and the input factors of the UNEP Toolkit.
RatioSet = Literal["field", "toolkit-2019"]
RATIO_SETS: Final[tuple[RatioSet, ...]] = ("field", "toolkit-2019")

#: Units in which gold may be given.
GoldUnit = Literal["g", "kg", "t", "troy oz"]
#: Units in which mercury may be given; a flask holds 34.5 kg.
MercuryUnit = Literal["g", "kg", "t", "lb", "flask"]
#: What an amount of a field record is for.
Period = Literal["day", "week", "month", "year"]
#: Units of a mercury-to-gold ratio.
RatioUnit = Literal["g/g", "kg/kg", "g/kg", "kg/t"]

#: The four practices that a plan has to act against (Convention, Annex C, 1 (b)).
WorstPractice = Literal["whole_ore", "open_burning", "residential_burning", "cyanide_after_mercury"]
WORST_PRACTICES: Final[tuple[WorstPractice, ...]] = (
    "whole_ore", "open_burning", "residential_burning", "cyanide_after_mercury",
)  # fmt: skip
