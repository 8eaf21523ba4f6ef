"""The commands: they read what was asked, call the rooms below and show the answer."""
