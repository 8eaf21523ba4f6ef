"""Figures and files of what the room of fate tells."""
