"""What was said of a pair stays with the entries it was said of, whatever they are merged into."""

from concord.registers.subjects import merging

merging.contribute(stays=["identity.PairVerdict.one", "identity.PairVerdict.other"])
