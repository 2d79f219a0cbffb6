"""Every component and every kind of field in its states, for those who build pages."""
