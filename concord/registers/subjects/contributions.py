"""What the register of people lends to the engines, and to merging."""

from concord.registers.subjects import merging
from concord.registers.subjects.models import DETAILS

merging.contribute(
    follows=[
        "subjects.Name.subject",
        "subjects.Identifier.subject",
        "subjects.Address.subject",
        "subjects.Protection.subject",
        # Files know subjects and no domain: the register speaks for them.
        "documents.StoredFile.subject",
    ],
    # The details of a place or a thing are its entry's own: one each.
    # Keys are worked out anew from what has moved.
    stays=["subjects.Subject.same_as", "subjects.SearchKey.subject"]
    + [f"subjects.{details.__name__}.subject" for details in DETAILS.values()]
    + ["subjects.Organisation.successor"],
)
