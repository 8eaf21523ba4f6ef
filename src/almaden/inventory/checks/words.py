"""Words by which published figures say what they are, in English, French and Spanish, without accents."""

from __future__ import annotations

from typing import Final


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: A figure with one of these is a total.
TOTAL: Final = _set("total totals totaux totale totales overall gesamt insgesamt")
#: What enters.
INPUT: Final = _set("input inputs entree entrees apport apports entrada entradas aporte aportes")
#: What leaves.
OUTPUT: Final = _set(
    "output outputs release releases released emission emissions emitted rejet rejets sortie sorties emise emises "
    "emision emisiones emitido liberacion liberaciones liberado salida salidas"
)
#: Where it goes.
MEDIA: Final = {
    "air": _set("air atmosphere aire atmosfera"),
    "water": _set("water eau eaux agua aguas"),
    "land": _set("land soil soils sol sols suelo suelos tierra"),
}
#: Ends of a range.
LOW: Final = _set("low lower minimum min bas basse bajo baja minimo")
HIGH: Final = _set("high higher upper maximum max haut haute alto alta maximo")
#: A share of something.
SHARE: Final = _set("share percent percentage part pourcentage proportion porcentaje proporcion cuota")
#: A share that says one of these is of the figure before it.
ITS: Final = _set("its sa son su")
#: What starts a figure that is a part of the figure before it.
OF_WHICH: Final = ("of which", "thereof", "including", "dont ", "de los cuales", "de las cuales", "incluido")
#: A waste step.
WASTE: Final = _set("waste dechets residuos desechos")
#: Words that do not narrow a total.
WHOLE: Final = _set(
    "society inventory toolkit mia all sources matrices media environment inventaire inventario sociedad societe "
    "general waste"
)
#: Words that tell no figure from another.
STOP: Final = _set(
    "mercury hg mercure mercurio of the in to from by with into and or its de du des d la le les l el los las en au "
    "aux a al por y et sa son su dans vers national country annual yearly as published estimated estimate figure"
)
