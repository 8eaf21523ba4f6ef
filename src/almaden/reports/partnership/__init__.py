"""What leaves the registry of the Partnership: files of the IATI standard, tables, calendars, feeds."""
