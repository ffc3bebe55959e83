"""Configuration: from YAML files to typed components and a graph, with every fault located."""

from __future__ import annotations

from spanmill.config.catalogue import Catalogue
from spanmill.config.diagnostic import Diagnostic, Severity, Slug
from spanmill.config.graph import Branch, FoldNode, Graph, LogNode, Stage
from spanmill.config.load import Loaded, load
from spanmill.config.sections import Component, Defined

__all__ = [
    "Branch",
    "Catalogue",
    "Component",
    "Defined",
    "Diagnostic",
    "FoldNode",
    "Graph",
    "Loaded",
    "LogNode",
    "Severity",
    "Slug",
    "Stage",
    "load",
]
