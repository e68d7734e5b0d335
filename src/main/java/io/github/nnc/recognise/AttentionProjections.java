package io.github.nnc.recognise;

import io.github.nnc.graph.Tensor;
import io.github.nnc.layer.ArgumentValue;
import io.github.nnc.network.LayerCall;
import io.github.nnc.network.Operand;
import io.github.nnc.network.TensorSource;
import io.github.nnc.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The dense layers of attention as its tensors: as PyTorch packs them where all sizes are alike, otherwise one by one.
 *
 * @param packed whether queries, keys and values lie in one tensor
 */
record AttentionProjections(List<Part> inside, Part out, boolean packed) {

    private static final List<String> INSIDE = List.of("q", "k", "v");

    /** Rows of a dense layer; without numbers where it has no bias. */
    private record Part(long rows, long columns, float[] weight, Optional<float[]> bias) {

        float[] biasOrZeros() {
            return bias.orElseGet(() -> new float[(int) rows]);
        }
    }

    /** Those of a match; nothing where one of them has tensors that are computed, or is cut along other dimensions. */
    static Optional<AttentionProjections> of(Match match) {
        List<Part> inside = new ArrayList<>();
        for (String name : INSIDE) {
            part(match.call(name + "_dense"), Optional.ofNullable(match.call(name + "_cut")))
                    .ifPresent(inside::add);
        }
        Optional<Part> out = part(match.call("out"), Optional.empty());
        if (inside.size() < INSIDE.size() || out.isEmpty()) {
            return Optional.empty();
        }
        long features = match.value("q").shape().last().max();
        boolean packed = inside.stream().allMatch(part -> part.rows() == features && part.columns() == features);
        return Optional.of(new AttentionProjections(inside, out.get(), packed));
    }

    private static Optional<Part> part(LayerCall dense, Optional<LayerCall> cut) {
        if (!dense.tensors().values().stream().allMatch(TensorSource.Stored.class::isInstance)) {
            return Optional.empty();
        }
        Tensor weight = tensor(dense, "weight");
        long columns = weight.extents().get(1);
        long start = 0;
        long end = weight.extents().get(0);
        if (cut.isPresent()) {
            Shape shape = dense.output().shape();
            boolean alongFeatures = number(cut.get(), "axis").orElse(0) == shape.rank() - 1
                    && number(cut.get(), "step").orElse(1) == 1;
            start = number(cut.get(), "start").orElse(0);
            long rows = cut.get().output().shape().last().max();
            if (!alongFeatures || start < 0 || start + rows > end) {
                return Optional.empty();
            }
            end = start + rows;
        }
        int first = (int) start;
        int behind = (int) end;
        Optional<float[]> bias = dense.tensors().containsKey("bias")
                ? Optional.of(Arrays.copyOfRange(tensor(dense, "bias").reals(), first, behind))
                : Optional.empty();
        float[] rows = Arrays.copyOfRange(weight.reals(), first * (int) columns, behind * (int) columns);
        return Optional.of(new Part(end - start, columns, rows, bias));
    }

    private static OptionalLong number(LayerCall call, String argument) {
        return call.arguments().get(argument) instanceof ArgumentValue.Whole whole
                ? OptionalLong.of(whole.value())
                : OptionalLong.empty();
    }

    private static Tensor tensor(LayerCall dense, String name) {
        return ((TensorSource.Stored) dense.tensors().get(name)).constant().tensor();
    }

    void addTo(NewLayer layer) {
        boolean biased = out.bias().isPresent()
                || inside.stream().anyMatch(part -> part.bias().isPresent());
        layer.flag("bias", biased);
        if (packed) {
            layer.tensor(
                    "in_proj_weight", joined(inside.stream().map(Part::weight).toList(), out.rows()));
            if (biased) {
                layer.tensor(
                        "in_proj_bias",
                        joined(inside.stream().map(Part::biasOrZeros).toList(), 1));
            }
        } else {
            for (int i = 0; i < inside.size(); i++) {
                add(layer, INSIDE.get(i) + "_proj", inside.get(i), biased);
            }
        }
        add(layer, packed ? "out_proj" : "o_proj", out, biased);
    }

    private static void add(NewLayer layer, String name, Part part, boolean biased) {
        layer.tensor(name + ".weight", constant(List.of(part.rows(), part.columns()), part.weight()));
        if (biased) {
            layer.tensor(name + ".bias", constant(List.of(part.rows()), part.biasOrZeros()));
        }
    }

    /** Tensors one below the other, in rows of so many numbers. */
    private static Operand.Constant joined(List<float[]> parts, long columns) {
        int size = parts.stream().mapToInt(part -> part.length).sum();
        float[] all = new float[size];
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return constant(columns == 1 ? List.of((long) size) : List.of(size / columns, columns), all);
    }

    private static Operand.Constant constant(List<Long> extents, float[] values) {
        return new Operand.Constant("", Tensor.ofReals(extents, values));
    }
}
