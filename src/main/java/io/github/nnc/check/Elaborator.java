package io.github.nnc.check;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.layer.LayerCatalog;
import io.github.nnc.layer.LayerType;
import io.github.nnc.syntax.Body;
import io.github.nnc.syntax.Declaration;
import io.github.nnc.syntax.Identifier;
import io.github.nnc.syntax.Statement;
import java.util.Optional;
import java.util.Set;

/** Writes a model out: walks its statements, follows its calls and repetitions, and hands each to whose duty it is. */
final class Elaborator {

    private static final int DEEPEST = 200;

    private final Report report;
    private final ModelBuilder builder;
    private final LabelFiles labelFiles;
    private final StatementSplitter splitter;
    private final LayerStep layers;
    private final BlockStep blocks;

    /** {@code called} collects the blocks that are written out. */
    Elaborator(Report report, ModelBuilder builder, LabelFiles labelFiles, Set<Declaration.Block> called) {
        this.report = report;
        this.builder = builder;
        this.labelFiles = labelFiles;
        this.splitter = new StatementSplitter(report);
        this.layers = new LayerStep(this);
        this.blocks = new BlockStep(this, called);
    }

    Report report() {
        return report;
    }

    ModelBuilder builder() {
        return builder;
    }

    LabelFiles labelFiles() {
        return labelFiles;
    }

    LayerStep layers() {
        return layers;
    }

    /** The only branch of a body; several are reported. */
    Flow body(Body body, Frame frame, Flow arriving) {
        return body(body, frame, arriving, true);
    }

    /** The same; whether a block call that stands alone in it may add nothing to the names inside. */
    Flow body(Body body, Frame frame, Flow arriving, boolean mayStandAlone) {
        if (body.branches().size() > 1) {
            int bar = body.span()
                    .file()
                    .text()
                    .indexOf('|', body.branches().get(0).span().end());
            report.add(
                    frame,
                    Diagnostic.of(
                                    Code.BRANCHES,
                                    body.span().file().span(bar, bar + 1),
                                    "`|` begins a second branch, but one is expected here")
                            .withHelp("put a join before the `<`: `add`, `concat`"));
        }
        Flow flow = arriving;
        for (Body.Branch branch : body.branches()) {
            boolean alone = mayStandAlone && Solitude.isAlone(body, branch, frame.file());
            flow = branch(branch, frame, arriving, alone);
        }
        return body.branches().size() > 1 ? Flow.Absent.UNKNOWN : flow;
    }

    /** One branch from its first statement to its last. */
    Flow branch(Body.Branch branch, Frame frame, Flow arriving, boolean alone) {
        if (frame.depth() > DEEPEST) {
            report.add(
                    frame,
                    Diagnostic.of(
                            Code.TOO_DEEP, branch.span(), "blocks and bodies are nested more than 200 deep here"));
            return Flow.Absent.UNKNOWN;
        }
        Flow flow = arriving;
        for (Statement statement : branch.statements()) {
            if (!builder.step(1, statement.span())) {
                return Flow.Absent.UNKNOWN;
            }
            flow = statement(statement, frame, flow, alone);
        }
        return flow;
    }

    private Flow statement(Statement statement, Frame frame, Flow arriving, boolean alone) {
        if (statement instanceof Statement.Group group) {
            return labelled(group.label(), group(group, frame, arriving), frame);
        }
        if (statement instanceof Statement.Broken broken) {
            builder.setBroken();
            return labelled(broken.label(), Result.UNKNOWN, frame);
        }
        Flow flow = arriving;
        for (Statement.Call call : splitter.split((Statement.Call) statement, frame)) {
            flow = labelled(call.label(), call(new Step(this, call, frame, flow, alone)), frame);
        }
        return flow;
    }

    private Flow labelled(Optional<Identifier> label, Result result, Frame frame) {
        label.ifPresent(name -> frame.labels().define(name, result, frame.repetition()));
        return result.flow().orElse(Flow.Absent.UNKNOWN);
    }

    private Result group(Statement.Group group, Frame frame, Flow arriving) {
        if (group.label().isEmpty()) {
            return Result.of(body(group.body(), frame.deeper(), arriving));
        }
        Module module = Names.of(report, frame, group.label(), "group", group.span());
        Result.Again[] again = new Result.Again[1];
        again[0] = (name, value, calls) -> {
            LabelScope inside = frame.labels().inner(group.body());
            Flow flow = body(group.body(), frame.calledBy(calls).scope(inside, name), value);
            return Result.of(flow).withMembers(inside).withReuse(name, again[0]);
        };
        return again[0].apply(module, arriving, frame.caller());
    }

    /** A statement with a name: a block of this file or an imported one, a statement of the language, or a layer. */
    private Result call(Step step) {
        String name = step.call().name().text();
        Optional<FileScope.Block> block = step.frame().file().block(name);
        if (block.isPresent()) {
            return blocks.apply(step, block.get());
        }
        Optional<StatementType> statement = StatementCatalog.find(name);
        if (statement.isPresent()) {
            return statement.get().apply(step);
        }
        Optional<LayerType> layer = LayerCatalog.find(name);
        if (layer.isPresent()) {
            return layers.apply(step, layer.get());
        }
        report.add(
                step.frame(),
                UnknownNames.statement(step.call().name(), step.frame().file()));
        return Result.UNKNOWN;
    }
}
