"""What a result of a box model cannot tell, said with every result."""

from __future__ import annotations

from almaden.reference.tables import read_table
from almaden.wording import Text


def caveats() -> tuple[Text, ...]:
    """The limits of every box model of the globe."""
    return (
        Text("The model is linear and well mixed: it tells nothing about the concentration of a region or a season."),
        Text("Rates stay as they are: changes of climate, oceans and vegetation are not in it."),
        Text(
            "One model is no range: look at {models} beside each other, for their natural atmospheres differ by a "
            "factor of about five.",
            models=", ".join(row["model"] for row in read_table("fate/box_compared")),
        ),
    )
