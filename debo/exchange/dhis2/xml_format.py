"""`dataValueSets` as XML (DXF 2). What a file names outside itself, or defines, is never followed."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import IO, Any
from xml.etree.ElementTree import Element, ParseError
from xml.sax.saxutils import quoteattr

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from debo.exchange.dhis2.json_format import as_json
from debo.exchange.dhis2.value import FormatError, Value, header_of, value_of

DXF = "http://dhis2.org/schema/dxf/2.0"


def elements(path: Path) -> Generator[tuple[str, str, Element], None, None]:
    """(start or end, name without its namespace, element) of a file; what has ended is let go of.

    Refuses with FormatError a broken file, and one with a DOCTYPE: entities are how XML multiplies itself
    and reads other files, and DHIS2 writes none.
    """
    open_ones: list[Element] = []
    try:
        with path.open("rb") as file:
            for event, element in iterparse(file, events=("start", "end"), forbid_dtd=True):
                yield event, element.tag.rpartition("}")[2], element
                if event == "start":
                    open_ones.append(element)
                    continue
                open_ones.pop()
                if open_ones:
                    # What was read needn't stay in memory, however long its group or file is.
                    open_ones[-1].remove(element)
    except DefusedXmlException:
        raise FormatError(
            f"{path.name} has a DOCTYPE, which could make it read other files or grow without end; "
            "DHIS2 writes none. Nothing was changed."
        ) from None
    except ParseError as error:
        if path.stat().st_size == 0:
            raise FormatError(f"{path.name} is empty. Nothing was changed.") from None
        raise FormatError(
            f"{path.name} is broken XML ({error}). Fetch it once more; what was read is not lost."
        ) from None


def root_of(path: Path) -> str:
    """The name of the outermost element."""
    with closing(elements(path)) as found:
        return next(found)[1]


def read_xml(path: Path) -> Iterator[Value]:
    """Every value of a dataValueSet; refuses with FormatError."""
    header, row = None, 0
    for event, name, element in elements(path):
        if header is None:
            if name != "dataValueSet":
                raise FormatError(f"{path.name} is no dataValueSet but “{name}”. Nothing was changed.")
            header = header_of(element.attrib)
        elif event == "end" and name == "dataValue":
            row += 1
            said: dict[str, Any] = dict(element.attrib)
            yield value_of(row, said, header)


def write_xml(values: Iterable[Value], file: IO[str]) -> int:
    """Write them one by one; returns how many."""
    count = 0
    file.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<dataValueSet xmlns="{DXF}">\n')
    for value in values:
        count += 1
        file.write(f"  <dataValue {attributes(as_json(value))}/>\n")
    file.write("</dataValueSet>\n")
    return count


def attributes(said: dict[str, Any]) -> str:
    """Attributes of an element, quoted; flags as DHIS2 writes them."""
    # Line ends would be read back as blanks if they stood as themselves.
    entities = {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}
    texts = {name: "true" if value is True else str(value) for name, value in said.items()}
    return " ".join(f"{name}={quoteattr(text, entities)}" for name, text in texts.items())


def schemes_of_xml(path: Path) -> dict[str, str]:
    """The kinds of id that a dataValueSet says it uses."""
    with closing(elements(path)) as found:
        return dict(header_of(next(found)[2].attrib).schemes or {})
