"""Readers of data sets on plants that make metals."""
