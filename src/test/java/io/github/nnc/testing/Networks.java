package io.github.nnc.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.compiler.CheckResult;
import io.github.nnc.compiler.Compiler;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.diagnostic.TextRenderer;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Interpreter;
import io.github.nnc.kernel.Program;
import io.github.nnc.layer.Initialisation;
import io.github.nnc.model.LearnedTensor;
import io.github.nnc.model.Model;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToLongFunction;

/** From the text of a network to its numbers. */
public final class Networks {

    private Networks() {}

    /** The only model of a text without errors; warnings are allowed. */
    public static Model model(String text) {
        CheckResult result = Compiler.check(FilesInMemory.ofTexts(Map.of("m.nn", text)), "m.nn");
        List<Diagnostic> errors =
                result.diagnostics().stream().filter(Diagnostic::isError).toList();
        assertThat(errors).as(text + "\n" + TextRenderer.plain().render(errors)).isEmpty();
        assertThat(result.models()).hasSize(1);
        return result.models().get(0);
    }

    /** A program with weights, interpreted in double precision; each call goes on from the one before. */
    public static final class Interpreted {

        private final Program program;
        private final Map<String, Tensor> weights;
        private final Interpreter interpreter;

        public Interpreted(Program program, Map<String, Tensor> weights) {
            this.program = program;
            this.weights = weights;
            this.interpreter = Interpreter.of(program);
        }

        public List<double[]> call(List<Tensor> inputs) {
            Map<Buffer, double[]> given = new HashMap<>();
            Map<Extent, Long> lengths = new HashMap<>();
            List<Buffer> parameters = program.buffers(Buffer.Role.INPUT);
            for (int i = 0; i < parameters.size(); i++) {
                given.put(parameters.get(i), inputs.get(i).data());
                for (int d = 0; d < inputs.get(i).rank(); d++) {
                    lengths.put(parameters.get(i).shape().extent(d), (long)
                            inputs.get(i).shape()[d]);
                }
            }
            for (Buffer weight : program.buffers(Buffer.Role.WEIGHT)) {
                given.put(weight, weights.get(weight.name()).data());
            }
            return interpreter.call(given, lengths);
        }
    }

    /**
     * Weights as if untrained: even within their layer's bounds, or around its constant, but never of another sign; exact
     * floats, the same for the same seed.
     */
    public static Map<String, Tensor> weights(Model model, long seed) {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        for (LearnedTensor tensor : model.tensors()) {
            Initialisation start = tensor.spec().initialisation();
            boolean constant = start.kind() == Initialisation.Kind.CONSTANT;
            double centre = constant ? start.amount() : 0;
            double bound = !constant ? start.amount() : centre == 0 ? 0.5 : Math.abs(centre) / 2;
            Random random = new Random(seed * 31 + tensor.name().hashCode());
            weights.put(tensor.name(), random(shape(tensor.spec().shape().extents()), centre, bound, random));
        }
        return weights;
    }

    /** Inputs within [-2, 2], ids within their vocabulary, lengths at their largest. */
    public static List<Tensor> inputs(Model model, long seed) {
        return inputs(model, new Random(seed), Extent::max);
    }

    /** The same with lengths that vary as near to one as they may be. */
    public static List<Tensor> inputsOfLength(Model model, long seed, long length) {
        return inputs(model, new Random(seed), extent -> Math.min(extent.max(), Math.max(extent.min(), length)));
    }

    /** The same with lengths anywhere within their bounds. */
    public static List<Tensor> inputsOfAnyLength(Model model, long seed) {
        Random random = new Random(seed);
        Map<Extent, Long> lengths = new HashMap<>();
        return inputs(
                model,
                random,
                extent -> lengths.computeIfAbsent(
                        extent, e -> e.min() + random.nextInt(Math.toIntExact(e.max() - e.min() + 1))));
    }

    private static List<Tensor> inputs(Model model, Random random, ToLongFunction<Extent> lengths) {
        List<Tensor> inputs = new ArrayList<>();
        for (Model.Input input : model.inputs()) {
            TensorType type = input.value().type();
            int[] shape = type.shape().extents().stream()
                    .mapToInt(extent -> Math.toIntExact(lengths.applyAsLong(extent)))
                    .toArray();
            inputs.add(
                    type.isIds()
                            ? ids(shape, Math.toIntExact(type.vocabulary().getAsLong()), random)
                            : random(shape, 0, 2, random));
        }
        return inputs;
    }

    private static Tensor ids(int[] shape, int vocabulary, Random random) {
        double[] ids = new double[Tensor.size(shape)];
        Arrays.setAll(ids, i -> random.nextInt(vocabulary));
        return new Tensor(shape, ids);
    }

    private static Tensor random(int[] shape, double centre, double bound, Random random) {
        double[] data = new double[Tensor.size(shape)];
        for (int i = 0; i < data.length; i++) {
            data[i] = (float) (centre + (random.nextDouble() * 2 - 1) * bound);
        }
        return new Tensor(shape, data);
    }

    private static int[] shape(List<Extent> extents) {
        return extents.stream()
                .mapToInt(extent -> Math.toIntExact(extent.max()))
                .toArray();
    }
}
