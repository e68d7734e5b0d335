package io.github.nnc.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.diagnostic.Diagnostics;
import io.github.nnc.layer.Arguments;
import io.github.nnc.layer.Inference;
import io.github.nnc.layer.Layer;
import io.github.nnc.layer.LayerType;
import io.github.nnc.layer.Lowering;
import io.github.nnc.layer.Parameter;
import io.github.nnc.model.Node;
import io.github.nnc.parser.Parser;
import io.github.nnc.source.SourceFile;
import io.github.nnc.syntax.Body;
import io.github.nnc.syntax.Declaration;
import io.github.nnc.syntax.SourceUnit;
import io.github.nnc.syntax.Statement;
import io.github.nnc.tensor.TensorType;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A layer that takes more than the arriving value and makes more than the one that flows on. */
class LayerValuesTest {

    private static final LayerType PROBE = new LayerType(
            "probe",
            "Takes another value and hands both on.",
            "any shapes to the same",
            "",
            LayerType.Role.CHAIN,
            false,
            List.of(
                    Parameter.numbers("scale", "factors").positive(),
                    Parameter.value("memory", "another value"),
                    Parameter.value("mask", "a third one")),
            Probe::new);

    /** Hands every input on, as `second` the one that is called memory. */
    private record Probe(Arguments arguments) implements Layer {

        @Override
        public List<TensorType> outputs(Inference inference) {
            return List.of(
                    inference.input(),
                    inference.inputs().get(arguments.input("memory").orElse(0)));
        }

        @Override
        public List<String> outputNames() {
            return List.of("", "second");
        }

        @Override
        public void lower(Lowering lowering) {
            throw new UnsupportedOperationException("only checked");
        }
    }

    /** A model whose last statement but one is of the probe. */
    private static final class Probed {

        private final Diagnostics diagnostics = new Diagnostics();
        private final Report report = new Report(diagnostics, true);
        private final ModelBuilder builder = new ModelBuilder(report);
        private final Elaborator elaborator = new Elaborator(report, builder, null, new HashSet<>());
        private final Frame frame;
        private Flow flow = Flow.Absent.NOTHING;

        Probed(String text) {
            SourceUnit syntax = Parser.parse(new SourceFile("m.nn", text), diagnostics);
            FileScope scope = FileScope.of(new Unit(syntax, List.of(), true, true), new IdentityHashMap<>(), report);
            Declaration.Model model = scope.models().get(0);
            this.frame = Frame.model(scope, model.body());
            for (Statement statement : model.body().branches().get(0).statements()) {
                if (statement instanceof Statement.Call call
                        && call.name().text().equals("probe")) {
                    Step step = new Step(elaborator, call, frame, flow, false);
                    Result result = elaborator.layers().apply(step, PROBE);
                    call.label().ifPresent(label -> frame.labels().define(label, result, 0));
                    flow = result.flow().orElseThrow();
                } else {
                    Body.Branch one = new Body.Branch(List.of(statement), statement.span());
                    flow = elaborator.branch(one, frame, flow, false);
                }
            }
        }

        Node node() {
            return builder.nodes().stream()
                    .filter(node -> node.type() == PROBE)
                    .findFirst()
                    .orElseThrow();
        }

        List<String> problems() {
            return diagnostics.sorted().stream().map(Checked::line).toList();
        }
    }

    private static List<String> problems(String statement) {
        return new Probed("model m < input 3; a: dense 4; " + statement + " >").problems();
    }

    @Test
    void labelledValuesBecomeFurtherInputs() {
        Probed probed = new Probed("model m < x: input 3; a: dense 4; b: dense 5; probe 1,2.5 mask=x memory=a >");
        assertThat(probed.problems()).isEmpty();
        Node node = probed.node();
        assertThat(node.inputs().stream().map(value -> value.type().toString())).containsExactly("5", "3", "4");
        assertThat(node.arguments().input("mask")).hasValue(1);
        assertThat(node.arguments().input("memory")).hasValue(2);
        assertThat(node.arguments().numbers("scale")).containsExactly(1.0, 2.5);
    }

    @Test
    void aPathReachesTheOtherOutputs() {
        Probed probed = new Probed("model m < x: input 3; dense 5; p: probe 1 memory=x; from p.second; flatten >");
        assertThat(probed.problems()).isEmpty();
        assertThat(probed.flow.value().orElseThrow().type()).hasToString("3");
    }

    @Test
    void saysWhyAnArgumentIsNoValue() {
        assertThat(problems("probe 1 memory=3"))
                .containsExactly("NN109 1:47 `memory` of `probe` takes a label, but this is `3`");
        assertThat(problems("probe 1 memory=aa")).containsExactly("NN104 1:47 no value has the label `aa`");
        assertThat(problems("probe 1 memory=in"))
                .containsExactly("NN109 1:47 `memory` of `probe` takes a label, but this is `4`");
        assertThat(problems("probe 1 memory=a,a"))
                .containsExactly("NN109 1:47 `memory` of `probe` takes a label, but this is `a,a`");
        assertThat(problems("r: repeat 2 < c: dense 4 >; probe 1 memory=r.*.c"))
                .containsExactly("NN314 1:75 `r.*.c` names several values, but one is expected here");
        assertThat(problems("repeat 2 < c: dense 4 >; probe 1 memory=c"))
                .containsExactly("NN128 1:57 `c` is repeated, so it names several values");
        assertThat(problems("probe 1 memory=a memory=a"))
                .containsExactly("NN108 1:49 `memory` of `probe` is given twice");
    }

    @Test
    void saysWhyAnArgumentIsNoListOfNumbers() {
        assertThat(problems("probe 1,0,-2"))
                .containsExactly(
                        "NN110 1:40 `scale` of `probe` must be above 0, but this is 0",
                        "NN110 1:42 `scale` of `probe` must be above 0, but this is -2");
        assertThat(problems("probe 1,b")).containsExactly("NN103 1:40 `b` is neither a parameter nor a constant");
        assertThat(problems("probe scale=1,2x3"))
                .containsExactly(
                        "NN109 1:46 `scale` of `probe` takes numbers with commas between them, but this is the sizes"
                                + " `2x3`");
        assertThat(problems("probe")).containsExactly("NN106 1:32 `probe` needs `scale`: factors");
    }

    @Test
    void saysWhichValuesALayerHas() {
        assertThat(problems("p: probe 1; from p.secon")).containsExactly("NN104 1:49 there is no label `secon` in `p`");
        assertThat(problems("p: probe 1; from p.h")).containsExactly("NN104 1:49 there is no label `h` in `p`");
    }
}
