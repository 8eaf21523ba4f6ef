"""Documents and files of monitoring."""
