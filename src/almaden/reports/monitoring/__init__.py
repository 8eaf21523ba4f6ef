"""Observations written out: in the formats of other programs and of networks."""
