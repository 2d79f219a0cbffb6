"""Where the records stand to which files are attached: each app lends the address of its own."""

_addresses: dict[str, str] = {}


def contribute(record_type: str, *, address: str) -> None:
    """Lend the URL name of a kind of record. Raise ValueError when the kind is taken."""
    if record_type in _addresses:
        raise ValueError(f"Files of {record_type} already have an address.")
    _addresses[record_type] = address


def address_of(record_type: str) -> str:
    """Return the URL name of a kind of record."""
    return _addresses[record_type]
