"""What is measured: observations in air, water, soil, living things."""
