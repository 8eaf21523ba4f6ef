"""Mercury-added products: what is sold, in use and thrown away, tests of products, alternatives, national balances."""
