"""Reservoirs of the globe, and how mercury moves between them over years to millennia.

>>> from almaden.fate import boxmodel
>>> natural = boxmodel.load("amos2014").steady_state({"atm": 90.0})
>>> round(natural.masses["atm"], 3)
213.624
"""

from almaden.fate.boxmodel.laboratory import Laboratory, load

__all__ = ["Laboratory", "load"]
