"""Editions: frozen, numbered, checksummed sets of everything that is published."""
