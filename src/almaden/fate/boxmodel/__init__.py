"""Reservoirs of the globe, and how mercury moves between them over years to millennia."""
