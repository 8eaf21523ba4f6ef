"""Metals: iron and steel so far."""
