"""Documents and files of the Partnership."""
