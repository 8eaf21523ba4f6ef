"""Readers of data sets on oil and gas."""
