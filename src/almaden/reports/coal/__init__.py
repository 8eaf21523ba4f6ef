"""Reports on coal-fired units: of a whole fleet, and of one unit."""
