"""Readers of registers of chlor-alkali plants."""
