"""Campaigns that test products: entered row by row by several people, reviewed, published."""
