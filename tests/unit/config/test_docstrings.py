from __future__ import annotations

import json
from typing import ClassVar

from pydantic import Field, create_model

from exporters.file.config import FileConfig
from spanmill import docstrings
from spanmill.component import Config


class _Base(Config):
    """A base."""

    path: str
    """Where it
    lies."""
    size: int = 1
    """How large."""


class _Config(_Base):
    size: int = 2
    """How large it may be."""
    compression: FileConfig | None = None
    """A block."""
    bare: bool = False
    shared: ClassVar[int] = 0
    """Of no file."""


def test_docstrings_come_from_the_class_and_its_bases():
    """The nearest one counts; a field without one has none."""
    assert docstrings.of_fields(_Config) == {
        "path": "Where it\nlies.",
        "size": "How large it may be.",
        "compression": "A block.",
    }


def test_class_without_source_has_no_docstrings():
    """A class that was made at run time is no fault, and may describe its fields itself."""
    described = Field(description="Where it lies.")
    made = create_model("Made", path=(str, described), size=(int, 1))
    assert docstrings.of_fields(made) == {"path": "Where it lies."}


def test_json_schema_has_the_docstrings():
    """Editors show them, also of what is made by a reference to another model."""
    properties = _Config.model_json_schema()["properties"]
    assert properties["size"]["description"] == "How large it may be."
    assert properties["compression"]["description"] == "A block."
    assert "description" not in properties["bare"]


def test_models_are_made_when_they_are_needed():
    """A file has few of all components, and making a model takes milliseconds."""

    class Unused(Config):
        path: str

    assert not Unused.__pydantic_complete__
    assert json.loads(Unused(path="a").model_dump_json()) == {"path": "a"}
    assert Unused.__pydantic_complete__
