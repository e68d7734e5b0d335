package io.github.nnc.layer;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import io.github.nnc.tensor.TensorType;
import java.util.List;

/** The shape rule of attention: whether values, heads and arguments fit each other; the first misfit is reported. */
record AttentionCheck(Attention attention, Inference inference) {

    boolean fits() {
        return isTokens(inference.input(), "")
                && (attention.memory().isEmpty()
                        || isTokens(input(attention.memory().getAsInt()), Attention.MEMORY))
                && headsFit(inference.shape().last().max())
                && rotaryFits(attention.sizeOfHeads(inference.shape()))
                && maskFits()
                && carryFits();
    }

    private TensorType input(int index) {
        return inference.inputs().get(index);
    }

    /** {@code argument} is where the value was written, empty for the one that arrives. */
    private boolean isTokens(TensorType value, String argument) {
        Shape shape = value.shape();
        if (value.isIds()) {
            return reject(misfit(
                    Code.IDS_NOT_NUMBERS,
                    argument,
                    "`attention` computes with numbers, but " + (argument.isEmpty() ? "receives " : "`memory` is ")
                            + value));
        }
        if (shape.rank() != 2) {
            Diagnostic misfit = misfit(
                    Code.WRONG_RANK,
                    argument,
                    argument.isEmpty()
                            ? "`attention` needs tokens x features, but receives " + shape
                            : "`memory` must be tokens x features, but is " + shape);
            return reject(shape.rank() == 1 ? misfit.withHelp("a `reshape 1x?` makes a single token of it") : misfit);
        }
        if (!shape.last().isFixed()) {
            return reject(misfit(
                            Code.LENGTH_NOT_FIXED,
                            argument,
                            "`attention` needs a fixed number of features, but "
                                    + (argument.isEmpty() ? "receives " : "`memory` is ") + shape)
                    .withHelp("write the number of features as a number; the number of tokens may vary"));
        }
        if (shape.last().max() > Long.MAX_VALUE / 3) {
            return reject(misfit(Code.NUMBER_TOO_LARGE, argument, "the tensors of `attention` are too large"));
        }
        return true;
    }

    private Diagnostic misfit(Code code, String argument, String message) {
        return Diagnostic.of(code, argument.isEmpty() ? inference.place() : inference.place(argument), message);
    }

    private boolean reject(Diagnostic misfit) {
        inference.reject(misfit);
        return false;
    }

    private boolean rejectArguments(Diagnostic misfit) {
        inference.rejectArguments(misfit);
        return false;
    }

    private boolean headsFit(long features) {
        long heads = attention.heads();
        long keyHeads = attention.keyHeads().orElse(heads);
        if (heads % keyHeads != 0) {
            return rejectArguments(misfit(
                            Code.NOT_DIVISIBLE,
                            Attention.KEY_HEADS,
                            heads + " heads cannot share " + keyHeads + " heads of keys and values")
                    .withNote(remainder(heads, keyHeads)));
        }
        if (attention.headSize().isEmpty() && features % heads != 0) {
            return reject(misfit(
                            Code.NOT_DIVISIBLE,
                            Attention.HEADS,
                            features + " features cannot be divided among " + heads + " heads")
                    .withNote(remainder(features, heads))
                    .withHelp("choose a number of heads that divides " + features + ", or give `head_size=`"));
        }
        return true;
    }

    private static String remainder(long number, long divisor) {
        return number + " / " + divisor + " leaves the remainder " + number % divisor;
    }

    private boolean rotaryFits(long size) {
        boolean rotary = attention.rotary().isPresent();
        if (!rotary && attention.base().isPresent()) {
            return rejectArguments(misfit(
                            Code.ARGUMENT_WITHOUT_EFFECT,
                            Attention.BASE,
                            "`base` means nothing to `attention` without rotary positions")
                    .withHelp("say in which convention, `rotary=interleaved` or `rotary=half`"));
        }
        return !rotary
                || size % 2 == 0
                || reject(misfit(
                                Code.NOT_DIVISIBLE,
                                Attention.ROTARY,
                                "rotary positions turn pairs of numbers, but a head has " + size)
                        .withHelp("choose heads of an even size"));
    }

    private boolean maskFits() {
        if (attention.mask().isEmpty()) {
            return true;
        }
        TensorType mask = input(attention.mask().getAsInt());
        Extent queries = inference.shape().extent(0);
        Extent keys = input(attention.memory().orElse(0)).shape().extent(0);
        Shape perKey = new Shape(List.of(keys));
        Shape perPair = new Shape(List.of(queries, keys));
        Shape ofAll = new Shape(List.of(Extent.of(1), keys));
        boolean added = mask.shape().equals(perPair) || mask.shape().equals(ofAll);
        if (mask.shape().equals(perKey) || added && !mask.isIds()) {
            return true;
        }
        Diagnostic misfit = misfit(
                        Code.SHAPES_DIFFER,
                        Attention.MASK,
                        "`mask` must be " + perKey + " or " + perPair + ", but is " + mask)
                .withNote("a mask is one number for each key, or one for each token and each key, which is added; "
                        + ofAll + " are added for all tokens alike");
        return reject(
                perPair.isFixed() && mask.shape().isFixed()
                        ? misfit
                        : misfit.withHelp(
                                "a length that each call decides equals another only where one `const` names both"));
    }

    private boolean carryFits() {
        if (!attention.carry()) {
            return attention.context().size().isEmpty()
                    || rejectArguments(misfit(
                                    Code.ARGUMENT_WITHOUT_EFFECT,
                                    Attention.CONTEXT,
                                    "`context` means nothing to `attention` without `carry`")
                            .withHelp("add `carry`, or drop `context`"));
        }
        if (!attention.causal()) {
            return rejectArguments(misfit(
                            Code.ARGUMENTS_CLASH,
                            Attention.CARRY,
                            "`carry` needs `causal`: the tokens of later calls are not known yet")
                    .withHelp("write `causal=true`", inference.argument(Attention.CAUSAL, "true")));
        }
        if (attention.memory().isPresent() || attention.mask().isPresent()) {
            String other = attention.memory().isPresent() ? Attention.MEMORY : Attention.MASK;
            return rejectArguments(misfit(
                            Code.ARGUMENTS_CLASH,
                            other,
                            "`" + other + "` has no place for the tokens that earlier calls left with `carry`")
                    .withHelp("leave out `" + other + "` or `carry`"));
        }
        return attention.context().fits(inference);
    }
}
