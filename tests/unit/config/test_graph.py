from __future__ import annotations

from spanmill.config.graph import FoldNode, PipelineSpec, cut


def pipeline(name, receivers=(), processors=(), exporters=(), folds=(), to=(), out_of=()):
    """Return a pipeline whose processors are named after their role where it matters."""
    roles = {"tail": "holder", "limit": "admission", "batch": "edge"}
    steps = tuple((each, roles.get(each.partition("/")[0], "processor")) for each in processors)
    return PipelineSpec(
        name,
        tuple(receivers),
        steps,
        tuple(exporters),
        tuple(FoldNode(each) for each in folds),
        tuple(to),
        tuple(out_of),
    )


STOCK = [
    pipeline(
        "traces/ingest", ["otlp"], ["limit", "redact", "cost"], folds=["prometheus"], to=["forward"]
    ),
    pipeline("traces/kept", processors=["tail"], exporters=["parquet"], out_of=["forward"]),
]


def test_names_do_not_depend_on_the_order_of_pipelines():
    """A file whose pipelines are written in another order names its logs the same."""
    expected = {(log.name, log.holder, log.exporters) for log in cut(STOCK).logs}
    assert {(log.name, log.holder, log.exporters) for log in cut(STOCK[::-1]).logs} == expected


def test_a_fold_reads_the_log_of_its_pipelines_batch():
    """A fold sees the batches that its pipeline ends with, not those behind later processors."""
    later = [
        STOCK[0],
        pipeline(
            "traces/kept", processors=["add", "tail"], exporters=["parquet"], out_of=["forward"]
        ),
    ]
    graph = cut(later)
    assert graph.log("traces.ingest:exporters").folds == (FoldNode("prometheus"),)
    assert graph.log("traces.kept:tail").folds == ()


def test_admission_and_edges_are_no_processors():
    """What limits the queue is named by the stage, what only batches vanishes."""
    (stage, *_) = cut(STOCK).stages
    assert stage.admission == ("limit",)
    assert stage.processors == ("redact", "cost")


def test_a_holder_behind_a_holder_gets_a_log_of_its_own():
    """Two samplers in a row hold one after the other."""
    graph = cut([pipeline("traces", ["otlp"], ["tail/1", "tail/2"], ["nop"])])
    assert [log.name for log in graph.logs] == [
        "traces:tail.1",
        "traces:tail.2",
        "traces:exporters",
    ]
    assert [stage.outputs for stage in graph.stages] == [
        ("traces:tail.1",),
        ("traces:tail.2",),
        ("traces:exporters",),
    ]


def test_a_diamond_writes_one_record():
    """Two edges that lead to the same pipeline through the same processors are one way."""
    graph = cut(
        [
            pipeline("traces/in", ["otlp"], ["redact"], to=["forward/a", "forward/b"]),
            pipeline("traces/out", exporters=["nop"], out_of=["forward/a", "forward/b"]),
        ]
    )
    assert len(graph.stages[0].branches) == 1


def test_signals_are_checked_where_a_component_has_other_faults(slugs_of):
    """All faults come at once: those of a component and those of where it stands."""
    found = slugs_of("""
receivers: {otlp: {protocolz: }}
exporters: {otlp: {endpoint: 'x:1', timez: 1s}}
service: {pipelines: {logs: {receivers: [otlp], exporters: [otlp]}}}
""")
    assert sorted(found) == ["signal-mismatch"] + ["unknown-field"] * 2
