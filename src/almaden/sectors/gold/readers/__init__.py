"""Readers of what is told of small-scale gold mining: field records, budgets, mined areas."""
