package io.github.nnc.cli;

import io.github.nnc.compiler.CompileResult;
import io.github.nnc.compiler.Compiler;
import io.github.nnc.inmemory.MemoryCompiler;
import io.github.nnc.inmemory.Network;
import io.github.nnc.inmemory.NetworkLoader;
import io.github.nnc.model.LearnedTensor;
import io.github.nnc.model.Model;
import io.github.nnc.weights.ExpectedTensors;
import io.github.nnc.weights.WeightMatcher;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Option;

/** Where the weights of a network come from that a verb runs. */
final class WeightOptions {

    @Option(
            names = "--weights",
            paramLabel = "FILE",
            description = "A .safetensors or .npz file instead of the one the model names.")
    private String weights;

    @Option(names = "--seed", paramLabel = "N", description = "Random weights instead, the same for the same number.")
    private Long seed;

    /** Whether there are any at all. */
    boolean given(Model model) {
        return seed != null
                || weights != null
                || model.weights().isPresent()
                || model.tensors().isEmpty();
    }

    /** A model, compiled in memory, with its weights. */
    Network network(Inspection inspection, String file, Model model) {
        require(file, model);
        MemoryCompiler javac = inspection
                .shell()
                .javac()
                .get()
                .orElseThrow(
                        () -> Failure.input("this Java runtime has no compiler, and a network is compiled before it"
                                + " runs: use a JDK (17 or later) instead of a JRE"));
        CompileResult result = Compiler.compile(inspection.files(), source(inspection, file, bundled(model)), model);
        inspection.show(result.diagnostics());
        OptionalLong random = bundled(model) ? OptionalLong.empty() : OptionalLong.of(seed == null ? 0 : seed);
        return new NetworkLoader(javac).load(model, "", result.sources(), result.resources(), random);
    }

    /** The values of all tensors by name. */
    Map<String, float[]> values(Inspection inspection, String file, Model model) {
        require(file, model);
        List<LearnedTensor> tensors = model.tensors();
        Map<String, float[]> values = new HashMap<>();
        if (bundled(model)) {
            Compiler.Bound bound = Compiler.bind(inspection.files(), source(inspection, file, true), model);
            inspection.show(bound.diagnostics());
            for (int i = 0; i < tensors.size(); i++) {
                values.put(tensors.get(i).name(), bound.values().orElseThrow().get(i));
            }
        } else if (!tensors.isEmpty()) {
            ExpectedTensors expected = ExpectedTensors.of(model);
            float[][] random = new WeightMatcher(expected.text()).random(seed);
            tensors.forEach(tensor -> values.put(tensor.name(), random[expected.index(tensor)]));
        }
        return values;
    }

    private boolean bundled(Model model) {
        return seed == null && (weights != null || model.weights().isPresent());
    }

    private Compiler.ModelSource source(Inspection inspection, String file, boolean bundle) {
        return new Compiler.ModelSource(
                inspection.treePath(file), Optional.ofNullable(weights).map(inspection::treePath), bundle);
    }

    private void require(String file, Model model) {
        if (seed != null && weights != null) {
            throw Failure.usage("`--weights` and `--seed` exclude each other");
        }
        if (!given(model)) {
            throw Failure.usage("`" + model.name() + "` in " + file
                    + " names no weights: add `--weights FILE`, or `--seed N` for random ones");
        }
    }
}
