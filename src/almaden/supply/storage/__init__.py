"""Where mercury is stored and disposed of: facilities, options compared, sites chosen for a region."""
