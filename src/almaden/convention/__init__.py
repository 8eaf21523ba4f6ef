"""The Minamata Convention: obligations, phase-out dates, outline of an initial assessment."""
