package io.github.nnc.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.github.nnc.layer.Arguments;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import io.github.nnc.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Writes attention as products of matrices and a softmax: batch x heads x tokens x size. Where several heads share keys
 * and values, there are two dimensions of heads, the second of which stretches for the keys.
 */
final class AttentionWriter {

    private static final long FLOAT = TensorProto.DataType.FLOAT.getNumber();

    private final Application at;
    private final long heads;
    private final long keyHeads;
    private final long size;
    private final int memory;
    private final Extent queries;
    private final Extent keys;
    private final Optional<Lengths.Stream> stream;

    AttentionWriter(Application at) {
        Arguments arguments = at.arguments();
        this.at = at;
        this.heads = arguments.whole("heads");
        this.keyHeads = arguments.optionalWhole("kv_heads").orElse(heads);
        this.size =
                arguments.optionalWhole("head_size").orElse(at.shape().last().max() / heads);
        this.memory = arguments.input("memory").orElse(0);
        this.queries = at.shape().extent(0);
        this.keys = at.shape(memory).extent(0);
        this.stream = arguments.flag("carry")
                ? Optional.of(at.lengths().stream(queries, capacity(arguments)))
                : Optional.empty();
    }

    private long capacity(Arguments arguments) {
        return arguments.optionalWhole("context").orElse(queries.max());
    }

    /** The three projections into heads, each batch x tokens x features of all heads. */
    private record Heads(String queries, String keys, String values) {}

    String write() {
        Heads projected = at.has("in_proj_weight") ? packed() : separate();
        Heads turned = stream.isPresent() ? kept(projected, stream.get()) : turned(projected, at.wholes(0L));
        boolean shared = heads != keyHeads;
        String q = apart(
                turned.queries(),
                heads / keyHeads,
                shared ? new Long[] {0L, 2L, 3L, 1L, 4L} : new Long[] {0L, 2L, 1L, 3L});
        String k = apart(turned.keys(), 1, shared ? new Long[] {0L, 2L, 3L, 4L, 1L} : new Long[] {0L, 2L, 3L, 1L});
        String v = apart(turned.values(), 1, shared ? new Long[] {0L, 2L, 3L, 1L, 4L} : new Long[] {0L, 2L, 1L, 3L});
        double scale = at.arguments().optionalReal("scale").orElse(1 / Math.sqrt(size));
        String scores = at.operator("Mul", at.operator("MatMul", q, k), at.number(scale));
        String weights = at.operator("Softmax", List.of(masked(scores, shared)), Attributes.whole("axis", -1));
        String weighted = at.operator("MatMul", weights, v);
        String together = shared ? at.transpose(weighted, 0L, 3L, 1L, 2L, 4L) : at.transpose(weighted, 0L, 2L, 1L, 3L);
        String out = at.has("in_proj_weight") ? "out_proj" : "o_proj";
        return TokenRules.projection(at, at.reshape(together, 0L, heads * size), out + ".weight", out + ".bias");
    }

    private Heads packed() {
        if (memory == 0) {
            String all = TokenRules.projection(at, at.x(), "in_proj_weight", "in_proj_bias");
            List<String> parts = at.split(all, 3, -1);
            return new Heads(parts.get(0), parts.get(1), parts.get(2));
        }
        return new Heads(
                part(at.x(), 0),
                part(at.inputs().get(memory), 1),
                part(at.inputs().get(memory), 2));
    }

    /** One of the three projections whose tensors lie below each other in one. */
    private String part(String x, int which) {
        long features = heads * size;
        long from = which * features;
        String product =
                at.operator("MatMul", x, at.tensors().rowsTransposed(at.use("in_proj_weight"), from, from + features));
        return at.has("in_proj_bias")
                ? at.operator("Add", product, at.tensors().part(at.use("in_proj_bias"), from, from + features))
                : product;
    }

    private Heads separate() {
        String asked = at.inputs().get(memory);
        return new Heads(
                TokenRules.projection(at, at.x(), "q_proj.weight", "q_proj.bias"),
                TokenRules.projection(at, asked, "k_proj.weight", "k_proj.bias"),
                TokenRules.projection(at, asked, "v_proj.weight", "v_proj.bias"));
    }

    /** Keys and values behind those of the calls before. */
    private Heads kept(Heads projected, Lengths.Stream tokens) {
        String path = at.node().path();
        String keysBefore = at.states().past(path, "keys", rows(tokens.past()));
        String valuesBefore = at.states().past(path, "values", rows(tokens.past()));
        at.lengths().readFrom(tokens.past(), keysBefore, 1);
        Heads turned = turned(projected, at.lengths().of(tokens.past()));
        String allKeys = behind(keysBefore, turned.keys());
        String allValues = behind(valuesBefore, turned.values());
        at.lengths().readFrom(tokens.total(), allKeys, 1);
        at.states().present(path, "keys", rows(tokens.total()), allKeys);
        at.states().present(path, "values", rows(tokens.total()), allValues);
        return new Heads(turned.queries(), allKeys, allValues);
    }

    private String behind(String before, String rows) {
        return at.operator("Concat", List.of(before, rows), Attributes.whole("axis", 1));
    }

    private ValueInfoProto.Builder rows(Extent tokens) {
        Shape shape = new Shape(List.of(tokens, Extent.of(keyHeads * size)));
        return at.lengths().info("", TensorType.floats(shape), true);
    }

    /** Queries and keys turned by their positions, the first of which is {@code start}. */
    private Heads turned(Heads projected, String start) {
        String rotary = at.arguments().word("rotary");
        if (rotary.equals("none")) {
            return projected;
        }
        boolean halves = rotary.equals("half");
        return new Heads(
                turned(projected.queries(), heads, queries, start, halves),
                turned(projected.keys(), keyHeads, keys, start, halves),
                projected.values());
    }

    /** Pairs of numbers of each head, neighbours or one of each half, turned by the angles of their token. */
    private String turned(String rows, long count, Extent tokens, String start, boolean halves) {
        String pairs = halves ? at.reshape(rows, 0L, count, 2L, size / 2) : at.reshape(rows, 0L, count, size / 2, 2L);
        long axis = halves ? 3 : 4;
        List<String> both = at.split(pairs, 2, axis);
        String a = both.get(0);
        String b = both.get(1);
        List<Long> shape = halves ? List.of(1L, 1L, size / 2) : List.of(1L, size / 2, 1L);
        String cosine = table("cosines", tokens, start, shape);
        String sine = table("sines", tokens, start, shape);
        String first = at.operator("Sub", at.operator("Mul", a, cosine), at.operator("Mul", b, sine));
        String second = at.operator("Add", at.operator("Mul", a, sine), at.operator("Mul", b, cosine));
        String turned = at.operator("Concat", List.of(first, second), Attributes.whole("axis", axis));
        return at.reshape(turned, 0L, count * size);
    }

    /** Cosines or sines of tokens x pairs, with dimensions of 1 that stretch over the heads. */
    private String table(String name, Extent tokens, String start, List<Long> behindTokens) {
        double base = at.arguments().optionalReal("base").orElse(10_000);
        int positions = Math.toIntExact(stream.isPresent() ? capacity(at.arguments()) : tokens.max());
        int pairs = Math.toIntExact(size / 2);
        float[] values = new float[Math.multiplyExact(positions, pairs)];
        for (int i = 0; i < values.length; i++) {
            double angle = TokenRules.angle(i / pairs, i % pairs, size, base);
            values[i] = (float) (name.equals("cosines") ? Math.cos(angle) : Math.sin(angle));
        }
        List<Long> shape = new ArrayList<>(behindTokens);
        shape.add(0, (long) positions);
        String table = at.graph().floats(name, shape, values);
        return stream.isPresent()
                ? TokenRules.run(at, table, start, tokens)
                : TokenRules.head(at, table, positions, tokens);
    }

    /** Tokens x features of all heads as heads of their own. */
    private String apart(String rows, long members, Long[] order) {
        String split =
                heads == keyHeads ? at.reshape(rows, 0L, heads, size) : at.reshape(rows, 0L, keyHeads, members, size);
        return at.transpose(split, order);
    }

    private String masked(String scores, boolean shared) {
        String masked = scores;
        OptionalInt mask = at.arguments().input("mask");
        if (mask.isPresent()) {
            masked = at.operator("Add", masked, given(mask.getAsInt(), shared));
        }
        return at.arguments().flag("causal") ? at.operator("Add", masked, causal()) : masked;
    }

    /** A mask of keys hides those where it is not 0; one of pairs is added. */
    private String given(int input, boolean shared) {
        String mask = at.node().inputs().get(input).type().isIds()
                ? at.operator("Cast", List.of(at.inputs().get(input)), Attributes.whole("to", FLOAT))
                : at.inputs().get(input);
        if (at.shape(input).rank() > 1) {
            return at.operator("Unsqueeze", mask, shared ? at.wholes(1L, 2L) : at.wholes(1L));
        }
        String seen = at.operator("Equal", mask, at.number(0));
        String added = at.operator("Where", seen, at.number(0), at.number(Double.NEGATIVE_INFINITY));
        return at.operator("Unsqueeze", added, shared ? at.wholes(1L, 2L, 3L) : at.wholes(1L, 2L));
    }

    /** Queries x keys: 0 where a token sees another, minus infinity behind its own place. */
    private String causal() {
        OnnxGraph graph = at.graph();
        Extent seen = stream.<Extent>map(Lengths.Stream::total).orElse(keys);
        String lengths = at.lengths().of(List.of(queries, seen));
        return graph.once("causal " + lengths, () -> {
            String hidden = graph.operator("causal", "Expand", List.of(at.number(Double.NEGATIVE_INFINITY), lengths));
            return graph.operator("causal", "Trilu", List.of(hidden, firstUnseen()), Attributes.whole("upper", 1));
        });
    }

    /** The place of the first key that the first query does not see. */
    private String firstUnseen() {
        String one = at.graph().whole(1);
        if (stream.isEmpty()) {
            return one;
        }
        String past = at.graph()
                .operator(
                        "causal",
                        "Squeeze",
                        List.of(at.lengths().of(stream.get().past())));
        return at.graph().operator("causal", "Add", List.of(past, one));
    }
}
