"""How the operator sees that Concord is well: health, measurements, logs without a person."""
