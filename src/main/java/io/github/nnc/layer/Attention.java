package io.github.nnc.layer;

import static io.github.nnc.kernel.Expression.constant;

import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Counter;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.Index;
import io.github.nnc.kernel.KernelBuilder;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import io.github.nnc.tensor.TensorType;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * {@code attention heads}: each token sums values of all tokens, weighted by softmax(q k / sqrt(size)) of its query and
 * their keys, in several heads at once (Vaswani et al., 2017), as PyTorch's {@code MultiheadAttention}. With
 * {@code kv_heads} several heads share keys and values (Ainslie et al., "GQA", 2023).
 */
record Attention(
        long heads,
        OptionalLong keyHeads,
        OptionalLong headSize,
        boolean causal,
        Optional<Rotary> rotary,
        OptionalDouble base,
        OptionalDouble scale,
        boolean bias,
        OptionalInt memory,
        OptionalInt mask,
        boolean carry,
        Context context)
        implements Layer {

    static final String HEADS = "heads";
    static final String KEY_HEADS = "kv_heads";
    private static final String HEAD_SIZE = "head_size";
    static final String ROTARY = "rotary";
    static final String BASE = "base";
    static final String MEMORY = "memory";
    static final String MASK = "mask";
    static final String CAUSAL = "causal";
    static final String CARRY = "carry";
    static final String CONTEXT = "context";
    private static final double USUAL_BASE = 10_000;

    static final LayerType TYPE = new LayerType(
                    "attention",
                    "Each token sums what all tokens have to offer, weighted by how well they fit what it asks for, in"
                            + " several heads at once.",
                    "`tokens x features` to the same",
                    "input (..16 x 8); attention 2 causal",
                    LayerType.Role.CHAIN,
                    false,
                    List.of(
                            atLeastOne(
                                    HEADS,
                                    "how many times attention is computed; without `head_size` it divides the"
                                            + " features"),
                            atLeastOne(
                                            KEY_HEADS,
                                            "how many heads keys and values have, which divides `heads`; else as many")
                                    .optional()
                                    .onlyByName(),
                            atLeastOne(HEAD_SIZE, "how many numbers a head has of each token; else features / heads")
                                    .optional()
                                    .onlyByName(),
                            Parameter.flag(CAUSAL, false, "whether a token sees only itself and those before it"),
                            Parameter.word(
                                            ROTARY,
                                            List.of("none", "interleaved", "half"),
                                            "whether pairs of numbers of queries and keys are turned by the token's"
                                                    + " position: neighbours, as in Llama's own code, or one of each half,"
                                                    + " as in GPT-NeoX and Hugging Face")
                                    .onlyByName(),
                            Parameter.real(BASE, USUAL_BASE, "the base of the angles of `rotary`, else 10000")
                                    .positive()
                                    .optional()
                                    .onlyByName(),
                            Parameter.real("scale", 1, "what scores are multiplied with, else 1 / sqrt(`head_size`)")
                                    .optional()
                                    .onlyByName(),
                            Parameter.flag("bias", true, "whether the projections add learned numbers"),
                            Parameter.value(
                                    MEMORY,
                                    "tokens that are asked in the place of the arriving ones, in any number and with"
                                            + " any number of features: cross attention"),
                            Parameter.value(
                                    MASK,
                                    "what a token must not see: `keys` numbers, of which all but 0 hide their key, as"
                                            + " `key_padding_mask` does in PyTorch; or `tokens x keys` numbers that are"
                                            + " added to the scores, as `attn_mask`, or `1 x keys` for all tokens alike; a token that sees nothing becomes"
                                            + " NaN, as there"),
                            Parameter.flag(
                                    CARRY,
                                    false,
                                    "whether a call goes on where the one before it ended: keys and values of all"
                                            + " tokens so far are in `State`; needs `causal`"),
                            atLeastOne(
                                            CONTEXT,
                                            "of how many tokens keys and values are carried; else as many as a call"
                                                    + " may have")
                                    .optional()
                                    .onlyByName()),
                    Attention::of)
            .withTensors(AttentionTensors.NAMES);

    private static Parameter atLeastOne(String name, String documentation) {
        return Parameter.whole(name, 1, documentation).between(1, Integer.MAX_VALUE);
    }

    private static Attention of(Arguments arguments) {
        OptionalDouble base = arguments.optionalReal(BASE);
        return new Attention(
                arguments.whole(HEADS),
                arguments.optionalWhole(KEY_HEADS),
                arguments.optionalWhole(HEAD_SIZE),
                arguments.flag(CAUSAL),
                rotary(arguments.word(ROTARY), base.orElse(USUAL_BASE)),
                base,
                arguments.optionalReal("scale"),
                arguments.flag("bias"),
                arguments.input(MEMORY),
                arguments.input(MASK),
                arguments.flag(CARRY),
                new Context(CONTEXT, arguments.optionalWhole(CONTEXT)));
    }

    private static Optional<Rotary> rotary(String word, double base) {
        return switch (word) {
            case "interleaved" -> Optional.of(new Rotary(Rotary.Pairing.INTERLEAVED, base));
            case "half" -> Optional.of(new Rotary(Rotary.Pairing.HALF, base));
            default -> Optional.empty();
        };
    }

    @Override
    public List<TensorType> outputs(Inference inference) {
        return new AttentionCheck(this, inference).fits() ? List.of(inference.input()) : List.of();
    }

    long sizeOfHeads(Shape tokens) {
        return headSize.orElse(tokens.last().max() / heads);
    }

    private AttentionSizes sizes(Shape tokens, Shape asked, Extent keys) {
        return new AttentionSizes(
                tokens.extent(0),
                keys,
                tokens.last().max(),
                asked.last().max(),
                heads,
                keyHeads.orElse(heads),
                sizeOfHeads(tokens),
                keyHeads.isEmpty() && headSize.isEmpty() && tokens.last().equals(asked.last()));
    }

    @Override
    public List<WeightSpec> weights(List<TensorType> inputs) {
        Shape asked = inputs.get(memory.orElse(0)).shape();
        return new AttentionTensors(sizes(inputs.get(0).shape(), asked, asked.extent(0)), bias).specs();
    }

    @Override
    public boolean carries() {
        return carry;
    }

    @Override
    public Reading reading() {
        return Reading.TOKENS;
    }

    @Override
    public void lower(Lowering lowering) {
        Buffer asked = lowering.inputs().get(memory.orElse(0));
        Optional<Counter> counter = carry ? Optional.of(context.counter(lowering)) : Optional.empty();
        Extent keys = counter.<Extent>map(Counter::total).orElse(asked.shape().extent(0));
        AttentionSizes sizes = sizes(lowering.inputShape(), asked.shape(), keys);
        AttentionTensors tensors = new AttentionTensors(sizes, bias);
        AttentionTensors.Heads projected = tensors.project(lowering, lowering.input(), asked);
        Index.Affine start = Context.start(counter);
        AttentionTensors.Heads turned =
                rotary.map(r -> turned(lowering, r, projected, sizes, start)).orElse(projected);
        AttentionTensors.Heads seen =
                counter.map(c -> kept(lowering.kernels(), turned, sizes, c)).orElse(turned);
        AttentionLowering attention = new AttentionLowering(lowering.kernels(), sizes, causal, start);
        Expression factor = constant(scale.orElse(1 / Math.sqrt(sizes.headSize())));
        Buffer scores = attention.scores(seen.queries(), seen.keys(), product -> {
            Expression score = product.times(factor);
            return mask.isPresent() ? attention.masked(score, lowering.inputs().get(mask.getAsInt())) : score;
        });
        tensors.projectOut(lowering, attention.weighted(scores, seen.values()));
    }

    private static AttentionTensors.Heads turned(
            Lowering lowering, Rotary rotary, AttentionTensors.Heads heads, AttentionSizes sizes, Index.Affine start) {
        long size = sizes.headSize();
        long positions = Math.max(sizes.queries().max(), sizes.keys().max());
        Rotary.Turning turning = new Rotary.Turning(rotary.tables(lowering.kernels(), positions, size), start, size);
        return new AttentionTensors.Heads(
                rotary.turn(lowering.kernels(), "turned_queries", heads.queries(), turning, sizes.heads()),
                rotary.turn(lowering.kernels(), "turned_keys", heads.keys(), turning, sizes.keyHeads()),
                heads.values());
    }

    /** Writes the keys and values of a call behind those of the calls before it. */
    private static AttentionTensors.Heads kept(
            KernelBuilder kernels, AttentionTensors.Heads heads, AttentionSizes sizes, Counter counter) {
        return new AttentionTensors.Heads(
                heads.queries(),
                kept(kernels, "keys", heads.keys(), sizes, counter),
                kept(kernels, "values", heads.values(), sizes, counter));
    }

    private static AttentionTensors.Rows kept(
            KernelBuilder kernels, String name, AttentionTensors.Rows rows, AttentionSizes sizes, Counter counter) {
        Buffer cache = kernels.state(name, Shape.of(counter.capacity(), sizes.keyFeatures()));
        Axis token = new Axis("t", sizes.queries());
        Axis feature = new Axis("i", Extent.of(sizes.keyFeatures()));
        Expression row = new Expression.Load(Access.of(rows.buffer(), rows.at(token, Index.of(feature))));
        Index.Affine place = Index.of(counter.elapsed()).plus(Index.of(token));
        kernels.map(List.of(token, feature), row, Access.of(cache, List.of(place, Index.of(feature))));
        return new AttentionTensors.Rows(cache, 0);
    }
}
