"""The Partnership: who its partners are, what they do, what it cost and changed, and who can help whom."""
