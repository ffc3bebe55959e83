"""The program's own page."""

from __future__ import annotations

from prometheus_client.parser import text_string_to_metric_families

from spanmill.engine.exposition import exposition
from spanmill.engine.status import Snapshot
from spanmill.telemetry import ComponentMetrics, Registry


def snapshot(**fields):
    """Return the state of a program that does nothing."""
    nothing = {
        "queue_bytes": 0,
        "memory_short": False,
        "logs": (),
        "exporters": {},
        "accounts": {},
        "waiting": {},
        "leaving": {},
    }
    return Snapshot("v1", "cafe", ready=True, draining=False, **nothing, **fields)


def page(registry, **fields):
    """Return values by name and labels."""
    text = exposition(registry, lambda: snapshot(**fields))().decode()
    return {
        (each.name, *sorted(each.labels.items())): each.value
        for family in text_string_to_metric_families(text)
        for each in family.samples
    }


def test_counters_and_levels_of_components():
    """A component's counters only grow; what rises and falls is asked for at each scrape."""
    registry, depth = Registry(), [3.0]
    metrics = ComponentMetrics(registry, "sink")
    metrics.count("writes", 2, kind="a")
    metrics.level("depth", lambda: depth[0], side="left")
    counter = ("spanmill_component_writes_total", ("component", "sink"), ("kind", "a"))
    gauge = ("spanmill_component_depth", ("component", "sink"), ("side", "left"))
    assert page(registry)[counter] == 2
    assert page(registry)[gauge] == 3
    depth[0] = 1.0
    assert page(registry)[gauge] == 1


def test_a_level_ends_with_who_tells_it():
    """A component that stops is no longer asked; one that a reload replaced ends nothing."""
    registry = Registry()
    metrics = ComponentMetrics(registry, "sink")
    gauge = ("spanmill_component_depth", ("component", "sink"))
    end_first = metrics.level("depth", lambda: 1.0)
    end_second = metrics.level("depth", lambda: 2.0)
    end_first()
    assert page(registry)[gauge] == 2
    end_second()
    end_second()
    assert gauge not in page(registry)


def test_ages_of_the_files_of_the_configuration():
    """Each file shows its age, and one from the future is new."""
    files = {"pipelines.yaml": 0.0, "prices.yaml": 1e11}
    found = page(Registry(), config_files=files)
    name = "spanmill_config_file_age_seconds"
    assert found[name, ("file", "pipelines.yaml")] > 1e9
    assert found[name, ("file", "prices.yaml")] == 0
    assert snapshot(config_files=files).as_json()["config"]["files"] == files
