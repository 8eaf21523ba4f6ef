"""What leaves the registry of the Partnership: reports, letters, files of the IATI standard, tables, feeds."""
