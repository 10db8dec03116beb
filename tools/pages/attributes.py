"""The page of person attributes, and of what a segment may count."""

from __future__ import annotations

from lianyi.core.attributes import PERSON_ATTRIBUTES, PersonAttribute
from lianyi.segments.tallies import MEASURES, SOURCES, Filterable, Measure
from tools.pages.markdown import both, code, table

HEAD = """# Person attributes

What is known of a person, for segments and breakdowns; {doc}`../guides/segments` shows how they are used. A *historical* attribute was
settled by a fact and is taken at the time of that fact; a *state* is taken at the end of the period that is asked for. Where a source only
tells how things stand in its newest export, that is what is taken, and the answer says so. Whatever the table `person_attributes` holds is
an attribute too: `attribute:NAME`, the latest value up to the day.

"""
COUNTS = """## What a segment may count

`MEASURE(window, filters) >= number`; for `events`, `event_days` and `value_fen` the names of events stand in front, in quotes. Amounts are whole
minor units. Where a filter needs the lines of orders, amounts are those of the lines.

"""
TAKEN = {
    ("historical", True): "historical",
    ("state", True): "state",
    ("state", False): "state, newest export",
}


def page() -> str:
    """Return the page: the registered attributes in the order of their files, then the measures."""
    heads = ["key", "name", "kind", "type", "view", "meaning"]
    ordered = sorted(PERSON_ATTRIBUTES, key=lambda a: (a.view, a.key))
    measures = table(["measure", "counts", "filters"], map(_measure, MEASURES.values()))
    return HEAD + table(heads, map(_attribute, ordered)) + COUNTS + measures


def _attribute(attribute: PersonAttribute) -> list[str]:
    taken = TAKEN.get((attribute.kind, attribute.is_dated), attribute.kind)
    named = [code(attribute.key), both(attribute.name), taken, attribute.type]
    return [*named, code(attribute.view), both(attribute.definition)]


def _measure(measure: Measure) -> list[str]:
    filters = [code(f.key) for f in SOURCES[measure.source].filters.values() if _is_own(f)]
    if measure.source == "events":
        filters.append("`property_1` … `property_16`, also by the names that `lianyi.toml` gives")
    return [code(measure.key), both(measure.noun), ", ".join(filters)]


def _is_own(column: Filterable) -> bool:
    return not column.key.startswith("property_")
