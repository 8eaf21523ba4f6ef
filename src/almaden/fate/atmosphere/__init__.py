"""Transport of mercury through the air of the globe, and where it comes down."""
