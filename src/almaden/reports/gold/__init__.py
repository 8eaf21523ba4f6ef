"""Reports on small-scale gold mining: an estimate, the baseline chapter of a national plan, the table of countries."""
