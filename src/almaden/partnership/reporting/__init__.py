"""What the reports of the Partnership tell of a period, as data."""
