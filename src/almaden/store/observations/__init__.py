"""The archive of observations: Parquet files that never change, a catalogue of them, and queries over them."""
