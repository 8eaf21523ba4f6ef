"""Readers of registers of coal-fired units."""
