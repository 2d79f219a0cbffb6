"""What the register of people lends to the engines, and to merging."""

from concord.registers.subjects import merging

merging.contribute(
    follows=[
        "subjects.Name.subject",
        "subjects.Identifier.subject",
        "subjects.Address.subject",
        "subjects.Protection.subject",
        "subjects.SearchKey.subject",
        # Files know subjects and no domain: the register speaks for them.
        "documents.StoredFile.subject",
    ],
    stays=["subjects.Subject.same_as"],
)
