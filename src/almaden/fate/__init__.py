"""Where mercury goes: between air, land and sea over centuries, through the air over the globe, around a stack."""
