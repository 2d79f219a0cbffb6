"""The bill of materials names every package in use, so that its holes can be looked up."""

import importlib.metadata

from concord.project.database.places import ROOT
from concord.project.doctor.sbom import bill_of_materials


def test_every_installed_package_is_on_it_with_its_version_and_address() -> None:
    bill = bill_of_materials(ROOT)
    listed = {each["name"]: each for each in bill["components"]}

    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    for name in ("django", "cryptography", "psycopg"):
        version = importlib.metadata.version(name)
        assert listed[name]["version"] == version
        assert listed[name]["purl"] == f"pkg:pypi/{name}@{version}"
    assert listed["django"]["licenses"] == [{"license": {"name": "BSD-3-Clause"}}]


def test_what_pages_are_made_of_and_the_database_are_on_it() -> None:
    listed = {each["name"]: each["purl"] for each in bill_of_materials(ROOT)["components"]}

    assert listed["govuk-frontend"].startswith("pkg:npm/govuk-frontend@")
    assert listed["@ministryofjustice/frontend"].startswith("pkg:npm/%40ministryofjustice/")
    assert "postgresql" in listed


def test_nothing_is_on_it_twice_and_all_of_it_is_depended_on() -> None:
    bill = bill_of_materials(ROOT)
    references = [each["bom-ref"] for each in bill["components"]]

    assert len(references) == len(set(references))
    assert bill["dependencies"] == [{"ref": "concord", "dependsOn": references}]
