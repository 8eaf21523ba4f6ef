"""Networks: where is measured and where not, and where one more site would tell most."""
