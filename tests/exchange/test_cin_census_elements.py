"""Every element of a census is kept somewhere, or it is said why not."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import parse
from django.apps import apps

from concord.casework.statutory.queries import episodes_of
from concord.exchange.cin_census import apply
from concord.exchange.cin_census.elements import ELEMENTS
from concord.exchange.ledger import Kept
from concord.exchange.standards import PAGES
from concord.registers.subjects.access import visible_to
from tests.data import open_data
from tests.exchange.making import census, one_child
from tests.factories import Partnership

_XSD = "{http://www.w3.org/2001/XMLSchema}"
_DOCS = Path(__file__).resolve().parents[2] / "docs" / "standards"


def _paths(schema: Path) -> set[str]:
    """Return the path of every element that a schema describes."""
    root = parse(schema).getroot()
    types = {each.get("name"): each for each in root if each.tag == f"{_XSD}complexType"}

    def within(part: Element) -> Iterator[Element]:
        for each in part:
            if each.tag == f"{_XSD}element":
                yield each
            elif each.tag not in (f"{_XSD}simpleType", f"{_XSD}annotation"):
                yield from within(each)

    def below(element: Element, path: str) -> Iterator[str]:
        path = f"{path}/{element.get('name')}".lstrip("/")
        yield path
        kind = types.get(element.get("type"), element.find(f"{_XSD}complexType"))
        for each in within(kind) if kind is not None else ():
            yield from below(each, path)

    return {path for each in root if each.tag == f"{_XSD}element" for path in below(each, "")}


@pytest.mark.data
def test_the_ledger_lists_the_elements_of_the_schemas_and_no_others() -> None:
    schemas = [
        open_data("children_standards", "cin_census_schema", f"CIN_schema_{year}.xsd")
        for year in range(2023, 2027)
    ]

    assert set().union(*map(_paths, schemas)) == set(ELEMENTS)


@pytest.mark.data
@pytest.mark.parametrize("year", [2025, 2026])
def test_the_ledger_lists_the_elements_of_the_published_lists(year: int) -> None:
    path = open_data("children_standards", "codelists", f"cin_census_{year}_elements.csv")
    with path.open(encoding="utf-8", newline="") as file:
        listed = {row["path"].rpartition("/")[2] for row in csv.DictReader(file)}

    ours = {path.rpartition("/")[2] for path in ELEMENTS}
    assert ours - listed == {"GenderCurrent"}, "the element that Sex replaced in 2025"
    assert listed <= ours


def test_what_is_kept_is_kept_in_a_column_that_there_is() -> None:
    for path, what in ELEMENTS.items():
        if isinstance(what, Kept) and not what.at.startswith("the audit log"):
            app, model, column = what.at.split(".")
            assert apps.get_model(app, model)._meta.get_field(column), path


def test_the_page_says_what_the_ledger_says() -> None:
    for name, page in PAGES.items():
        assert (_DOCS / f"{name}.md").read_text(encoding="utf-8") == page(), (
            f"Run: concord standard {name} > docs/standards/{name}.md"
        )


def test_what_assessments_enquiries_and_plans_say_is_kept(
    partnership: Partnership, tmp_path: Path
) -> None:
    path = tmp_path / "census.xml"
    more = """<Assessments><AssessmentActualStartDate>2025-06-02</AssessmentActualStartDate>
    <AssessmentInternalReviewDate>2025-06-12</AssessmentInternalReviewDate></Assessments>
    <Section47><S47ActualStartDate>2025-06-03</S47ActualStartDate>
    <InitialCPCtarget>2025-06-24</InitialCPCtarget><ICPCnotRequired>false</ICPCnotRequired>
    </Section47><ChildProtectionPlans><CPPstartDate>2025-06-20</CPPstartDate>
    <InitialCategoryOfAbuse>NEG</InitialCategoryOfAbuse>
    <LatestCategoryOfAbuse>EMO</LatestCategoryOfAbuse><NumberOfPreviousCPP>2</NumberOfPreviousCPP>
    </ChildProtectionPlans>"""
    path.write_text(census(one_child(more=more)), encoding="utf-8")

    first = apply.load(path, by=partnership.actor("steward"))
    second = apply.load(path, by=partnership.actor("steward"))

    with partnership.as_("worker"):
        worker = partnership.actor("worker")
        (child,) = visible_to(worker)
        (episode,) = episodes_of(worker, child.pk)
        assessment, enquiry, plan = episode.steps.order_by("started_on")
    assert assessment.internal_review_on == date(2025, 6, 12)
    assert (enquiry.conference_due_on, enquiry.conference_not_needed) == (date(2025, 6, 24), False)
    assert (plan.first_category, plan.codes, plan.plans_before) == ("NEG", ["EMO"], 2)
    assert (first.problems, second.problems) == ([], [])
    assert second.changes_nothing


@pytest.mark.parametrize("typed", ["-1", "100", "1.5", "٣", "=1"])
def test_a_number_of_plans_that_is_none_is_refused_and_the_plan_is_kept(
    partnership: Partnership, tmp_path: Path, typed: str
) -> None:
    path = tmp_path / "census.xml"
    plan = (
        "<ChildProtectionPlans><CPPstartDate>2025-06-20</CPPstartDate>"
        "<NumberOfPreviousCPP>{}</NumberOfPreviousCPP></ChildProtectionPlans>"
    )
    path.write_text(census(one_child(more=plan.format(typed))), encoding="utf-8")

    report = apply.preview(path, by=partnership.actor("steward"))

    assert [(each.column, each.refused) for each in report.problems] == [
        ("NumberOfPreviousCPP", "field")
    ]
    assert report.episodes_new == 1
