"""Files of what becomes of mercury: pictures, maps and pages."""
