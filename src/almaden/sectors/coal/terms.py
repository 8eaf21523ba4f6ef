"""The words of coal burning that tables, templates and results share."""

from __future__ import annotations

from typing import Final, Literal

Rank = Literal["anthracite", "bituminous", "subbituminous", "lignite", "waste coal"]
RANKS: Final[tuple[Rank, ...]] = ("anthracite", "bituminous", "subbituminous", "lignite", "waste coal")

#: Ways to burn: pulverised, cyclone, circulating fluidised bed, on a grate, gasified.
Boiler = Literal["pulverised", "cyclone", "fluidised bed", "stoker", "gasifier"]
BOILERS: Final[tuple[Boiler, ...]] = ("pulverised", "cyclone", "fluidised bed", "stoker", "gasifier")

#: What the content of a coal is related to: as received, dry, or dry and free of ash.
Basis = Literal["as_received", "dry", "dry_ash_free"]

#: Devices on the flue gas. CYC is a cyclone or multicyclone, PS a particle scrubber, ACI the injection of carbon,
#: SMC a device built against mercury alone.
Device = Literal["SCR", "SNCR", "HS-ESP", "CS-ESP", "FF", "CYC", "PS", "SDA", "wFGD", "seawater FGD", "ACI", "SMC"]

#: Forms of mercury in flue gas: elemental, oxidised, bound to particles.
Species = Literal["Hg0", "Hg2+", "Hgp"]
SPECIES: Final[tuple[Species, ...]] = ("Hg0", "Hg2+", "Hgp")

#: Where mercury of a unit goes.
Fate = Literal["air", "bottom ash", "fly ash", "FGD solid", "FGD water", "spent sorbent", "washing refuse"]
FATES: Final[tuple[Fate, ...]] = (
    "air", "bottom ash", "fly ash", "FGD solid", "FGD water", "spent sorbent", "washing refuse",
)  # fmt: skip

Sorbent = Literal["", "plain", "brominated"]

#: What units can be ranked by: mercury over their remaining life, for their output, in a year.
By = Literal["lifetime", "rate", "kg"]
