"""Whether two entries on the register are one person: what people have said of a pair."""
