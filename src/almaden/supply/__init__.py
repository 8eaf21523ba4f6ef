"""Supply of mercury: mines and other sources, trade, stocks, storage, the ledger from cradle to disposal."""
