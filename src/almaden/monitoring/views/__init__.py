"""Views of series: cycles of the day, week and year, wind sectors, and where polluted air came from."""
