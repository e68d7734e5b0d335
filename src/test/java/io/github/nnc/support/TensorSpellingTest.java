package io.github.nnc.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tensors that a file holds in pieces, as a piece, or under another name. */
class TensorSpellingTest {

    private static final String JOINED = "a/in 3x2 zeros q.w+k.w";
    private static final String PIECES = "a/q.w 1x2 zeros in@0:3\na/k.w 2x2 zeros other in@1:3";

    private static TensorData tensor(String name, long[] shape, float... values) {
        TensorData tensor = new TensorData(name, "F32", shape);
        tensor.values = values;
        return tensor;
    }

    private static final TensorData IN = tensor("a.in", new long[] {3, 2}, 1, 2, 3, 4, 5, 6);
    private static final TensorData Q = tensor("a.q.w", new long[] {1, 2}, 1, 2);
    private static final TensorData K = tensor("a.k.w", new long[] {2, 2}, 3, 4, 5, 6);

    private static List<float[]> bound(String slots, TensorData... file) {
        TensorMatcher matcher = new TensorMatcher(slots, Arrays.asList(file), "");
        assertThat(matcher.problems()).isEmpty();
        List<float[]> values = new ArrayList<>();
        for (int slot = 0; slot < slots.split("\n").length; slot++) {
            values.add(matcher.bound(slot).values);
        }
        return values;
    }

    private static List<String> problems(String slots, TensorData... file) {
        return new TensorMatcher(slots, Arrays.asList(file), "")
                .problems().stream().map(Throwable::getMessage).toList();
    }

    @Test
    void onesOwnNameComesFirst() {
        assertThat(bound(JOINED, IN)).containsExactly(IN.values);
        assertThat(bound(PIECES, K, Q)).containsExactly(Q.values, K.values);
        assertThat(problems(JOINED, IN, Q, K))
                .containsExactly("the file has `a.k.w` (2x2), `a.q.w` (1x2), which the model does not expect");
    }

    @Test
    void piecesAreJoinedInTheOrderOfTheModel() {
        assertThat(bound(JOINED, K, Q)).containsExactly(IN.values);
    }

    @Test
    void aWholeIsTakenApart() {
        assertThat(bound(PIECES, IN)).containsExactly(Q.values, K.values);
        TensorData other = tensor("a.other", new long[] {2, 2}, 3, 4, 5, 6);
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
        TensorData wide = tensor("a.k.w", new long[] {2, 3}, 1, 2, 3, 4, 5, 6);
        TensorData flat = tensor("a.k.w", new long[] {4}, 1, 2, 3, 4);
        TensorData scalar = tensor("a.k.w", new long[0], 1);
        for (TensorData misfit : List.of(wide, flat, scalar)) {
            assertThat(problems(JOINED, Q, misfit)).hasSize(2).contains("`a.in` (3x2) is missing");
        }
    }

    @Test
    void whatIsTooLongOrTooShortIsNamedByItsPieces() {
        TensorData longer = tensor("a.k.w", new long[] {3, 2}, 3, 4, 5, 6, 7, 8);
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
        TensorData broken = tensor("a.k.w", new long[] {2, 2}, 3, Float.NaN, 5, 6);
        broken.check(1, Double.NaN);
        assertThat(problems(JOINED, Q, broken))
                .containsExactly("tensor `a.k.w` holds NaN at index 1, but weights must be finite floats");
    }
}
