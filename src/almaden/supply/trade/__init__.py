"""Trade in mercury and its products: customs codes, statistics of both sides, consents of Article 3."""
