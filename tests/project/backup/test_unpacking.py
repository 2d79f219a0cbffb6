"""A copy of a cluster is laid out inside its folder, and as nothing but files and folders."""

import io
import tarfile

import pytest

from concord.project.backup.scratch import unpack
from concord.project.database.server_user import server_user
from concord.project.troubles import Trouble


def archive(name, kind=tarfile.REGTYPE):
    """Return an archive of one member, in pieces."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as packed:
        member = tarfile.TarInfo(name)
        member.type, member.linkname = kind, "/etc/passwd"
        member.size = 5 if kind == tarfile.REGTYPE else 0
        packed.addfile(member, io.BytesIO(b"hello"))
    return iter([made.getvalue()])


def test_a_file_comes_out_as_it_went_in(tmp_path):
    unpack(archive("base/1/1259"), tmp_path / "data", server_user())
    assert (tmp_path / "data" / "base" / "1" / "1259").read_bytes() == b"hello"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("../outside", tarfile.REGTYPE),
        ("base/../../outside", tarfile.REGTYPE),
        ("/etc/outside", tarfile.REGTYPE),
        ("link", tarfile.SYMTYPE),
        ("link", tarfile.LNKTYPE),
        ("pipe", tarfile.FIFOTYPE),
    ],
)
def test_nothing_leads_out_of_the_folder(tmp_path, name, kind):
    with pytest.raises(Trouble, match="holds what no copy of a cluster holds"):
        unpack(archive(name, kind), tmp_path / "data", server_user())
    assert {path.name for path in tmp_path.rglob("*")} == {"data"}
