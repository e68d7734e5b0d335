package io.github.nnc.layer;

import static io.github.nnc.kernel.Expression.constant;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.tensor.Shape;
import io.github.nnc.tensor.TensorType;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
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
        boolean bias)
        implements Layer {

    private static final String HEADS = "heads";
    private static final String KEY_HEADS = "kv_heads";
    private static final String HEAD_SIZE = "head_size";
    private static final String ROTARY = "rotary";
    private static final String BASE = "base";
    private static final double USUAL_BASE = 10_000;

    static final LayerType TYPE = new LayerType(
            "attention",
            "Each token sums what all tokens have to offer, weighted by how well they fit what it asks for, in several"
                    + " heads at once.",
            "`tokens x features` to the same",
            "input (..16 x 8); attention 2 causal",
            LayerType.Role.CHAIN,
            false,
            List.of(
                    atLeastOne(
                            HEADS, "how many times attention is computed; without `head_size` it divides the features"),
                    atLeastOne(KEY_HEADS, "how many heads keys and values have, which divides `heads`; else as many")
                            .optional()
                            .onlyByName(),
                    atLeastOne(HEAD_SIZE, "how many numbers a head has of each token; else features / heads")
                            .optional()
                            .onlyByName(),
                    Parameter.flag("causal", false, "whether a token sees only itself and those before it"),
                    Parameter.word(
                                    ROTARY,
                                    List.of("none", "interleaved", "half"),
                                    "whether pairs of numbers of queries and keys are turned by the token's position:"
                                            + " neighbours, as in Llama's own code, or one of each half, as in"
                                            + " GPT-NeoX and Hugging Face")
                            .onlyByName(),
                    Parameter.real(BASE, USUAL_BASE, "the base of the angles of `rotary`, else 10000")
                            .positive()
                            .optional()
                            .onlyByName(),
                    Parameter.real("scale", 1, "what scores are multiplied with, else 1 / sqrt(`head_size`)")
                            .optional()
                            .onlyByName(),
                    Parameter.flag("bias", true, "whether the projections add learned numbers")),
            Attention::of);

    private static Parameter atLeastOne(String name, String documentation) {
        return Parameter.whole(name, 1, documentation).between(1, Integer.MAX_VALUE);
    }

    private static Attention of(Arguments arguments) {
        OptionalDouble base = arguments.optionalReal(BASE);
        return new Attention(
                arguments.whole(HEADS),
                arguments.optionalWhole(KEY_HEADS),
                arguments.optionalWhole(HEAD_SIZE),
                arguments.flag("causal"),
                rotary(arguments.word(ROTARY), base.orElse(USUAL_BASE)),
                base,
                arguments.optionalReal("scale"),
                arguments.flag("bias"));
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
        if (!Floats.required(inference)) {
            return List.of();
        }
        Shape shape = inference.shape();
        if (shape.rank() != 2) {
            Diagnostic misfit = Diagnostic.of(
                    Code.WRONG_RANK, inference.place(), "`attention` needs tokens x features, but receives " + shape);
            return inference.reject(
                    shape.rank() == 1 ? misfit.withHelp("a `reshape 1x?` makes a single token of it") : misfit);
        }
        if (!shape.last().isFixed()) {
            return inference.reject(Diagnostic.of(
                            Code.LENGTH_NOT_FIXED,
                            inference.place(),
                            "`attention` needs a fixed number of features, but receives " + shape)
                    .withHelp("write the number of features as a number; the number of tokens may vary"));
        }
        return fits(inference, shape.last().max()) ? List.of(inference.input()) : List.of();
    }

    /** Whether heads, groups of heads and pairs come out even; reports the first that does not. */
    private boolean fits(Inference inference, long features) {
        if (features > Long.MAX_VALUE / 3) {
            inference.reject(Diagnostic.of(
                    Code.NUMBER_TOO_LARGE, inference.place(), "the tensors of `attention` are too large"));
            return false;
        }
        if (heads % keyHeads.orElse(heads) != 0) {
            inference.rejectArguments(Diagnostic.of(
                            Code.NOT_DIVISIBLE,
                            inference.place(KEY_HEADS),
                            heads + " heads cannot share " + keyHeads.getAsLong() + " heads of keys and values")
                    .withNote(remainder(heads, keyHeads.getAsLong())));
            return false;
        }
        if (headSize.isEmpty() && features % heads != 0) {
            inference.reject(Diagnostic.of(
                            Code.NOT_DIVISIBLE,
                            inference.place(HEADS),
                            features + " features cannot be divided among " + heads + " heads")
                    .withNote(remainder(features, heads))
                    .withHelp("choose a number of heads that divides " + features + ", or give `head_size=`"));
            return false;
        }
        return rotaryFits(inference, headSize.orElse(features / heads));
    }

    private boolean rotaryFits(Inference inference, long size) {
        if (rotary.isEmpty() && base.isPresent()) {
            inference.rejectArguments(Diagnostic.of(
                            Code.ARGUMENT_WITHOUT_EFFECT,
                            inference.place(BASE),
                            "`base` means nothing to `attention` without rotary positions")
                    .withHelp("say in which convention, `rotary=interleaved` or `rotary=half`"));
            return false;
        }
        if (rotary.isPresent() && size % 2 != 0) {
            inference.reject(Diagnostic.of(
                            Code.NOT_DIVISIBLE,
                            inference.place(ROTARY),
                            "rotary positions turn pairs of numbers, but a head has " + size)
                    .withHelp("choose heads of an even size"));
            return false;
        }
        return true;
    }

    private static String remainder(long number, long divisor) {
        return number + " / " + divisor + " leaves the remainder " + number % divisor;
    }

    private AttentionSizes sizes(Shape tokens, Shape memory) {
        long features = tokens.last().max();
        long memoryFeatures = memory.last().max();
        return new AttentionSizes(
                tokens.extent(0),
                memory.extent(0),
                features,
                memoryFeatures,
                heads,
                keyHeads.orElse(heads),
                headSize.orElse(features / heads),
                keyHeads.isEmpty() && headSize.isEmpty() && features == memoryFeatures);
    }

    @Override
    public List<WeightSpec> weights(List<TensorType> inputs) {
        Shape tokens = inputs.get(0).shape();
        return new AttentionTensors(sizes(tokens, tokens), bias).specs();
    }

    @Override
    public void lower(Lowering lowering) {
        Buffer source = lowering.input();
        AttentionSizes sizes = sizes(source.shape(), source.shape());
        AttentionTensors tensors = new AttentionTensors(sizes, bias);
        AttentionTensors.Heads projected = tensors.project(lowering, source, source);
        AttentionTensors.Heads turned =
                rotary.map(r -> turned(lowering, r, projected, sizes)).orElse(projected);
        AttentionLowering attention = new AttentionLowering(lowering.kernels(), sizes);
        double factor = scale.orElse(1 / Math.sqrt(sizes.headSize()));
        Buffer scores = attention.scores(
                turned.queries(), turned.keys(), sum -> attention.seen(sum.times(constant(factor)), causal));
        tensors.projectOut(lowering, attention.weighted(scores, turned.values()));
    }

    private static AttentionTensors.Heads turned(
            Lowering lowering, Rotary rotary, AttentionTensors.Heads heads, AttentionSizes sizes) {
        long size = sizes.headSize();
        long positions = Math.max(sizes.queries().max(), sizes.keys().max());
        Rotary.Tables tables = rotary.tables(lowering.kernels(), positions, size);
        return new AttentionTensors.Heads(
                rotary.turn(lowering.kernels(), "turned_queries", heads.queries(), tables, sizes.heads(), size),
                rotary.turn(lowering.kernels(), "turned_keys", heads.keys(), tables, sizes.keyHeads(), size),
                heads.values());
    }
}
