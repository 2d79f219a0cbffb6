"""The question that an upload asks, and the one that an original asks."""

from concord.engines.documents.rules import KINDS
from concord.ui.fields import FileField, TextAreaField, TextField
from concord.ui.forms import Form

_ACCEPT = ",".join(f".{kind}" for kind in (*KINDS, "jpeg"))


class Attach(Form):
    """A file, and what it is."""

    about = TextField(
        label="What is this file?",
        help_text="For example: attendance since September, or a photograph of the message",
        max_length=200,
        error_messages={"required": "Enter what this file is"},
    )
    file = FileField(label="Choose a file", accept=_ACCEPT, allow_empty_file=True, max_length=200)


class AskForOriginal(Form):
    """Why the file is needed as it was sent."""

    reason = TextAreaField(
        label="Why do you need the original?",
        help_text="The reason is kept in the log.",
        rows=3,
        max_length=500,
        error_messages={"required": "Enter why you need the original"},
    )
