"""Outlines of ocean basins by hand, for ``fate_surface.py``: only their course over water matters."""

from __future__ import annotations

from typing import Final

Ring = tuple[tuple[float, float], ...]

#: From Cape Horn along the spine of the Americas: what lies west of it is Pacific.
_AMERICAS: Final[Ring] = (
    (-67.3, -60), (-67.3, -55.5), (-71.5, -52), (-71, -40), (-69, -20), (-76, -5), (-76.5, 3), (-77, 7.7), (-78.2, 9),
    (-79.6, 9.1), (-81, 8.6), (-82.5, 8.8), (-84, 10.2), (-85.5, 12.5), (-87, 14.3), (-91, 15), (-94.5, 16.9),
    (-98, 18.5), (-104, 24), (-108, 35), (-115, 50), (-130, 66.5),
)  # fmt: skip

#: (basin, outline as longitude and latitude); the first that holds a place is its basin, and what none holds is
#: Pacific. North and south of the equator, Atlantic and Pacific are told apart afterwards.
OUTLINES: Final[tuple[tuple[str, Ring], ...]] = (
    ("southern-ocean", ((-180, -90), (180, -90), (180, -60), (-180, -60))),
    ("arctic-ocean", ((-180, 66.5), (180, 66.5), (180, 90), (-180, 90))),
    # Hudson Bay and its straits, and the White Sea.
    ("arctic-ocean", ((-96, 51), (-70, 51), (-64.5, 60.4), (-64.5, 66.5), (-96, 66.5))),
    ("arctic-ocean", ((32, 63.5), (45, 63.5), (45, 66.5), (32, 66.5))),
    ("mediterranean-and-black-sea", ((-5.6, 30.1), (42, 30.1), (42, 47.5), (0, 47.5), (0, 42), (-5.6, 42))),
    ("caspian-sea", ((45, 36), (56, 36), (56, 48), (45, 48))),
    # In the east: Tasmania, Torres Strait, the Lesser Sunda Islands, Sumatra, Malacca and the Malay Peninsula.
    ("indian-ocean", (
        (20, -60), (147, -60), (147, -42), (144, -38), (142.5, -11), (142.2, -9.2), (138, -7.6), (132, -8), (127, -8.6),
        (119, -8.6), (114.4, -8.1), (108, -7), (105.8, -6), (104, -3), (103.4, 0), (103.4, 1.4), (102.5, 3), (101.5, 5),
        (100, 7), (99, 9.5), (99, 12), (98.7, 16), (98, 31), (45, 31), (35, 30.1), (31, 30.1), (30, 15), (20, 0),
    )),
    ("atlantic", (*_AMERICAS, (31, 66.5), (31, 47), (20, 30), (20, -60))),
)  # fmt: skip
