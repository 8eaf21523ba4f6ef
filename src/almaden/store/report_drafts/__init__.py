"""Reports of the Partnership: begun with one click, written section by section, issued as an edition."""
