"""The mass ledger: lots of mercury from cradle to disposal, where each came from and where it went."""
