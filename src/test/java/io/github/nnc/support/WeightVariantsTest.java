package io.github.nnc.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tensors that a file holds in pieces, as a piece, or under another name. */
class WeightVariantsTest {

    private static final String JOINED = "a/in 3x2 constant=0 q.w+k.w";
    private static final String PIECES = "a/q.w 1x2 constant=0 in@0:3\na/k.w 2x2 constant=0 other in@1:3";

    private static TensorNode tensor(String name, long[] shape, float... values) {
        TensorNode tensor = new TensorNode(null, name);
        tensor.type = "F32";
        tensor.shape = shape;
        tensor.values = values;
        return tensor;
    }

    private static final TensorNode IN = tensor("a.in", new long[] {3, 2}, 1, 2, 3, 4, 5, 6);
    private static final TensorNode Q = tensor("a.q.w", new long[] {1, 2}, 1, 2);
    private static final TensorNode K = tensor("a.k.w", new long[] {2, 2}, 3, 4, 5, 6);

    private static List<float[]> bound(String slots, TensorNode... file) {
        WeightTable matcher = matched(slots, file);
        assertThat(matcher.problems).isEmpty();
        List<float[]> values = new ArrayList<>();
        for (int slot = 0; slot < slots.split("\n").length; slot++) {
            values.add(matcher.bound[slot].values);
        }
        return values;
    }

    private static List<String> problems(String slots, TensorNode... file) {
        return matched(slots, file).problems.stream()
                .map(problem -> problem.substring(7))
                .toList();
    }

    private static WeightTable matched(String slots, TensorNode... file) {
        WeightTable matcher = new WeightVariants(slots);
        matcher.match(WeightTableMatchingTest.tree(List.of(file)), "");
        return matcher;
    }

    @Test
    void onesOwnNameComesFirst() {
        assertThat(bound(JOINED, IN)).containsExactly(IN.values);
        assertThat(bound(PIECES, K, Q)).containsExactly(Q.values, K.values);
        assertThat(problems(JOINED, IN, Q, K))
                .containsExactly("the file has `a.q.w` (1x2), `a.k.w` (2x2), which the model does not expect");
    }

    @Test
    void piecesAreJoinedInTheOrderOfTheModel() {
        assertThat(bound(JOINED, K, Q)).containsExactly(IN.values);
    }

    @Test
    void aWholeIsTakenApart() {
        assertThat(bound(PIECES, IN)).containsExactly(Q.values, K.values);
        TensorNode other = tensor("a.other", new long[] {2, 2}, 3, 4, 5, 6);
        assertThat(bound(PIECES, Q, other)).containsExactly(Q.values, K.values);
    }

    @Test
    void aPieceAloneIsNoWhole() {
        assertThat(problems(JOINED, Q))
                .containsExactly(
                        "`a.in` (3x2) is missing", "the file has `a.q.w` (1x2), which the model does not expect");
    }

    @Test
    void piecesThatDoNotFitTogetherStayPieces() {
        TensorNode wide = tensor("a.k.w", new long[] {2, 3}, 1, 2, 3, 4, 5, 6);
        TensorNode flat = tensor("a.k.w", new long[] {4}, 1, 2, 3, 4);
        TensorNode scalar = tensor("a.k.w", new long[0], 1);
        for (TensorNode misfit : List.of(wide, flat, scalar)) {
            assertThat(problems(JOINED, Q, misfit)).hasSize(2).contains("`a.in` (3x2) is missing");
        }
    }

    @Test
    void whatIsTooLongOrTooShortIsNamedByItsPieces() {
        TensorNode longer = tensor("a.k.w", new long[] {3, 2}, 3, 4, 5, 6, 7, 8);
        assertThat(problems(JOINED, Q, longer))
                .containsExactly("`a.in` needs 3x2, but `a.q.w + a.k.w` is 4x2 in the file");
        assertThat(problems(PIECES, tensor("a.in", new long[] {4, 2}, 1, 2, 3, 4, 5, 6, 7, 8)))
                .containsExactly(
                        "`a.q.w` (1x2) is missing",
                        "`a.k.w` (2x2) is missing",
                        "the file has `a.in` (4x2), which the model does not expect");
    }

    @Test
    void tellsWhatIsWrongWithAPiece() {
        TensorNode broken = tensor("a.k.w", new long[] {2, 2}, 3, Float.NaN, 5, 6);
        broken.flaw = "NN414: tensor `a.k.w` holds NaN at index 1, but weights must be finite floats";
        assertThat(problems(JOINED, Q, broken))
                .containsExactly("tensor `a.k.w` holds NaN at index 1, but weights must be finite floats");
    }
}
