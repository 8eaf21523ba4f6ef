"""Readers of files of observations."""
