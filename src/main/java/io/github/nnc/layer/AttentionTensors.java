package io.github.nnc.layer;

import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Index;
import io.github.nnc.kernel.KernelBuilder;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The tensors of attention in their two spellings: {@code in_proj_weight}, {@code in_proj_bias} and {@code out_proj},
 * where queries, keys and values lie one below the other in one tensor as in PyTorch's {@code MultiheadAttention}; or
 * {@code q_proj}, {@code k_proj}, {@code v_proj} and {@code o_proj}, where their sizes differ.
 */
record AttentionTensors(AttentionSizes sizes, boolean bias) {

    private static final String IN = "in_proj_";
    private static final String OUT = "out_proj";

    static final List<String> NAMES = List.of(
            "in_proj_weight",
            "in_proj_bias",
            "q_proj.weight",
            "q_proj.bias",
            "k_proj.weight",
            "k_proj.bias",
            "v_proj.weight",
            "v_proj.bias",
            "out_proj.weight",
            "out_proj.bias",
            "o_proj.weight",
            "o_proj.bias");

    /**
     * What starts in PyTorch evenly within sqrt(6 / (in + out)) (Glorot and Bengio, 2010), biases at 0; the projection of
     * the result as any dense layer.
     */
    List<WeightSpec> specs() {
        List<WeightSpec> specs = new ArrayList<>();
        long features = sizes.features();
        if (sizes.packed()) {
            specs.add(new WeightSpec(IN + "weight", Shape.of(3 * features, features), glorot(features, 3 * features))
                    .or(Spelling.joined("q_proj.weight", "k_proj.weight", "v_proj.weight")));
            if (bias) {
                specs.add(new WeightSpec(IN + "bias", Shape.of(3 * features), Initialisation.constant(0))
                        .or(Spelling.joined("q_proj.bias", "k_proj.bias", "v_proj.bias")));
            }
        } else {
            long keys = sizes.keyFeatures();
            addMatrix(specs, "q_proj", 0, sizes.queryFeatures(), features);
            addMatrix(specs, "k_proj", sizes.queryFeatures(), keys, sizes.memoryFeatures());
            addMatrix(specs, "v_proj", sizes.queryFeatures() + keys, keys, sizes.memoryFeatures());
        }
        long in = sizes.queryFeatures();
        String other = sizes.packed() ? "o_proj" : OUT;
        Initialisation start = Initialisation.uniform(1 / Math.sqrt(in));
        specs.add(new WeightSpec(out() + ".weight", Shape.of(features, in), start)
                .or(Spelling.joined(other + ".weight")));
        if (bias) {
            specs.add(new WeightSpec(out() + ".bias", Shape.of(features), Initialisation.constant(0))
                    .or(Spelling.joined(other + ".bias")));
        }
        return specs;
    }

    /** A projection of its own, which PyTorch names with an underscore and files may hold as rows of a common one. */
    private void addMatrix(List<WeightSpec> specs, String module, long first, long out, long in) {
        long all = sizes.queryFeatures() + 2 * sizes.keyFeatures();
        specs.add(new WeightSpec(module + ".weight", Shape.of(out, in), glorot(in, out))
                .or(Spelling.joined(module + "_weight"), Spelling.rows(IN + "weight", first, all)));
        if (bias) {
            specs.add(new WeightSpec(module + ".bias", Shape.of(out), Initialisation.constant(0))
                    .or(Spelling.rows(IN + "bias", first, all)));
        }
    }

    private static Initialisation glorot(long in, long out) {
        return Initialisation.uniform(Math.sqrt(6.0 / ((double) in + out)));
    }

    private String out() {
        return sizes.packed() ? OUT : "o_proj";
    }

    /**
     * Features of tokens in an array of tokens x features.
     *
     * @param first where the features begin in a row of the array
     */
    record Rows(Buffer buffer, long first) {

        /** The indices of a token's feature. */
        List<Index> at(Axis token, Index.Affine feature) {
            return List.of(Index.of(token), feature.plus(first));
        }
    }

    /** Queries, keys and values of all heads, head by head. */
    record Heads(Rows queries, Rows keys, Rows values) {}

    /** Writes the projections into heads; what packed tensors make of one source is one nest. */
    Heads project(Lowering lowering, Buffer source, Buffer memory) {
        if (!sizes.packed()) {
            return new Heads(
                    new Rows(separate(lowering, "q_proj", source, sizes.queryFeatures()), 0),
                    new Rows(separate(lowering, "k_proj", memory, sizes.keyFeatures()), 0),
                    new Rows(separate(lowering, "v_proj", memory, sizes.keyFeatures()), 0));
        }
        long features = sizes.features();
        Projection all = projection(lowering, IN + "weight", IN + "bias", 0);
        if (source == memory) {
            Buffer packed = projected(lowering, "projected", source, 3 * features, all);
            return new Heads(new Rows(packed, 0), new Rows(packed, features), new Rows(packed, 2 * features));
        }
        Buffer queries = projected(lowering, "queries", source, features, all);
        Projection rest = projection(lowering, IN + "weight", IN + "bias", features);
        Buffer others = projected(lowering, "memory", memory, 2 * features, rest);
        return new Heads(new Rows(queries, 0), new Rows(others, 0), new Rows(others, features));
    }

    private Buffer separate(Lowering lowering, String module, Buffer source, long features) {
        Projection projection = projection(lowering, module + ".weight", module + ".bias", 0);
        return projected(lowering, module, source, features, projection);
    }

    private static Buffer projected(
            Lowering lowering, String name, Buffer source, long features, Projection projection) {
        KernelBuilder kernels = lowering.kernels();
        Buffer target = kernels.temporary(name, source.shape().with(-1, Extent.of(features)));
        projection.lower(kernels, source, target);
        return target;
    }

    private Projection projection(Lowering lowering, String weight, String biases, long firstRow) {
        return new Projection(
                lowering.weight(weight), bias ? Optional.of(lowering.weight(biases)) : Optional.empty(), firstRow);
    }

    /** Writes the projection of all heads into the layer's output. */
    void projectOut(Lowering lowering, Buffer heads) {
        projection(lowering, out() + ".weight", out() + ".bias", 0).lower(lowering.kernels(), heads, lowering.output());
    }
}
