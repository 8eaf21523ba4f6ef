"""Chlor-alkali plants with mercury cells: register, balance, conversion, and the mercury of closed ones."""
