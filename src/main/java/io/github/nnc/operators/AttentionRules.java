package io.github.nnc.operators;

import io.github.nnc.graph.Tensor;
import io.github.nnc.network.Flowing;
import io.github.nnc.network.Operand;
import io.github.nnc.tensor.Extent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Attention of operator sets 23 and 24, said in products and a softmax, and the turning of positions. */
final class AttentionRules {

    /** Takes the place of minus infinity in sums that a softmax reads: nothing is left of it, and it is finite. */
    private static final float HIDDEN = -Float.MAX_VALUE;

    static final Map<String, OperatorRule> RULES =
            Map.of("Attention", call -> new Attention(call).outputs(), "RotaryEmbedding", OperatorRule.of(Turning::of));

    private AttentionRules() {}

    /** One operator at work; queries, keys and values are batch x heads x places x features. */
    private static final class Attention {

        private final OperatorCall call;
        private final Layers layers;

        Attention(OperatorCall call) {
            this.call = call;
            this.layers = call.layers();
        }

        List<Operand> outputs() {
            call.ignore("softmax_precision");
            boolean flat = layers.rank(call.input(0)) == 3;
            Optional<Long> queryHeads = call.whole("q_num_heads");
            Optional<Long> valueHeads = call.whole("kv_num_heads");
            if (flat && (queryHeads.isEmpty() || valueHeads.isEmpty())) {
                throw new Unsupported("attributes `q_num_heads` and `kv_num_heads` are missing");
            }
            Operand query = flat ? heads(call.input(0), queryHeads.get()) : call.input(0);
            Operand key = flat ? heads(call.input(1), valueHeads.get()) : call.input(1);
            Operand value = flat ? heads(call.input(2), valueHeads.get()) : call.input(2);
            long past = 0;
            if (call.has(4) != call.has(5)) {
                throw new Unsupported("one of the inputs `past_key` and `past_value` is missing");
            }
            if (call.has(4)) {
                past = layers.fixed(call.input(4), "the past keys").get(2);
                key = layers.concat(List.of(call.input(4), key), 2);
                value = layers.concat(List.of(call.input(5), value), 2);
            }
            List<Operand> scores = scores(query, key, past);
            Operand weights = softmax(scores.get(2));
            Operand result = grouped(weights, value);
            List<Operand> outputs = new ArrayList<>();
            outputs.add(flat ? joined(result) : result);
            outputs.add(key);
            outputs.add(value);
            long mode = call.whole("qk_matmul_output_mode", 0);
            if (mode < 0 || mode > 3) {
                throw new Unsupported("`qk_matmul_output_mode` is " + mode);
            }
            outputs.add(mode == 3 ? weights : scores.get((int) mode));
            return outputs;
        }

        /** Batch x places x heads*features to batch x heads x places x features. */
        private Operand heads(Operand x, long count) {
            List<Long> extents = fixedInside(x);
            long places = extents.get(0);
            if (count < 1 || extents.get(1) % count != 0) {
                throw new Unsupported(extents.get(1) + " features in " + count + " heads");
            }
            long features = extents.get(1) / count;
            Operand apart = reshaped(x, List.of(places, count, features));
            return layers.permute(apart, List.of(0, 2, 1, 3));
        }

        private Operand joined(Operand x) {
            Operand turned = layers.permute(x, List.of(0, 2, 1, 3));
            List<Long> extents = fixedInside(turned);
            return reshaped(turned, List.of(extents.get(0), extents.get(1) * extents.get(2)));
        }

        /** The dimensions behind the leading one. */
        private List<Long> fixedInside(Operand x) {
            Flowing flowing = layers.flowing(x);
            List<Long> extents = layers.fixed(new Flowing(flowing.value(), -1), "what arrives");
            return flowing.batch() == 0 ? extents : extents.subList(1, extents.size());
        }

        /** Other dimensions behind the leading one. */
        private Operand reshaped(Operand x, List<Long> inside) {
            Flowing flowing = layers.flowing(x);
            List<Long> extents = new ArrayList<>(inside);
            if (flowing.batch() == 0) {
                return layers.inside(
                        flowing,
                        inside.stream().map(Extent::of).map(Optional::of).toList());
            }
            extents.add(0, layers.fixed(x, "what arrives").get(0));
            return layers.shaped(x, extents);
        }

        /** The products, the same bounded by a cap, and those with the mask; each by the number of its output mode. */
        private List<Operand> scores(Operand query, Operand key, long past) {
            List<Long> extents = fixedInside(query);
            double width = extents.get(2);
            double scale = call.real("scale", 1 / Math.sqrt(width));
            Operand turned = layers.permute(key, List.of(0, 1, 3, 2));
            Operand product = layers.join("mul", grouped(query, turned), Layers.number(scale));
            double cap = call.real("softcap", 0);
            Operand capped = cap == 0
                    ? product
                    : layers.join(
                            "mul",
                            layers.map("tanh", layers.join("mul", product, Layers.number(1 / cap))),
                            Layers.number(cap));
            Operand masked = masked(capped, extents.get(1), fixedInside(key).get(1), past);
            return List.of(product, capped, masked);
        }

        private Operand masked(Operand scores, long queries, long keys, long past) {
            Operand result = scores;
            boolean causal = call.flag("is_causal", false);
            if (causal && !call.has(6)) {
                result = layers.join("add", result, causal(queries, keys, past));
            }
            if (call.has(3)) {
                Operand mask = call.input(3);
                long seen = layers.fixed(mask, "the mask").get(layers.rank(mask) - 1);
                Operand added = call.isTruth(3) ? hiding(mask) : mask;
                result = layers.join("add", result, seen < keys ? lengthened(added, seen, keys) : added);
            }
            if (call.has(6)) {
                result = layers.join("add", result, behind(call.input(6), causal ? queries : 1, keys));
            }
            return result;
        }

        /** Of truth values what is added: nothing where it is true. */
        private Operand hiding(Operand mask) {
            Operand below = layers.join("sub", mask, Layers.number(1));
            return layers.join("mul", below, Layers.number(-HIDDEN));
        }

        private static Operand.Constant causal(long queries, long keys, long past) {
            float[] values = new float[Math.toIntExact(queries * keys)];
            for (int i = 0; i < values.length; i++) {
                values[i] = i % keys > i / keys + past ? HIDDEN : 0;
            }
            return new Operand.Constant("causal", Tensor.ofReals(List.of(queries, keys), values));
        }

        /** A mask that says nothing of the last keys hides them. */
        private Operand lengthened(Operand mask, long seen, long keys) {
            List<Long> extents = new ArrayList<>(layers.fixed(mask, "the mask"));
            extents.set(extents.size() - 1, keys - seen);
            float[] values = new float[Math.toIntExact(Tensors.product(extents))];
            Arrays.fill(values, HIDDEN);
            Operand rest = new Operand.Constant("hidden", Tensor.ofReals(extents, values));
            return layers.concat(List.of(mask, rest), extents.size() - 1);
        }

        /**
         * Of each example so many keys count; what is behind them is hidden, and of several queries each sees one key more
         * than the one before, the last all that count.
         */
        private Operand behind(Operand counts, long queries, long keys) {
            float[] places = new float[Math.toIntExact(queries * keys)];
            for (int i = 0; i < places.length; i++) {
                places[i] = i % keys + queries - 1 - i / keys;
            }
            Operand column = counts;
            for (int i = 1; i < 4; i++) {
                column = layers.unsqueeze(column, i);
            }
            List<Long> extents = queries == 1 ? List.of(keys) : List.of(queries, keys);
            Operand place = new Operand.Constant("place", Tensor.ofReals(extents, places));
            return layers.join("mul", layers.join("less_equal", column, place), Layers.number(HIDDEN));
        }

        private Operand softmax(Operand scores) {
            Flowing x = layers.flowing(scores);
            return layers.layer("softmax")
                    .whole("axis", layers.inner(x, -1))
                    .input(x)
                    .batch(x.batch())
                    .one();
        }

        /** A product where several heads on the left share one on the right. */
        private Operand grouped(Operand left, Operand right) {
            List<Long> own = fixedInside(left);
            List<Long> shared = fixedInside(right);
            if (own.get(0) % shared.get(0) != 0) {
                throw new Unsupported(own.get(0) + " heads share " + shared.get(0));
            }
            long each = own.get(0) / shared.get(0);
            if (each == 1) {
                return ProductRules.product(layers, left, right);
            }
            Operand rows = reshaped(left, List.of(shared.get(0), each * own.get(1), own.get(2)));
            Operand product = ProductRules.product(layers, rows, right);
            return reshaped(product, List.of(own.get(0), own.get(1), shared.get(2)));
        }
    }
}
