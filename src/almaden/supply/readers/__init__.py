"""Readers: the only modules of the room that open what a user gave."""
