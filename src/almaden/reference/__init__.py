"""What the field knows: categories, factors, countries, rules; tables with sources."""
