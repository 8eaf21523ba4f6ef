"""Almaden: the open information system for the world's work on mercury."""

__version__ = "0.1.0"
