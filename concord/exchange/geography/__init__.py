"""Boundaries and postcode lookups as published: wards, LSOAs, constituencies, postcodes."""
