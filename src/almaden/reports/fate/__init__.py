"""Files of what comes of mercury that was emitted."""
