package io.github.nnc.layer;

import java.util.List;

/**
 * How much stands around each axis: amounts, or a word by which they follow from the window.
 *
 * <p>Amounts are one number for all sides, one for each axis, or two for each axis in the order of the axes, before it
 * and behind it: left, right of a sequence; top, bottom, left, right of an image. {@code valid} is none. {@code same}
 * makes as many outputs as there are inputs, or one for each stride, and puts what is odd behind. {@code causal} puts
 * all before, so that no output sees what comes after it.
 *
 * @param word empty where there are amounts
 */
public record Padding(List<Long> amounts, String word) {

    static final Padding NONE = new Padding(List.of(0L), "");
    static final String SAME = "same";
    static final String VALID = "valid";
    static final String CAUSAL = "causal";

    /** Before an axis and behind it. */
    public record Sides(long before, long after) {

        public long total() {
            return before + after;
        }

        /** As a formula adds or subtracts both: {@code + 2*1}; empty where there are none. */
        String text(String sign) {
            if (total() == 0) {
                return "";
            }
            return before == after ? sign + "2*" + before : sign + before + sign + after;
        }
    }

    static Padding of(ArgumentValue value) {
        return value instanceof ArgumentValue.Word word
                ? new Padding(List.of(), word.value())
                : new Padding(((ArgumentValue.Sizes) value).values(), "");
    }

    boolean isGiven() {
        return word.isEmpty();
    }

    /** The amounts around one of the axes, which must be given as numbers. */
    Sides sides(int axis, int axes) {
        if (amounts.size() == 2 * axes) {
            return new Sides(amounts.get(2 * axis), amounts.get(2 * axis + 1));
        }
        long amount = Spatial.spread(amounts, axes).get(axis);
        return new Sides(amount, amount);
    }

    /** The amounts around one of the axes for a window that reaches over {@code span} values of {@code length}. */
    Sides sides(int axis, int axes, long length, long span, long stride) {
        if (isGiven()) {
            return sides(axis, axes);
        }
        if (word.equals(SAME)) {
            long total = Math.max(0, Math.floorDiv(length - 1, stride) * stride + span - length);
            return new Sides(total / 2, total - total / 2);
        }
        return new Sides(word.equals(CAUSAL) ? span - 1 : 0, 0);
    }
}
