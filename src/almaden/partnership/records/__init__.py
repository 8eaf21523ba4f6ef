"""The record types of the registry, each declared once."""
