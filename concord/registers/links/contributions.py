"""What links lend to merging: both ends follow whoever they are about."""

from concord.registers.subjects import merging

merging.contribute(follows=["links.Link.one", "links.Link.other"])
